/**
 * Decoded planes as ONE mask of one channel: grey collapsed, colours packed, one file an object joined. What the
 * values mean is not decided here. Called for every mask, before facts and before labels.
 */
import { defined } from '../../common/assert';
import { studioError } from '../../common/errors';
import type { MaskRef } from '../../domain/data';
import type { MaskRaster } from '../../domain/masks';
import type { Raster } from '../../domain/raster';
import { pickChannels } from '../../imaging/pickChannels';
import { joinObjects } from './joinObjects';
import { packColours } from './packColours';
import { greyOf } from './planeRoles';

/** A mask of more values than this has plateaus; a photograph has none. */
const PHOTO_VALUES = 64;
/**
 * Share of pixels inside plateaus: 0.86 to 1.00 in the masks measured, 0.3 in a small colour mask after a JPEG of
 * quality 75; in photographs and micrographs 0.00 to 0.18, bar one of 110 with 0.36, for its overexposed sky.
 */
const PHOTO_PLATEAUS = 0.2;

/**
 * `rasters`: the mask's planes, equal in size; `words` of MaskRef; `wordClasses` of the whole set (wordClassesOf).
 * `path` names the mask in errors. Several planes, and planes whose names say a class, are one file an object.
 * Throws `mask-unreadable` where the pixels are those of a photograph.
 */
export function maskPlane(
  rasters: readonly Raster[],
  words: MaskRef['words'],
  wordClasses: readonly string[],
  path: string | null = null,
): MaskRaster {
  if (rasters.length > 1 || words.some((word) => word !== null)) {
    return joinObjects(rasters.map(oneChannel), words, wordClasses, path);
  }
  const mask = oneChannel(defined(rasters[0], 'The plane of a mask'));
  const { values, plateaus } = lookOf(mask);
  if (values > PHOTO_VALUES && plateaus < PHOTO_PLATEAUS) throw photograph(values, plateaus, path);
  return mask;
}

/**
 * Alpha counts only where the colour is one and the same everywhere: then it is the mask. Channels that are
 * equal everywhere are one; channels that differ are packed.
 */
function oneChannel(raster: Raster): MaskRaster {
  if (raster.channels === 1) {
    return { ...raster, coding: raster.palette === undefined ? 'values' : 'palette' };
  }
  const { colour, alpha } = splitAlpha(raster);
  if (alpha !== null && isConstant(colour) && !isConstant(alpha)) return { ...alpha, coding: 'values' };
  const grey = colour.channels === 1 ? colour : greyOf(colour);
  return grey === null ? packColours(colour) : { ...grey, coding: 'values' };
}

function splitAlpha(raster: Raster): { colour: Raster; alpha: Raster | null } {
  const { channels } = raster;
  if (channels !== 2 && channels !== 4) return { colour: raster, alpha: null };
  return { colour: pickChannels(raster, 0, channels - 1), alpha: pickChannels(raster, channels - 1, 1) };
}

function isConstant({ data, channels }: Raster): boolean {
  for (let i = channels; i < data.length; i++) if (data[i] !== data[i - channels]) return false;
  return true;
}

/** Distinct values, and the share of pixels whose four neighbours are equal to them; the frame is left out. */
function lookOf({ data, width, height }: Raster): { values: number; plateaus: number } {
  const values = new Set<number>();
  let inner = 0;
  for (let y = 1; y < height - 1; y++) {
    let last = Number.NaN;
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) {
      const value = data[i] ?? 0;
      if (value !== last) values.add(value);
      last = value;
      if (data[i - 1] !== value || data[i + 1] !== value) continue;
      if (data[i - width] === value && data[i + width] === value) inner += 1;
    }
  }
  return { values: values.size, plateaus: inner / Math.max(1, (width - 2) * (height - 2)) };
}

function photograph(values: number, plateaus: number, path: string | null) {
  const name = path === null ? 'A mask' : `The mask ${path}`;
  const message = `${name} looks like a photograph: ${values.toLocaleString('en')} values, and ${(plateaus * 100).toFixed(0)} % of the pixels are like their neighbours.`;
  const hint = 'Give it a mask in which each class or object has one value, or drop it as an image.';
  return studioError('mask-unreadable', message, hint, path);
}

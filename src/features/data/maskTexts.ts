/** What the page says about a set of masks. Pure. */
import type { ImageItem } from '../../domain/data';
import type { MaskFlaw, MaskKind, ObjectSizes } from '../../domain/masks';
import { formatNumber, formatShare, plural } from '../../ui/format';

const KINDS: Record<MaskKind, string> = {
  binary: 'Two values; the larger one is the object',
  inverted: 'Two values; the smaller one is the object',
  index: 'A small number for each class',
  levels: 'A grey level for each class',
  palette: 'A palette colour for each class',
  colours: 'A colour for each class',
  instances: 'A number for each object',
  objects: 'A file for each object',
  outlines: 'An outline for each object',
};

const FLAWS: Record<MaskFlaw, string> = {
  'soft-edges': 'soft edges',
  noise: 'noise around the values',
  'stray-values': 'stray values',
  'partly-labelled': 'partly labelled',
};

export function kindText(kind: MaskKind): string {
  return KINDS[kind];
}

/** "soft edges, stray values"; empty where the masks are clean. */
export function flawsText(flaws: readonly MaskFlaw[]): string {
  return flaws.map((flaw) => FLAWS[flaw]).join(', ');
}

/**
 * "312 objects, median diameter 14 px (4.2 µm), 18 % touch another". `um` is the side of a pixel, where known.
 * Without numbers for the objects (`numbered`), those that touch are one area and nothing can be said of them.
 */
export function objectsText(
  { objects, diameter, touching }: ObjectSizes,
  um: number | null,
  numbered: boolean,
): string {
  const metric = um === null ? '' : ` (${formatNumber(diameter * um)} µm)`;
  const size = objects === 1 ? 'diameter' : 'median diameter';
  const parts = [
    plural(objects, numbered ? 'object' : 'connected area'),
    `${size} ${formatNumber(diameter)} px${metric}`,
  ];
  if (numbered && objects > 1) {
    parts.push(touching === 0 ? 'none touch' : `${formatShare(touching / objects)} touch another`);
  }
  return parts.join(', ');
}

/** The one side of a square pixel that all images with masks state, µm; null where they differ or one is silent. */
export function commonPixelSize(images: readonly ImageItem[]): number | null {
  const labelled = images.filter(({ mask }) => mask !== null);
  const first = labelled[0]?.pixelSize ?? null;
  if (first === null || first.x !== first.y) return null;
  return labelled.every(({ pixelSize }) => pixelSize?.x === first.x && pixelSize.y === first.y)
    ? first.x
    : null;
}

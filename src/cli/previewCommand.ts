/** `preview`: a contact sheet of the very patches that training would draw first. Needs no GPU. */
import { basename, dirname } from 'node:path';
import { encode } from 'fast-png';
import { studioError } from '../common/errors';
import { hexToRgb } from '../common/hexToRgb';
import { DEFAULT_AUGMENT } from '../domain/augment';
import { AUGMENT_PRESETS, type AugmentPreset } from '../domain/augmentPresets';
import { defaultClasses } from '../domain/labels';
import { DEFAULT_TRAIN } from '../domain/train';
import { contactSheet } from '../pipeline/augment/contactSheet';
import { previewPatch } from '../pipeline/augment/preview';
import { SHEET_LAYERS, type SheetLayer } from '../pipeline/augment/sheetLayers';
import { beginRun, trainingImages } from '../pipeline/train/beginRun';
import { loadPairs } from './loadPairs';
import { readOptions, required } from './readOptions';
import { writeResult } from './writeResult';

const OPTIONS = {
  images: 'text',
  masks: 'text',
  out: 'text',
  preset: 'text',
  seed: 'number',
  tile: 'number',
  layers: 'text',
} as const;

const PATCHES = 12;

/** Resolves to one line of JSON: the sheet, its size and what it shows. */
export async function previewCommand(args: readonly string[]): Promise<string> {
  const given = readOptions(args, OPTIONS);
  const out = required('out', given.out);
  const layers = layersOf(given.layers);
  const augment = presetOf(given.preset);
  const library = await loadPairs(required('images', given.images), required('masks', given.masks));
  const seed = given.seed ?? DEFAULT_TRAIN.seed;
  const settings = { ...DEFAULT_TRAIN, seed, tile: given.tile ?? DEFAULT_TRAIN.tile, validationImages: 0 };
  const images = await trainingImages(library);
  const { plan, sources } = beginRun(library, images, { settings, augment, weights: null });
  const patches = Array.from({ length: PATCHES }, (_, index) =>
    previewPatch(sources, plan, plan.augment, plan.classWeights, { seed: plan.seed, step: 0, index }),
  );
  const { width, height, rgb } = contactSheet(patches, layers, coloursOf(library.dataset().reading));
  const png = new Uint8Array(encode({ width, height, data: rgb, channels: 3, depth: 8 }));
  const sheet = await writeResult(dirname(out), basename(out), png);
  return JSON.stringify({ sheet, width, height, patches: PATCHES, layers });
}

function layersOf(text: string | undefined): readonly SheetLayer[] {
  if (text === undefined) return SHEET_LAYERS;
  return text.split(',').map((name) => {
    const layer = SHEET_LAYERS.find((known) => known === name.trim());
    if (layer === undefined) throw unknown('layers', name, SHEET_LAYERS);
    return layer;
  });
}

function presetOf(name: string | undefined) {
  if (name === undefined || name === 'default') return DEFAULT_AUGMENT;
  if (Object.hasOwn(AUGMENT_PRESETS, name)) return AUGMENT_PRESETS[name as AugmentPreset];
  throw unknown('preset', name, ['default', ...Object.keys(AUGMENT_PRESETS)]);
}

function coloursOf(reading: Parameters<typeof defaultClasses>[0] | null) {
  const classes = reading === null ? [] : defaultClasses(reading);
  return classes.map(({ color }) => hexToRgb(color));
}

function unknown(option: string, value: string, known: readonly string[]) {
  return studioError(
    'bad-option',
    `--${option} is "${value}"; it can be ${known.join(', ')}.`,
    `Choose ${known.join(' or ')}.`,
    value,
  );
}

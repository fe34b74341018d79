/** A patch with the layers that are switched on, as pixels. Pure; lines of the grid are drawn apart (patchLines). */
import type { Patch } from '../../domain/augment';
import type { AugmentLayer } from '../../state/augmentSlice';
import { heatWord } from '../../ui/heat/heatScale';
import { blend } from '../../ui/overlay';
import { type DisplayWindow, patchLabelsToRgba, patchToRgba } from './patchToRgba';

export interface PatchLook {
  readonly window: DisplayWindow;
  readonly layers: ReadonlySet<AugmentLayer>;
  /** `#rrggbb` of each class. */
  readonly colors: readonly string[];
  readonly hidden: ReadonlySet<number>;
  /** Of labels over the image, 0..1. */
  readonly opacity: number;
  /** Weight at the end of the legend. */
  readonly maxWeight: number;
}

/** Of weights over the image: they are what is looked at, the image says where. */
export const HEAT_OPACITY = 0.7;

/** Grey under layers without the image. */
const PLAIN_GREY = 40;

/** RGBA [inputSize, inputSize, 4]. With weights the labels are their outlines, so that both are seen. */
export function patchPixels(patch: Patch, look: PatchLook): Uint8ClampedArray<ArrayBuffer> {
  const { layers } = look;
  const hasImage = layers.has('image');
  const image = hasImage ? patchToRgba(patch, look.window) : flat(patch.inputSize);
  const labels = layers.has('labels') ? patchLabelsToRgba(patch, look.colors, look.hidden) : null;
  if (!layers.has('weights')) return blend(image, labels, hasImage ? look.opacity : 1);
  const heated = blend(image, patchHeat(patch, look.maxWeight), hasImage ? HEAT_OPACITY : 1);
  return blend(heated, labels && outlines(labels, patch.inputSize), 1);
}

/** The weights in the input's frame, RGBA [inputSize, inputSize, 4]: clear around the output and where ignored. */
function patchHeat({ inputSize, outputSize, weights }: Patch, max: number): Uint8ClampedArray<ArrayBuffer> {
  const words = new Uint32Array(inputSize ** 2);
  const margin = (inputSize - outputSize) >> 1;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] ?? 0;
    const y = Math.floor(i / outputSize);
    if (weight > 0) words[(margin + y) * inputSize + margin + (i % outputSize)] = heatWord(weight, max);
  }
  return new Uint8ClampedArray(words.buffer);
}

/** Of areas of one colour, RGBA [side, side, 4], only the pixels beside another colour. */
function outlines(rgba: Uint8ClampedArray<ArrayBuffer>, side: number): Uint8ClampedArray<ArrayBuffer> {
  const words = new Uint32Array(rgba.buffer);
  const edges = words.map((word, i) => {
    const x = i % side;
    const left = x > 0 ? words[i - 1] : word;
    const right = x < side - 1 ? words[i + 1] : word;
    const inside =
      left === word &&
      right === word &&
      (words[i - side] ?? word) === word &&
      (words[i + side] ?? word) === word;
    return inside ? 0 : word;
  });
  return new Uint8ClampedArray(edges.buffer);
}

function flat(side: number): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(side ** 2 * 4).fill(PLAIN_GREY);
  for (let i = 3; i < rgba.length; i += 4) rgba[i] = 255;
  return rgba;
}

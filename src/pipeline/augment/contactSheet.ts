/** Previewed patches side by side on one page: a block a patch, its layers next to each other. For the command line. */
import { assert, defined } from '../../common/assert';
import type { PreviewedPatch } from './preview';
import { type LayerStyle, layerPicture, type SheetLayer } from './sheetLayers';

export interface ContactSheet {
  readonly width: number;
  readonly height: number;
  /** [height, width, 3]. */
  readonly rgb: Uint8Array<ArrayBuffer>;
}

/** Between pictures of one patch and between patches, px. */
const GAP = 2;
const SPACE = 10;
/** About as wide as a screen, px. */
const PAGE_WIDTH = 1600;
const PAPER = 24;

/** All patches have one size; at least one patch and one layer. */
export function contactSheet(
  patches: readonly PreviewedPatch[],
  layers: readonly SheetLayer[],
  colours: LayerStyle['colours'],
): ContactSheet {
  assert(layers.length > 0, 'a sheet shows a layer');
  const side = defined(patches[0], 'a patch').augmented.inputSize;
  const block = { width: layers.length * (side + GAP) - GAP, height: side };
  const across = Math.min(patches.length, Math.max(1, Math.floor(PAGE_WIDTH / (block.width + SPACE))));
  const down = Math.ceil(patches.length / across);
  const width = SPACE + across * (block.width + SPACE);
  const height = SPACE + down * (block.height + SPACE);
  const rgb = new Uint8Array(width * height * 3).fill(PAPER);
  const style = { colours, highestWeight: highest(patches) };
  for (const [index, patch] of patches.entries()) {
    const x = SPACE + (index % across) * (block.width + SPACE);
    const y = SPACE + Math.floor(index / across) * (block.height + SPACE);
    for (const [place, layer] of layers.entries()) {
      paste(rgb, width, layerPicture(patch, layer, style), side, x + place * (side + GAP), y);
    }
  }
  return { width, height, rgb };
}

/** One scale for all patches, so that they can be compared. */
function highest(patches: readonly PreviewedPatch[]): number {
  let most = 0;
  for (const { augmented } of patches) for (const weight of augmented.weights) most = Math.max(most, weight);
  return most || 1;
}

function paste(
  rgb: Uint8Array,
  width: number,
  picture: Uint8Array,
  side: number,
  x: number,
  y: number,
): void {
  for (let row = 0; row < side; row++) {
    rgb.set(picture.subarray(row * side * 3, (row + 1) * side * 3), ((y + row) * width + x) * 3);
  }
}

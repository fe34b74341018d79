/** The two sides of a spatial split as labels that count on one side only. Pure. Other splits leave labels as they are. */
import { defined } from '../../common/assert';
import type { Example } from '../../domain/example';
import type { LabelMap } from '../../domain/labels';
import type { HeldOutBlock, Split } from '../../domain/train';
import type { Region } from '../../imaging/scores';
import { widened } from './heldOutBlock';

type Labelled = { readonly id: string; readonly labels: LabelMap };

/** The image without what is held out: the block and its guard are ignored, so nothing trained on sees into the block. */
export function maskedForTraining<T extends Labelled>(image: T, { spatial }: Pick<Split, 'spatial'>): T {
  if (spatial === null) return image;
  const { labels } = image;
  const held = blocksOf(image.id, spatial.blocks).map((block) => widened(block, spatial.guard, labels));
  return { ...image, labels: withIgnored(labels, (x, y) => held.some((block) => contains(block, x, y))) };
}

/** The image with its blocks alone, also in the labels of the source's own size. */
export function maskedForValidation<T extends Example>(image: T, { spatial }: Pick<Split, 'spatial'>): T {
  if (spatial === null) return image;
  const labels = defined(image.labels, `labels of ${image.id}`);
  const blocks = blocksOf(image.id, spatial.blocks);
  const { sourceLabels } = image;
  return {
    ...image,
    labels: only(labels, blocks),
    ...(sourceLabels && {
      sourceLabels: only(
        sourceLabels,
        blocks.map((block) => atSize(block, labels, sourceLabels)),
      ),
    }),
  };
}

function only(labels: LabelMap, blocks: readonly Region[]): LabelMap {
  return withIgnored(labels, (x, y) => !blocks.some((block) => contains(block, x, y)));
}

function blocksOf(id: string, blocks: readonly HeldOutBlock[]): HeldOutBlock[] {
  return blocks.filter(({ imageId }) => imageId === id);
}

function contains({ x, y, width, height }: Region, u: number, v: number): boolean {
  return u >= x && u < x + width && v >= y && v < y + height;
}

/** Whole pixels that lie inside the block entirely. */
function atSize({ x, y, width, height }: Region, from: LabelMap, to: LabelMap): Region {
  const [across, down] = [to.width / from.width, to.height / from.height];
  const [left, top] = [Math.ceil(x * across), Math.ceil(y * down)];
  const [right, bottom] = [Math.floor((x + width) * across), Math.floor((y + height) * down)];
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Ignored pixels are of class 0 and of no object, as everywhere. */
function withIgnored(labels: LabelMap, isIgnored: (x: number, y: number) => boolean): LabelMap {
  const { width } = labels;
  const ignore = labels.classes.map((_, at) =>
    labels.ignore?.[at] || isIgnored(at % width, Math.floor(at / width)) ? 1 : 0,
  );
  return {
    ...labels,
    ignore,
    classes: labels.classes.map((label, at) => (ignore[at] ? 0 : label)),
    instances: labels.instances?.map((id, at) => (ignore[at] ? 0 : id)) ?? null,
  };
}

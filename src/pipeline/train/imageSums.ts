/**
 * Sums over what a run is trained on and scored against, kept in its plan: whether pixels and labels are the same when it
 * goes on. Pure. Taken where a run begins (not for previews), compared by resumeRun.
 */
import { crc32 } from '../../common/crc32';
import type { TrainingImage } from '../../domain/example';
import type { ImageSum, TrainPlan } from '../../domain/train';

/** The plan with the sums of its images, `images` being those it was made of. */
export function withImageSums(plan: TrainPlan, images: readonly TrainingImage[]): TrainPlan {
  const named = new Set([...plan.split.train, ...plan.split.validation]);
  const own = images.filter(({ id }) => named.has(id));
  return { ...plan, imageSums: Object.fromEntries(own.map((image) => [image.id, knownSum(image)])) };
}

/**
 * The first image of the plan that is not as it was, and what of it; null where all are, and for a plan from before there
 * were sums.
 */
export function alteredImage(
  { imageSums = {} }: Pick<TrainPlan, 'imageSums'>,
  images: readonly TrainingImage[],
): { readonly id: string; readonly part: 'pixels' | 'labels' } | null {
  for (const image of images) {
    const before = imageSums[image.id];
    if (!before) continue;
    const now = sumOf(image);
    if (now.pixels !== before.pixels) return { id: image.id, part: 'pixels' };
    if (now.labels !== before.labels) return { id: image.id, part: 'labels' };
  }
  return null;
}

/** A series, or the next run, has the very same images: hundreds of megabytes are summed once. */
const known = new WeakMap<TrainingImage, ImageSum>();

function knownSum(image: TrainingImage): ImageSum {
  const sum = known.get(image) ?? sumOf(image);
  known.set(image, sum);
  return sum;
}

function sumOf({ image, labels }: TrainingImage): ImageSum {
  const { classes, ignore, instances } = labels;
  const parts = [classes, ignore, instances].map((part) => (part === null ? '-' : checksum(part)));
  return {
    pixels: `${image.width}x${image.height}x${image.channels} ${checksum(image.data)}`,
    labels: `${labels.width}x${labels.height} ${parts.join(' ')}`,
  };
}

function checksum({ buffer, byteOffset, byteLength }: Float32Array | Uint8Array | Uint32Array): string {
  return crc32(new Uint8Array(buffer, byteOffset, byteLength))
    .toString(16)
    .padStart(8, '0');
}

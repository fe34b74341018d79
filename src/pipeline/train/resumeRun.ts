/** From a library and the frozen plan of an earlier run to a run that goes on: beginRun's counterpart, for both hosts. */
import { studioError } from '../../common/errors';
import type { Dataset } from '../../domain/data';
import type { TrainingImage } from '../../domain/example';
import { classCount } from '../../domain/labels';
import type { TrainPlan } from '../../domain/train';
import type { ImageLibrary } from '../data/imageLibrary';
import type { BegunRun } from './beginRun';
import { alteredImage } from './imageSums';
import { trainingSources } from './trainingSources';

/**
 * The plan itself with what its patches are cut from. Throws `bad-setting` where an image of it is gone, or where
 * channels, intensities, scale or classes of the set are not the plan's, and `data-changed` where pixels or labels of an
 * image are not those it had: the run would go on as another one.
 */
export function resumeRun(
  library: ImageLibrary,
  images: readonly TrainingImage[],
  plan: TrainPlan,
): BegunRun {
  refuseOthers(plan, library.dataset());
  refuseMissing(plan, images);
  refuseAltered(plan, images);
  return { plan, sources: trainingSources(images, plan) };
}

function refuseOthers(plan: TrainPlan, { normalisation, scale, channelChoice, reading }: Dataset): void {
  const pairs: [what: string, then: unknown, now: unknown][] = [
    ['channels', plan.channelChoice, channelChoice],
    ['intensities', plan.normalisation, normalisation],
    ['training scale', plan.scale, scale],
    ['number of classes', plan.spec.classes, reading ? classCount(reading) : 2],
  ];
  for (const [what, then, now] of pairs) {
    const [before, after] = [then, now].map((value) => JSON.stringify(value));
    if (before !== after) throw changed(`the ${what} of the set changed from ${before} to ${after}`, what);
  }
}

function refuseMissing({ split }: TrainPlan, images: readonly TrainingImage[]): void {
  const present = new Set(images.map(({ id }) => id));
  const missing = [...split.train, ...split.validation].find((id) => !present.has(id));
  if (missing !== undefined) throw changed(`${missing} is not among the labelled images any more`, missing);
}

function refuseAltered(plan: TrainPlan, images: readonly TrainingImage[]): void {
  const altered = alteredImage(plan, images);
  if (altered === null) return;
  const { id, part } = altered;
  throw studioError(
    'data-changed',
    `The run cannot go on: the ${part} of ${id} are not those it was trained with.`,
    `Put the earlier ${part === 'pixels' ? 'image' : 'mask'} back, or train a new run from these weights (fine-tune).`,
    id,
  );
}

function changed(what: string, subject: string) {
  return studioError(
    'bad-setting',
    `The run cannot go on: ${what} since it began.`,
    'Set it back in Data, or train a new run from these weights (fine-tune).',
    subject,
  );
}

/** From a library and the frozen plan of an earlier run to a run that goes on: beginRun's counterpart, for both hosts. */
import { studioError } from '../../common/errors';
import type { Dataset } from '../../domain/data';
import type { TrainingImage } from '../../domain/example';
import { classCount } from '../../domain/labels';
import type { TrainPlan } from '../../domain/train';
import type { ImageLibrary } from '../data/imageLibrary';
import type { BegunRun } from './beginRun';
import { trainingSources } from './trainingSources';

/**
 * The plan itself with what its patches are cut from. Throws `bad-setting` where an image of it is gone, or where
 * channels, intensities, scale or classes of the set are not the plan's: the run would go on as another one. That pixels
 * are the same is not checked.
 */
export function resumeRun(
  library: ImageLibrary,
  images: readonly TrainingImage[],
  plan: TrainPlan,
): BegunRun {
  refuseOthers(plan, library.dataset());
  refuseMissing(plan, images);
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

function changed(what: string, subject: string) {
  return studioError(
    'bad-setting',
    `The run cannot go on: ${what} since it began.`,
    'Set it back in Data, or train a new run from these weights (fine-tune).',
    subject,
  );
}

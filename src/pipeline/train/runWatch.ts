/**
 * Notices when a run goes wrong: its events in, warnings out, each kind once. Pure; the run goes on. Owned by trainModel.
 */
import { StudioError } from '../../common/errors';
import type { Scores } from '../../domain/metrics';
import type { TrainPlan } from '../../domain/train';
import type { TrainEvent, TrainWarning } from '../../domain/trainEvents';

type Kind = TrainWarning['kind'];
type Sight = Omit<TrainWarning, 'step' | 'kind'>;

interface Validation {
  readonly step: number;
  readonly scores: Scores;
  /** Mean training loss since the validation before. */
  readonly loss: number | null;
}

/** Validations over which something has to last: a single small held-out sample jumps about by chance. */
const LASTING = 4;
/** Of the loss, below which it is called unchanged: less is not seen on a curve. */
const FLAT_LOSS = 0.01;
/** Of mean IoU: the spread between validations on a few tiles is about as large. */
const FLAT_SCORE = 0.01;
/** Of mean IoU below the best, from which on forgetting is not chance any more. */
const WORSE = 0.03;
/** Of the loss, by which it must have fallen while the scores got worse: the training images are being learnt by heart. */
const LOSS_FELL = 0.05;
/** Of the pixels: two classes the wrong way round score as far below a half as the right way above. */
const INVERTED_ACCURACY = 0.35;
/** Of the loss at the start, below which the training images are plainly learnt. */
const LEARNT = 0.7;

export class RunWatch {
  private readonly told: Set<Kind>;
  private readonly validations: Validation[] = [];
  private firstLoss: number | null = null;
  private sum = 0;
  private count = 0;

  /** `before`: what an earlier session of the run has told. */
  constructor(
    private readonly plan: Pick<TrainPlan, 'spec'>,
    before: readonly TrainWarning[] = [],
  ) {
    this.told = new Set(before.map(({ kind }) => kind));
  }

  /** Warnings that the event gives cause for, usually none. */
  take(event: TrainEvent): TrainWarning[] {
    if (event.type === 'step') this.step(event.loss);
    if (event.type === 'recovered') this.goBack(event.step);
    return event.type === 'validation' ? this.validation(event.step, event.scores) : [];
  }

  private step(loss: number): void {
    this.firstLoss ??= loss;
    this.sum += loss;
    this.count++;
  }

  private goBack(step: number): void {
    while ((this.validations.at(-1)?.step ?? 0) > step) this.validations.pop();
    this.sum = 0;
    this.count = 0;
  }

  private validation(step: number, scores: Scores): TrainWarning[] {
    const loss = this.count > 0 ? this.sum / this.count : null;
    this.sum = 0;
    this.count = 0;
    this.validations.push({ step, scores, loss });
    const all = this.validations;
    return this.tell(step, [
      ['plateau', plateau(all)],
      ['overfitting', overfitting(all)],
      ['classNeverPredicted', classNeverPredicted(all)],
      ['looksInverted', this.plan.spec.classes === 2 ? looksInverted(all, this.firstLoss) : null],
    ]);
  }

  private tell(step: number, sights: readonly (readonly [Kind, Sight | null])[]): TrainWarning[] {
    return sights.flatMap(([kind, sight]) => {
      if (!sight || this.told.has(kind)) return [];
      this.told.add(kind);
      return [{ kind, step, ...sight }];
    });
  }
}

/** What a run that failed so is to be told of; null for every other failure. */
export function notFiniteWarning(failure: unknown): TrainWarning | null {
  if (!(failure instanceof StudioError) || failure.code !== 'loss-not-finite') return null;
  return {
    kind: 'notFinite',
    step: Number(failure.subject),
    message: 'The loss is not a number any more.',
    hint: 'Train again with a lower learning rate, or with gradient clipping. The weights of earlier validations are kept.',
  };
}

/** Neither the loss nor the score has moved over the last validations, nor are the scores as good as they can be. */
function plateau(all: readonly Validation[]): Sight | null {
  const last = all.slice(-LASTING - 1);
  const losses = last.flatMap(({ loss }) => loss ?? []);
  const scores = last.flatMap(({ scores: { meanIou } }) => meanIou ?? []);
  if (losses.length <= LASTING || scores.length <= LASTING) return null;
  const spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
  const still = spread(losses) <= FLAT_LOSS * Math.max(...losses) && spread(scores) <= FLAT_SCORE;
  if (!still || Math.max(...scores) > 1 - FLAT_SCORE) return null;
  return {
    message: `Nothing has changed over the last ${LASTING} validations: neither the loss nor the held-out score.`,
    hint: 'Try another learning rate (ten times lower or higher), or stop here and keep the best weights.',
  };
}

/** The loss falls on while each of the last scores is clearly below the best. */
function overfitting(all: readonly Validation[]): Sight | null {
  const best = all.reduce<Validation | null>(
    (top, one) => (iou(one) > (top ? iou(top) : -1) ? one : top),
    null,
  );
  const last = all.slice(-LASTING);
  const end = last.at(-1);
  if (!best?.loss || !end?.loss || last.length < LASTING || last.includes(best)) return null;
  const worse = last.every((one) => iou(one) < iou(best) - WORSE);
  if (!worse || end.loss > (1 - LOSS_FELL) * best.loss) return null;
  return {
    message: `The training loss still falls, but the held-out score has been lower than at step ${best.step} for ${LASTING} validations: the training images are being learnt by heart.`,
    hint: `The weights of step ${best.step} are kept as the best. Stop here; more augmentation or more labelled images help.`,
  };
}

/** The truth of every late validation has a class of which not one pixel was predicted. */
function classNeverPredicted(all: readonly Validation[]): Sight | null {
  const last = all.slice(-LASTING);
  const classes = last[0]?.scores.recall.length ?? 0;
  const never = (index: number) =>
    last.every(({ scores }) => scores.recall[index] === 0 && scores.precision[index] === null);
  const missed = Array.from({ length: classes }, (_, index) => index).filter(never);
  if (last.length < LASTING || missed.length === 0) return null;
  return {
    message: `${missed.length === 1 ? 'Class' : 'Classes'} ${missed.join(', ')} ${missed.length === 1 ? 'was' : 'were'} not predicted once in the last ${LASTING} validations.`,
    hint: 'Balance the class weights, draw more patches around rare classes, or use the Dice loss.',
  };
}

/** Two classes, the training images learnt, and the held-out ones wrong far more often than by chance. */
function looksInverted(all: readonly Validation[], firstLoss: number | null): Sight | null {
  const last = all.slice(-LASTING);
  const end = last.at(-1);
  if (!end?.loss || firstLoss === null || last.length < LASTING) return null;
  const wrong = last.every(({ scores: { pixelAccuracy } }) => (pixelAccuracy ?? 1) < INVERTED_ACCURACY);
  if (!wrong || end.loss > LEARNT * firstLoss) return null;
  return {
    message:
      'The held-out images are predicted the wrong way round: object and background look swapped in their masks.',
    hint: 'Compare the masks of training and held-out images under Data; one of the groups may be inverted.',
  };
}

function iou({ scores }: Validation): number {
  return scores.meanIou ?? 0;
}

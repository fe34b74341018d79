/** What can be taken back: the user's changes to the dataset, each with its opposite. Plain data, pure functions. */
import type { PairChoice } from '../domain/data';
import type { Normalisation } from '../domain/intensity';
import type { ClassInfo, MaskReading } from '../domain/labels';
import type { TrainingScale } from '../domain/scale';

/** Names, colours and visibility of the classes, which go with a reading. */
export interface ClassLook {
  readonly classes: readonly ClassInfo[];
  readonly hidden: ReadonlySet<number>;
}

export type DataChange =
  /** `look` null keeps what still fits. */
  | { readonly kind: 'reading'; readonly reading: MaskReading | null; readonly look: ClassLook | null }
  | { readonly kind: 'pairs'; readonly choices: readonly PairChoice[] }
  | { readonly kind: 'remove' | 'restore'; readonly imageId: string }
  /** `normalisation` is the rule that goes with the channels where theirs are windows; null leaves it as it is. */
  | {
      readonly kind: 'channels';
      readonly choice: readonly number[] | null;
      readonly normalisation: Normalisation | null;
    }
  | { readonly kind: 'normalisation'; readonly choice: Normalisation }
  | { readonly kind: 'scale'; readonly scale: TrainingScale };

export interface HistoryStep {
  /** What was done, after "Undo": "removing a.png". */
  readonly label: string;
  readonly forward: DataChange;
  readonly backward: DataChange;
}

export interface HistoryState {
  /** Newest last. */
  readonly done: readonly HistoryStep[];
  /** What was taken back, the next to be done again last. */
  readonly undone: readonly HistoryStep[];
}

export const EMPTY_HISTORY: HistoryState = { done: [], undone: [] };

const MAX_STEPS = 100;

/** After something new was done: what was taken back before cannot be done again. */
export function withStep({ done }: HistoryState, step: HistoryStep): HistoryState {
  return { done: [...done, step].slice(-MAX_STEPS), undone: [] };
}

/** After the newest step was taken back. */
export function stepBack({ done, undone }: HistoryState): HistoryState {
  const step = done.at(-1);
  return step ? { done: done.slice(0, -1), undone: [...undone, step] } : { done, undone };
}

/** After the step taken back last was done again. */
export function stepForward({ done, undone }: HistoryState): HistoryState {
  const step = undone.at(-1);
  return step ? { done: [...done, step], undone: undone.slice(0, -1) } : { done, undone };
}

/**
 * What can be taken back: the user's changes to the dataset and to augmentation, and what was drawn, each with its
 * opposite. Plain data, pure functions.
 */
import type { AugmentSettings } from '../domain/augment';
import type { PairChoice } from '../domain/data';
import type { Normalisation } from '../domain/intensity';
import type { ClassInfo, MaskReading } from '../domain/labels';
import type { TrainingScale } from '../domain/scale';
import type { WeightSettings } from '../domain/weights';
import type { PaintStage } from './easel';

/** Names, colours and visibility of the classes, which go with a reading. */
export interface ClassLook {
  readonly classes: readonly ClassInfo[];
  readonly hidden: ReadonlySet<number>;
}

/** Labels drawn for an image in this session, by their checksum; null takes them off. */
export interface Redraw {
  readonly imageId: string;
  readonly checksum: string | null;
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
  | { readonly kind: 'redraw'; readonly redraws: readonly Redraw[] }
  | { readonly kind: 'normalisation'; readonly choice: Normalisation }
  | { readonly kind: 'scale'; readonly scale: TrainingScale };

/** What becomes of the parts that are there; the others stay as they are. */
export interface AugmentChange {
  readonly kind: 'augment';
  readonly settings?: AugmentSettings;
  /** Null: those that suit the masks. */
  readonly weights?: WeightSettings | null;
  /** Of the next run. */
  readonly seed?: number;
}

/** A step of drawing: what it changed is with the image's painter. */
export interface PaintChange {
  readonly kind: 'paint';
  readonly stage: PaintStage;
  readonly imageId: string;
  /** Which of the image's painters: its labels may have been replaced since. */
  readonly board: number;
  readonly move: 'undo' | 'redo';
}

export interface HistoryStep {
  /** What was done, after "Undo": "removing a.png". */
  readonly label: string;
  readonly forward: DataChange | AugmentChange | PaintChange;
  readonly backward: DataChange | AugmentChange | PaintChange;
  /** Of a slider's many small steps, which are one to the user: when it was made, ms of the host's clock. */
  readonly slidMs?: number;
}

export interface HistoryState {
  /** Newest last. */
  readonly done: readonly HistoryStep[];
  /** What was taken back, the next to be done again last. */
  readonly undone: readonly HistoryStep[];
}

export const EMPTY_HISTORY: HistoryState = { done: [], undone: [] };

/** Strokes are many: some hundreds of them are to be within reach. */
const MAX_STEPS = 400;

/** A slider that rests this long, ms, has made one step. */
const SLIDER_REST_MS = 1000;

/** After something new was done: what was taken back before cannot be done again. */
export function withStep({ done }: HistoryState, step: HistoryStep): HistoryState {
  const last = done.at(-1);
  if (last !== undefined && goesOn(last, step)) {
    return { done: [...done.slice(0, -1), { ...step, backward: last.backward }], undone: [] };
  }
  return { done: [...done, step].slice(-MAX_STEPS), undone: [] };
}

function goesOn(last: HistoryStep, step: HistoryStep): boolean {
  if (last.slidMs === undefined || step.slidMs === undefined) return false;
  return last.label === step.label && step.slidMs - last.slidMs < SLIDER_REST_MS;
}

/** Without steps of drawing whose pixels are gone. The same history where there is nothing of them. */
export function withoutPaints(history: HistoryState, isGone: (change: PaintChange) => boolean): HistoryState {
  const stays = ({ forward }: HistoryStep) => forward.kind !== 'paint' || !isGone(forward);
  const next = { done: history.done.filter(stays), undone: history.undone.filter(stays) };
  const left = next.done.length + next.undone.length;
  return left === history.done.length + history.undone.length ? history : next;
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

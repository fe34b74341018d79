/**
 * Stage "predict", corrections: on which images something was drawn, what of it is the truth, and how it gets into the
 * training set. Drawing itself is paintSlice's.
 */
import { studioError } from '../common/errors';
import { drawnLabels, type TruthScope } from '../imaging/paint/drawnLabels';
import type { CorrectEasel } from './correctEasel';
import { withStep } from './history';
import { endedBy, IDLE, type Job } from './job';
import { leastSure } from './leastSure';
import type { PaintActions } from './paintSlice';
import { notify, report, type SliceContext } from './sliceContext';
import { reportIn, retract } from './stageFailure';
import type { StudioState } from './studioState';

export interface CorrectState {
  readonly scope: TruthScope;
  /** Background around what was looked at that counts as well, px. */
  readonly margin: number;
  /** Steps that training goes on for; null for a quarter of the model's own. */
  readonly steps: number | null;
  /** Images with corrections that are not in the training set. */
  readonly edited: ReadonlySet<string>;
  /** Whether the inspector's group is unfolded: it stays so while training goes on in another stage. */
  readonly unfolded: boolean;
  readonly job: Job<{ readonly imageId: string }>;
}

export const INITIAL_CORRECT: CorrectState = {
  scope: 'image',
  margin: 4,
  steps: null,
  edited: new Set(),
  unfolded: false,
  job: IDLE,
};

/** None rejects. */
export interface CorrectActions {
  set(change: Partial<Pick<CorrectState, 'scope' | 'margin' | 'steps' | 'unfolded'>>): void;
  /** Back to the prediction, as a step that can be taken back. */
  discard(imageId: string): void;
  /** Puts the correction into the training set; whether it is there. */
  add(imageId: string): Promise<boolean>;
  /** The same, then trains on from the model's weights, and predicts the image again. */
  addAndContinue(imageId: string): Promise<void>;
  /** Predicts the image, and shows it ready to be accepted and mended object by object. */
  propose(imageId: string): Promise<void>;
  /** Selects the image on which the model is least sure, of those that nobody corrected; predicts them first where needed. */
  nextLeastSure(): Promise<void>;
  /** Forgets corrections of images that have another size; those of removed ones wait for them to come back. */
  follow(): void;
  /** Another project: forgets all. */
  forget(): void;
}

/** The other stages' part in it. */
export interface CorrectNeighbours {
  readonly paint: Pick<PaintActions, 'release' | 'takeUp' | 'repainted'>;
  draw(
    imageId: string,
    label: string,
    labels: Parameters<SliceContext['engine']['drawLabels']>[1],
  ): Promise<boolean>;
  /** Once what is drawn in Data is saved. Never rejects. */
  drawn(): Promise<void>;
  /** Trains on for so many steps; whether it came to its end. */
  trainOn(steps: number): Promise<boolean>;
  predict(imageIds: readonly string[]): Promise<void>;
  select(imageId: string): void;
  openStage(stage: 'train' | 'predict'): void;
}

export function createCorrectActions(
  context: SliceContext,
  easel: CorrectEasel,
  neighbours: CorrectNeighbours,
): CorrectActions {
  const { painters, forgetSteps, told } = easel;
  const { paint } = neighbours;
  const patch = (change: Partial<CorrectState>) => context.patch('correct', change);
  const correct = () => context.get().correct;
  const nameOf = (id: string) =>
    context.get().data.dataset.images.find((image) => image.id === id)?.name ?? id;
  const discard = (imageId: string) => {
    paint.release();
    try {
      easel.reset(imageId);
    } catch (thrown) {
      return void report(context, thrown);
    }
    const board = easel.opened(imageId)?.board ?? 0;
    const change = { kind: 'paint', stage: 'predict', imageId, board } as const;
    const label = `discarding the correction of ${nameOf(imageId)}`;
    const step = {
      label,
      forward: { ...change, move: 'redo' },
      backward: { ...change, move: 'undo' },
    } as const;
    context.patch('history', withStep(context.get().history, step));
    told();
    paint.repainted('predict', imageId);
  };
  const add = async (imageId: string) => {
    const painter = painters.get(imageId);
    if (painter === null || correct().job.status === 'running') return false;
    retract(context, correct().job);
    paint.release();
    patch({ job: { status: 'running', startedMs: context.host.now(), imageId } });
    try {
      const { state } = painter;
      const labels = drawnLabels(painter.map, correct().scope, correct().margin);
      if (labels.ignore?.every((one) => one === 1)) throw nothingTouched(imageId);
      const isAdded = await neighbours.draw(imageId, `the correction of ${nameOf(imageId)}`, labels);
      if (isAdded) painters.settled(imageId, state);
      const { opened } = context.get().paint;
      forgetSteps(painters.trim(opened?.stage === 'predict' ? opened.imageId : null));
      patch({ job: isAdded ? { status: 'done' } : IDLE });
      told();
      return isAdded;
    } catch (thrown) {
      patch({ job: endedBy(reportIn(context, 'predict', thrown)) });
      return false;
    }
  };
  return {
    add,
    discard,
    set: patch,
    addAndContinue: async (imageId) => {
      const steps = stepsToGo(context.get());
      if (!(await add(imageId))) return;
      paint.takeUp('predict', null);
      neighbours.openStage('train');
      if (!(await neighbours.trainOn(steps))) return;
      if (context.get().shell.stage === 'train') neighbours.openStage('predict');
      neighbours.select(imageId);
      await neighbours.predict([imageId]);
    },
    propose: async (imageId) => {
      patch({ unfolded: true });
      neighbours.openStage('predict');
      neighbours.select(imageId);
      // A stroke that is saved later would take the prediction with it.
      await neighbours.drawn();
      if (!context.get().predict.summaries.has(imageId)) await neighbours.predict([imageId]);
      const { data, predict, shell } = context.get();
      // Who has gone on meanwhile is not called back.
      if (shell.stage !== 'predict' || data.selectedId !== imageId) return;
      if (predict.summaries.has(imageId)) paint.takeUp('predict', 'accept');
    },
    nextLeastSure: async () => {
      const { selectedId } = context.get().data;
      const { missing } = leastSure(context.get());
      if (missing.length > 0) await neighbours.predict(missing);
      // Who has gone on to another image meanwhile stays there.
      if (context.get().data.selectedId !== selectedId) return;
      const { imageId, missing: left } = leastSure(context.get());
      if (imageId !== null) neighbours.select(imageId);
      else if (left.length === 0) notify(context, NONE_LEFT);
    },
    follow: () => {
      const images = new Map(context.get().data.dataset.images.map((image) => [image.id, image]));
      const gone = painters.retain((id, map) => {
        const image = images.get(id);
        return image === undefined || (image.width === map.width && image.height === map.height);
      });
      forgetSteps(gone);
      told();
    },
    forget: () => {
      painters.clear();
      context.patch('correct', INITIAL_CORRECT);
    },
  };
}

/** Whether the selected image's prediction can be drawn on, or was and is kept. */
export function isOpenForCorrection({ paint: { opened }, data }: StudioState): boolean {
  return opened?.stage === 'predict' && opened.imageId === data.selectedId;
}

/** How long training goes on for. */
export function stepsToGo({ correct, export: exported }: StudioState): number {
  return correct.steps ?? Math.max(LEAST_STEPS, Math.round((exported.model?.steps ?? 0) / 4));
}

const LEAST_STEPS = 20;

const NONE_LEFT = {
  tone: 'done',
  message: 'There is no other image left to correct.',
  subject: null,
  hint: 'Every other image has drawn labels or a correction of its own, or is too large to be drawn on.',
} as const;

function nothingTouched(imageId: string) {
  return studioError(
    'no-pairs',
    'Nothing of this image was corrected or accepted, so there is nothing to learn from it.',
    'Accept what is right, or count the whole image.',
    imageId,
  );
}

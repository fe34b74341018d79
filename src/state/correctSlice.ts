/**
 * Stage "predict", corrections: the tool in hand, on which images something was drawn, and how it gets into the training
 * set. The pixels are with their painters (correctPainters); `painted` says where they changed last.
 */
import { studioError } from '../common/errors';
import { drawnLabels, type TruthScope } from '../imaging/paint/drawnLabels';
import type { PaintMap, PaintRect } from '../imaging/paint/paintMap';
import { correctionBase } from './correctBase';
import { CorrectPainters } from './correctPainters';
import { createStrokeActions, type StrokeActions } from './correctStrokes';
import { type PaintChange, withoutPaints, withStep } from './history';
import { endedBy, IDLE, type Job } from './job';
import { leastSure } from './leastSure';
import { shownObjects } from './objectsSlice';
import { notify, report, type SliceContext } from './sliceContext';
import { reportIn, retract } from './stageFailure';
import type { StudioState } from './studioState';

export type CorrectTool = 'brush' | 'eraser' | 'ignore' | 'fill' | 'accept' | 'reject';

export interface CorrectState {
  /** Null: the pointer moves the image. */
  readonly tool: CorrectTool | null;
  /** Diameter of brush and eraser, image px. */
  readonly size: number;
  /** What the brush lays. */
  readonly classIndex: number;
  readonly scope: TruthScope;
  /** Background around what was looked at that counts as well, px. */
  readonly margin: number;
  /** Steps that training goes on for; null for a quarter of the model's own. */
  readonly steps: number | null;
  /** Images with corrections that are not in the training set. */
  readonly edited: ReadonlySet<string>;
  /** Whether the inspector's group is unfolded: it stays so while training goes on in another stage. */
  readonly unfolded: boolean;
  /** The image whose pixels can be drawn on now. */
  readonly openId: string | null;
  /** Grows where an image has other pixels to be drawn on, not only changed ones. */
  readonly revision: number;
  /** Where pixels changed last: whoever shows the image draws this part again. */
  readonly painted: { readonly imageId: string; readonly rect: PaintRect } | null;
  readonly job: Job<{ readonly imageId: string }>;
}

export const INITIAL_CORRECT: CorrectState = {
  tool: null,
  size: 12,
  classIndex: 1,
  scope: 'image',
  margin: 4,
  steps: null,
  edited: new Set(),
  unfolded: false,
  openId: null,
  revision: 0,
  painted: null,
  job: IDLE,
};

export const BRUSH_SIZES = { min: 1, max: 256 } as const;

/** None rejects. */
export interface CorrectActions extends StrokeActions {
  chooseTool(tool: CorrectTool | null): void;
  setSize(size: number): void;
  chooseClass(classIndex: number): void;
  set(change: Partial<Pick<CorrectState, 'scope' | 'margin' | 'steps' | 'unfolded'>>): void;
  /** Makes the selected image ready to be drawn on, where its prediction is here. */
  open(): void;
  /** The image's pixels as drawn on; null where it is not open. To be looked at only. */
  pixels(imageId: string): PaintMap | null;
  /** Says of every object that it is right. */
  acceptAll(): void;
  /** Back to the prediction, as a step that can be taken back. */
  discard(imageId: string): void;
  /** Puts the correction into the training set; whether it is there. */
  add(imageId: string): Promise<boolean>;
  /** The same, then trains on from the model's weights, and predicts the image again. */
  addAndContinue(imageId: string): Promise<void>;
  /** Selects the image on which the model is least sure, of those that nobody corrected; predicts them first where needed. */
  nextLeastSure(): Promise<void>;
  /** What the page's history takes back, or does again. Throws `no-such-image` where that is not possible any more. */
  move(change: PaintChange): void;
  /** Forgets corrections of images that have another size; those of removed ones wait for them to come back. */
  follow(): void;
  /** Another project: forgets all. */
  forget(): void;
}

/** The other stages' part in it. */
export interface CorrectNeighbours {
  draw(
    imageId: string,
    label: string,
    labels: Parameters<SliceContext['engine']['drawLabels']>[1],
  ): Promise<boolean>;
  /** Trains on for so many steps; whether it came to its end. */
  trainOn(steps: number): Promise<boolean>;
  predict(imageIds: readonly string[]): Promise<void>;
  select(imageId: string): void;
  openStage(stage: 'train' | 'predict'): void;
}

export function createCorrectActions(context: SliceContext, neighbours: CorrectNeighbours): CorrectActions {
  const painters = new CorrectPainters(() => context.get().data.dataset.images);
  const patch = (change: Partial<CorrectState>) => context.patch('correct', change);
  const correct = () => context.get().correct;
  const told = () => patch({ edited: painters.edited() });
  const nameOf = (id: string) =>
    context.get().data.dataset.images.find((image) => image.id === id)?.name ?? id;
  const recorded = (imageId: string, label: string) => {
    const change = (move: PaintChange['move']): PaintChange => ({ kind: 'paint', imageId, move });
    context.patch(
      'history',
      withStep(context.get().history, { label, forward: change('redo'), backward: change('undo') }),
    );
    told();
  };
  /** Their pixels went, so their steps go. */
  const forgetSteps = (imageIds: readonly string[]) => {
    for (const imageId of imageIds) {
      context.patch('history', withoutPaints(context.get().history, imageId));
    }
  };
  const strokes = createStrokeActions(context, painters, (imageId, what) => {
    recorded(imageId, `${what} on ${nameOf(imageId)}`);
  });
  const open = () => {
    const base = baseOf(context.get(), context.get().data.selectedId);
    if (base === null) {
      // What was added has no prediction until it is predicted again, and stays on screen.
      const { selectedId } = context.get().data;
      const isKept = selectedId !== null && painters.get(selectedId) !== null;
      return patch({ openId: isKept ? selectedId : null });
    }
    const { imageId } = base;
    const before = painters.get(imageId);
    const painter = painters.open(imageId, base.of, base.make);
    if (before !== null && before !== painter) forgetSteps([imageId]);
    forgetSteps(painters.trim(imageId));
    const revision = correct().revision + (before === painter ? 0 : 1);
    patch({ openId: imageId, revision, painted: { imageId, rect: wholeOf(painter.map) } });
    told();
  };
  const discard = (imageId: string) => {
    strokes.release();
    const base = baseOf(context.get(), imageId);
    const painter = painters.get(imageId);
    if (base === null || painter === null) return void report(context, notPredicted(imageId));
    painters.reset(imageId, base.of, base.make());
    recorded(imageId, `discarding the correction of ${nameOf(imageId)}`);
    patch({ painted: { imageId, rect: wholeOf(painter.map) } });
  };
  const add = async (imageId: string) => {
    const painter = painters.get(imageId);
    if (painter === null || correct().job.status === 'running') return false;
    retract(context, correct().job);
    strokes.release();
    patch({ job: { status: 'running', startedMs: context.host.now(), imageId } });
    try {
      const { state } = painter;
      const labels = drawnLabels(painter.map, correct().scope, correct().margin);
      if (labels.ignore?.every((one) => one === 1)) throw nothingTouched(imageId);
      const isAdded = await neighbours.draw(imageId, `the correction of ${nameOf(imageId)}`, labels);
      if (isAdded) painters.settled(imageId, state);
      forgetSteps(painters.trim(correct().openId));
      patch({ job: isAdded ? { status: 'done' } : IDLE });
      told();
      return isAdded;
    } catch (thrown) {
      patch({ job: endedBy(reportIn(context, 'predict', thrown)) });
      return false;
    }
  };
  return {
    ...strokes,
    add,
    open,
    chooseTool: (tool) => {
      patch({ tool });
      if (tool === null) strokes.release();
      else open();
    },
    setSize: (size) =>
      patch({ size: Math.min(BRUSH_SIZES.max, Math.max(BRUSH_SIZES.min, Math.round(size))) }),
    chooseClass: (classIndex) => patch({ classIndex, tool: correct().tool === 'fill' ? 'fill' : 'brush' }),
    set: patch,
    pixels: (imageId) => painters.get(imageId)?.map ?? null,
    acceptAll: () => strokes.whole({ kind: 'accept' }, 'accepting all objects'),
    discard,
    addAndContinue: async (imageId) => {
      const steps = stepsToGo(context.get());
      if (!(await add(imageId))) return;
      patch({ tool: null });
      neighbours.openStage('train');
      if (!(await neighbours.trainOn(steps))) return;
      if (context.get().shell.stage === 'train') neighbours.openStage('predict');
      neighbours.select(imageId);
      await neighbours.predict([imageId]);
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
    move: ({ imageId, move }) => {
      painters.requireMove(imageId, move);
      // Nothing is taken back out of sight.
      if (context.get().shell.stage !== 'predict') neighbours.openStage('predict');
      if (context.get().data.selectedId !== imageId) neighbours.select(imageId);
      const rect = painters.move(imageId, move);
      told();
      patch({ painted: { imageId, rect } });
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

/** What the image's correction would begin with; null where it is not predicted, or its pixels are not here. */
function baseOf(state: StudioState, imageId: string | null) {
  const { data, predict } = state;
  const { dataset, views } = data;
  const image = dataset.images.find(({ id }) => id === imageId);
  const prediction = image && predict.predictions.get(image.id);
  const view = image && views.get(image.id);
  if (!image || !prediction || !view) return null;
  // Of a very large image what is shown is smaller than what was predicted.
  if (image.large || view.width !== prediction.width || view.height !== prediction.height) return null;
  const objects = imageId === data.selectedId ? (shownObjects(state)?.objects ?? null) : null;
  return {
    imageId: image.id,
    of: objects ?? prediction,
    make: () => correctionBase(prediction, objects, image, view),
  };
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

function wholeOf({ width, height }: PaintMap): PaintRect {
  return { x: 0, y: 0, width, height };
}

function notPredicted(imageId: string) {
  const message = 'There is no prediction of this image to go back to.';
  return studioError('no-such-image', message, 'Predict it first, or undo what was drawn.', imageId);
}

function nothingTouched(imageId: string) {
  return studioError(
    'no-pairs',
    'Nothing of this image was corrected or accepted, so there is nothing to learn from it.',
    'Accept what is right, or count the whole image.',
    imageId,
  );
}

/** Predict's images that are drawn on: predictions as they are corrected. Pixels are with CorrectPainters. */
import { studioError } from '../common/errors';
import { correctionBase } from './correctBase';
import { CorrectPainters } from './correctPainters';
import type { Easel } from './easel';
import { withoutPaints } from './history';
import { shownObjects } from './objectsSlice';
import { predictionClasses } from './selectors';
import type { SliceContext } from './sliceContext';
import type { StudioState } from './studioState';

export interface CorrectEasel extends Easel {
  readonly painters: CorrectPainters;
  /** Says which images have corrections that were not added. */
  told(): void;
  /** Their pixels went, so their steps go. */
  forgetSteps(imageIds: readonly string[]): void;
  /** Back to the prediction. Throws `no-such-image` where there is none, or nothing is open. */
  reset(imageId: string): void;
}

export function createCorrectEasel(context: SliceContext): CorrectEasel {
  const painters = new CorrectPainters(() => context.get().data.dataset.images);
  /** Grows with each painter that is made anew. */
  const boards = new Map<string, number>();
  let lastBoard = 0;
  const told = () => context.patch('correct', { edited: painters.edited() });
  const forgetSteps = (imageIds: readonly string[]) => {
    if (imageIds.length === 0) return;
    const isGone = ({ stage, imageId }: { stage: string; imageId: string }) =>
      stage === 'predict' && imageIds.includes(imageId);
    context.patch('history', withoutPaints(context.get().history, isGone));
  };
  const opened: Easel['opened'] = (imageId) => {
    const painter = painters.get(imageId);
    return painter && { imageId, painter, board: boards.get(imageId) ?? 0 };
  };
  return {
    painters,
    told,
    forgetSteps,
    opened,
    open: () => {
      const { selectedId } = context.get().data;
      const base = baseOf(context.get(), selectedId);
      // What was added has no prediction until it is predicted again, and stays on screen.
      if (base === null) return selectedId === null ? null : opened(selectedId);
      const { imageId } = base;
      const before = painters.get(imageId);
      const painter = painters.open(imageId, base.of, base.make);
      if (before !== painter) {
        lastBoard += 1;
        boards.set(imageId, lastBoard);
        forgetSteps([imageId]);
      }
      forgetSteps(painters.trim(imageId));
      told();
      return opened(imageId);
    },
    reset: (imageId) => {
      const base = baseOf(context.get(), imageId);
      if (base === null || painters.get(imageId) === null) throw notPredicted(imageId);
      painters.reset(imageId, base.of, base.make());
    },
    isNumbered: true,
    get classes() {
      return predictionClasses(context.get()).length;
    },
    changed: () => undefined,
    stepped: told,
    left: () => undefined,
    requireMove: ({ imageId, move }) => painters.requireMove(imageId, move),
    move: ({ imageId, move }) => painters.move(imageId, move),
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

function notPredicted(imageId: string) {
  const message = 'There is no prediction of this image to go back to.';
  return studioError('no-such-image', message, 'Predict it first, or undo what was drawn.', imageId);
}

/** Questions that more than one component asks of the state. All pure; none makes a new object a call. */
import { hasLabels, type ImageItem, labelledImages } from '../domain/data';
import type { ClassInfo } from '../domain/labels';
import { isKept } from './projectSession';
import type { StudioState } from './studioState';

export function selectedImage({ data }: StudioState): ImageItem | null {
  return data.dataset.images.find((image) => image.id === data.selectedId) ?? null;
}

/** Whether there is a truth for the selected image. */
export function selectedHasLabels(state: StudioState): boolean {
  const image = selectedImage(state);
  return image !== null && hasLabels(image);
}

/** The classes a prediction's labels stand for: the model's own where there is one. */
export function predictionClasses(state: StudioState): readonly ClassInfo[] {
  return state.export.model?.classes ?? state.data.classes;
}

/** A run, or a series of them. */
function isTraining({ train }: Pick<StudioState, 'train'>): boolean {
  return train.job.status === 'running' || train.seriesJob.status === 'running';
}

/** Why leaving the page now would lose work, or null. */
export function unsavedWork(state: StudioState): string | null {
  const { saveError, storage } = state.projects;
  if (isTraining(state)) return 'A training run is under way.';
  if (saveError !== null) return 'The last changes are not saved.';
  if (state.paint.unsaved) return 'What was drawn last is not saved yet.';
  if (state.correct.edited.size > 0) return 'Corrections are not in the training set yet.';
  if (state.export.resultsJob.status === 'running') return 'An export is under way.';
  if (isKept(state)) return null;
  if (!state.export.saved) return 'The trained weights are not saved.';
  if (storage?.kind === 'memory' && state.data.dataset.images.length > 0)
    return 'This browser keeps nothing.';
  return null;
}

/** Why training cannot start now, as a sentence, or null where it can. */
export function trainingBlocker({ data, device, train }: StudioState): string | null {
  if (isTraining({ train })) return 'Training is under way.';
  const labelled = labelledImages(data.dataset).length;
  if (labelled === 0) return 'Add images with masks, or draw labels, first.';
  const { split, validationImages, folds } = train.settings;
  if ((split === 'last' || split === 'drawn') && validationImages >= labelled) {
    return labelled === 1
      ? 'The only labelled image is held out: set Held-out images to 0 in Train.'
      : `All ${labelled} labelled images are held out: hold out fewer in Train.`;
  }
  if ((split === 'folds' || split === 'blocks') && folds > labelled) {
    return `${labelled} labelled ${labelled === 1 ? 'image' : 'images'} cannot be dealt to ${folds} folds: choose fewer in Train.`;
  }
  if (device.job.status !== 'done') return deviceBlocker(device.job.status);
  return train.forecast?.fits === false
    ? 'This network and tile do not fit the GPU; see the forecast.'
    : null;
}

/** Why predicting cannot start now, as a sentence, or null where it can. */
export function predictBlocker({
  data,
  device,
  train,
  predict,
  export: exported,
}: StudioState): string | null {
  if (exported.model === null) return 'Train a model or load one first.';
  if (data.dataset.images.length === 0) return 'Add an image first.';
  if (isTraining({ train })) return 'Training is under way.';
  if (predict.job.status === 'running') return 'Predicting is under way.';
  return device.job.status === 'done' ? null : deviceBlocker(device.job.status);
}

/** How many images of a queue that was cut off are still there to predict; 0 while one is under way. */
export function pausedImages({ data, predict }: StudioState): number {
  const { queue, job } = predict;
  if (queue === null || job.status === 'running') return 0;
  const left = new Set(queue.imageIds);
  return data.dataset.images.filter(({ id }) => left.has(id)).length;
}

function deviceBlocker(status: 'idle' | 'running' | 'failed'): string {
  return status === 'failed'
    ? 'There is no GPU to compute on; see the note above.'
    : 'The GPU is being opened.';
}

/** What the page keeps in a project, taken from the state and put back into it. Pure. */
import { DEFAULT_AUGMENT } from '../domain/augment';
import { defaultClasses } from '../domain/labels';
import type { OpenedProject, PageSettings } from '../domain/project';
import { INITIAL_AUGMENT } from './augmentSlice';
import { type DataState, INITIAL_DATA, lookFor } from './dataSlice';
import { INITIAL_DOCTOR } from './doctorSlice';
import { INITIAL_EXPORT } from './exportSlice';
import { EMPTY_HISTORY } from './history';
import { INITIAL_OBJECTS } from './objectsSlice';
import { INITIAL_PREDICT } from './predictSlice';
import type { StudioState } from './studioState';
import { settingsOf } from './trainChoice';
import { INITIAL_TRAIN } from './trainSlice';

export function pageSettings({ train, augment, data, doctor, predict, objects }: StudioState): PageSettings {
  return {
    choice: train.choice,
    applied: train.applied,
    augment: augment.settings,
    weights: augment.weights,
    classes: data.classes,
    hiddenClasses: [...data.hidden],
    opacity: data.opacity,
    selectedId: data.selectedId,
    predictQueue: predict.queue,
    objects: objects.settings,
    dismissed: doctor.dismissed,
  };
}

/** The stages' slices with nothing in them but this project. Settings that it lacks have their defaults. */
export function restoredStages(
  opened: OpenedProject,
): Pick<StudioState, 'data' | 'doctor' | 'history' | 'augment' | 'train' | 'predict' | 'objects' | 'export'> {
  const { settings } = opened;
  const { choice, applied } = settings ?? INITIAL_TRAIN;
  return {
    data: restoredData(opened),
    doctor: { ...INITIAL_DOCTOR, dismissed: settings?.dismissed ?? [] },
    history: EMPTY_HISTORY,
    augment: {
      ...INITIAL_AUGMENT,
      settings: { ...DEFAULT_AUGMENT, ...settings?.augment },
      weights: settings?.weights ?? null,
    },
    train: { ...INITIAL_TRAIN, choice, applied, settings: settingsOf(choice, null, opened.dataset) },
    predict: { ...INITIAL_PREDICT, queue: settings?.predictQueue ?? null },
    objects: { ...INITIAL_OBJECTS, settings: settings?.objects ?? INITIAL_OBJECTS.settings },
    export: INITIAL_EXPORT,
  };
}

function restoredData({ dataset, settings }: OpenedProject): DataState {
  const { images, reading } = dataset;
  const chosen = images.find(({ id }) => id === settings?.selectedId) ?? images[0];
  const classes = reading === null ? [] : defaultClasses(reading);
  const data = { ...INITIAL_DATA, dataset, classes, selectedId: chosen?.id ?? null };
  if (settings === null) return data;
  const look = { classes: settings.classes, hidden: new Set(settings.hiddenClasses) };
  return { ...data, opacity: settings.opacity, ...lookFor(dataset, look) };
}

/**
 * Everything the page shows, as data. One slice a stage, and one each for the frame, the project, the history
 * of changes and the device.
 */
import { type AugmentState, INITIAL_AUGMENT } from './augmentSlice';
import { type CorrectState, INITIAL_CORRECT } from './correctSlice';
import { type DataState, INITIAL_DATA } from './dataSlice';
import { type DeviceState, INITIAL_DEVICE } from './deviceSlice';
import { type DiagnosticsState, INITIAL_DIAGNOSTICS } from './diagnosticsSlice';
import { type DoctorState, INITIAL_DOCTOR } from './doctorSlice';
import { type ExportState, INITIAL_EXPORT } from './exportSlice';
import { EMPTY_HISTORY, type HistoryState } from './history';
import { INITIAL_OBJECTS, type ObjectsState } from './objectsSlice';
import { INITIAL_PAINT, type PaintState } from './paintSlice';
import { INITIAL_PREDICT, type PredictState } from './predictSlice';
import { INITIAL_PROJECTS, type ProjectState } from './projectSlice';
import { INITIAL_SHELL, type ShellState } from './shellSlice';
import { INITIAL_TRAIN, type TrainState } from './trainSlice';

export interface StudioState {
  readonly shell: ShellState;
  readonly projects: ProjectState;
  readonly device: DeviceState;
  readonly diagnostics: DiagnosticsState;
  readonly data: DataState;
  readonly doctor: DoctorState;
  readonly history: HistoryState;
  readonly paint: PaintState;
  readonly augment: AugmentState;
  readonly train: TrainState;
  readonly predict: PredictState;
  readonly correct: CorrectState;
  readonly objects: ObjectsState;
  readonly export: ExportState;
}

export const INITIAL_STATE: StudioState = {
  shell: INITIAL_SHELL,
  projects: INITIAL_PROJECTS,
  device: INITIAL_DEVICE,
  diagnostics: INITIAL_DIAGNOSTICS,
  data: INITIAL_DATA,
  doctor: INITIAL_DOCTOR,
  history: EMPTY_HISTORY,
  paint: INITIAL_PAINT,
  augment: INITIAL_AUGMENT,
  train: INITIAL_TRAIN,
  predict: INITIAL_PREDICT,
  correct: INITIAL_CORRECT,
  objects: INITIAL_OBJECTS,
  export: INITIAL_EXPORT,
};

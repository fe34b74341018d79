/**
 * THE boundary: everything the page can ask of the threads behind it. Implemented by the workers' sessions,
 * by the page's client and by the fake for UI tests. Typed arrays in results are transferred, not copied.
 * Every method may reject with a StudioError; AbortSignals cross the boundary.
 */
import type { ErrorData } from '../common/errors';
import type { AugmentSettings, Patch } from '../domain/augment';
import type { Dataset } from '../domain/data';
import type { Backend, DeviceReport } from '../domain/device';
import type { ClassInfo, MaskReading } from '../domain/labels';
import type { Prediction } from '../domain/predict';
import type { ModelInfo, TrainEvent, TrainSettings, TrainSummary } from '../domain/train';
import type { ImageView } from '../domain/view';

/** A file as dropped: its path inside the drop ("masks/03.png") and its bytes. */
export interface ImportFile {
  readonly path: string;
  readonly blob: Blob;
}

export type { ImageView } from '../domain/view';

export interface PreviewRequest {
  readonly augment: AugmentSettings;
  /** Gives the patch's geometry (depth, padding, tile) and the seed. */
  readonly settings: TrainSettings;
  readonly count: number;
}

/** The same draw with and without augmentation. */
export interface PreviewPair {
  readonly augmented: Patch;
  readonly plain: Patch;
}

/** The settings of a run; the plan is resolved behind the boundary, where the pixels are. */
export interface TrainRequest {
  readonly settings: TrainSettings;
  readonly augment: AugmentSettings;
  readonly classes: readonly ClassInfo[];
}

export interface NamedFile {
  readonly name: string;
  readonly blob: Blob;
}

/** Progress that concerns no single call's result. */
export type EngineEvent =
  | { readonly type: 'import'; readonly done: number; readonly total: number; readonly path: string }
  | { readonly type: 'train'; readonly event: TrainEvent }
  | { readonly type: 'predict'; readonly imageId: string; readonly tile: number; readonly tiles: number }
  /** The GPU was lost or reported an error outside any call. */
  | { readonly type: 'device-error'; readonly error: ErrorData };

/** Images and patches: the preparation worker. */
export interface DataEngine {
  /** Adds files, pairs everything loaded so far again, and returns the whole dataset. */
  importFiles(files: readonly ImportFile[], signal: AbortSignal): Promise<Dataset>;
  /** Replaces everything by the generated sample. */
  importSample(): Promise<Dataset>;
  /** Reads all masks another way; null goes back to the rules. */
  setReading(reading: MaskReading | null): Promise<Dataset>;
  /** Forgets one image and its mask. */
  removeImage(imageId: string): Promise<Dataset>;
  clear(): Promise<Dataset>;
  view(imageId: string): Promise<ImageView>;
  /** The same, scaled down so that the longer side is at most `size` px. */
  thumbnail(imageId: string, size: number): Promise<ImageView>;
  /** Draws exactly what training would draw at step 0 for the same seed. */
  preview(request: PreviewRequest): Promise<PreviewPair[]>;
}

/** Network and GPU: the engine worker. */
export interface NetworkEngine {
  /** Opens the device; `no-webgpu` and `no-adapter` say why it cannot. WebGL only where the user chose it. */
  openDevice(backend: Backend): Promise<DeviceReport>;
  /** Trains to the end, or until stopped. Progress comes as events. One run at a time (`busy`). */
  train(request: TrainRequest): Promise<TrainSummary>;
  pauseTraining(): Promise<void>;
  resumeTraining(): Promise<void>;
  /** Ends the run after the current step and keeps its weights. */
  stopTraining(): Promise<void>;
  /** The current model, trained here or loaded; null before the first. */
  model(): Promise<ModelInfo | null>;
  predict(imageId: string, signal: AbortSignal): Promise<Prediction>;
  /** tf.js layers model: `model.json` and its weights file. */
  exportModel(): Promise<NamedFile[]>;
  /** The weights in safetensors, with the model's description inside. */
  exportSafetensors(): Promise<NamedFile>;
  /** Makes a saved tf.js model (model.json with its bin) the current one. */
  loadModel(files: readonly NamedFile[]): Promise<ModelInfo>;
  /** The labels of each predicted image as PNG (value = class index), in one zip. */
  exportMasks(imageIds: readonly string[]): Promise<NamedFile>;
}

export interface Engine extends DataEngine, NetworkEngine {
  /** One listener for the life of the engine. */
  subscribe(listener: (event: EngineEvent) => void): void;
}

/**
 * THE boundary: everything the page can ask of the threads behind it. Implemented by the workers' sessions,
 * by the page's client and by the fake for UI tests. Typed arrays in results are transferred, not copied.
 * Every method may reject with a StudioError; AbortSignals cross the boundary.
 */
import type { ErrorData } from '../common/errors';
import type { AugmentSettings, Patch, PatchKey } from '../domain/augment';
import type { AugmentJudgement, PatchDescription } from '../domain/augmentReport';
import type { Dataset, PairChoice } from '../domain/data';
import type { Backend, DeviceReport } from '../domain/device';
import type { Benchmark, DeviceDetails, SelfCheck } from '../domain/diagnostics';
import type { MadeResults, ResultsRequest } from '../domain/exports';
import type { Finding, Repair } from '../domain/findings';
import type { RunForecast } from '../domain/forecast';
import type { GlimpseReel } from '../domain/glimpseReel';
import type { ChannelHistogram, IntensityWindow, Normalisation } from '../domain/intensity';
import type { KernelChoice } from '../domain/kernels';
import type { ClassInfo, LabelMap, LabelPatch, MaskReading } from '../domain/labels';
import type { ImageObjects, ObjectSettings, ObjectTotals } from '../domain/objects';
import type { Prediction, PredictionSummary, PredictOptions } from '../domain/predict';
import type { ChosenRun, ImageFacts, TrainChoice, TrainPreset } from '../domain/presets';
import type { OpenedProject, PageSettings, ProjectSummary, StorageUse } from '../domain/project';
import type { RunRecord } from '../domain/run';
import type { TrainingScale } from '../domain/scale';
import type { SeriesKind, SeriesOutcome, SeriesProgress, SeriesResult } from '../domain/series';
import type { SplitIds } from '../domain/splitIds';
import type { ModelInfo, TrainSettings, TrainSummary } from '../domain/train';
import type { TrainEvent } from '../domain/trainEvents';
import type { ImageView, MaskBefore } from '../domain/view';
import type { WeightSettings, WeightView } from '../domain/weights';

/** A file as dropped: its path inside the drop ("masks/03.png") and its bytes. */
export interface ImportFile {
  readonly path: string;
  readonly blob: Blob;
}

export type { ImageView, MaskBefore } from '../domain/view';

/** What the patches of a run depend on. */
export interface PatchSettings {
  readonly augment: AugmentSettings;
  /** Null: those that suit the masks. */
  readonly weights: WeightSettings | null;
  /** Gives the patch's geometry (depth, padding, tile) and how many images are held out. */
  readonly settings: TrainSettings;
}

export interface PreviewRequest extends PatchSettings {
  /** Which patches; their seeds stand for that of the settings. */
  readonly keys: readonly PatchKey[];
}

/** The same draw with and without augmentation. */
export interface PreviewPair {
  readonly key: PatchKey;
  readonly augmented: Patch;
  readonly plain: Patch;
  readonly description: PatchDescription;
}

/** The settings of a run; the plan is resolved behind the boundary, where the pixels are. */
export interface TrainRequest {
  readonly settings: TrainSettings;
  /** Whose settings these are, with the user's changes. */
  readonly preset: TrainPreset;
  /** Null: the studio names it. */
  readonly name: string | null;
  readonly start: TrainStart;
  readonly augment: AugmentSettings;
  /** Null: those that suit the masks. */
  readonly weights: WeightSettings | null;
  readonly classes: readonly ClassInfo[];
  /** In place of that of the settings: of a run that is to be compared with another. */
  readonly split?: SplitIds;
}

/**
 * From which weights: new ones; those of a run, or of the current model for null, with a new optimizer; a run's own
 * whole state, its settings those of its frozen plan: up to its planned steps (after an interruption), or `moreSteps`
 * beyond them.
 */
export type TrainStart =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'fineTune'; readonly runId: string | null }
  | { readonly kind: 'resume'; readonly runId: string; readonly moreSteps: number };

/** Several runs with the same settings; whose images train and whose are held out comes from the kind. */
export interface SeriesRequest
  extends Pick<TrainRequest, 'settings' | 'preset' | 'augment' | 'weights' | 'classes'> {
  readonly kind: SeriesKind;
  /** What a cancelled series of the same settings and images had done: not made again. */
  readonly done: readonly SeriesOutcome[];
}

/** What a preset is to be made concrete from. */
export interface ChooseRequest {
  readonly choice: TrainChoice;
  readonly facts: ImageFacts;
}

/** What decides the memory of a run, without pixels. */
export interface ForecastRequest {
  readonly settings: TrainSettings;
  /** Classes, background included. */
  readonly classes: number;
  /** Channels that the network gets. */
  readonly channels: number;
  /** Sizes of the images held out, at the training scale, px. */
  readonly heldOut: readonly { readonly width: number; readonly height: number }[];
}

export interface NamedFile {
  readonly name: string;
  readonly blob: Blob;
}

/** Progress that concerns no single call's result. */
export type EngineEvent =
  /** `total` is 0 while it is not known: archives are open. */
  | { readonly type: 'import'; readonly done: number; readonly total: number; readonly path: string }
  /** Images looked at by `examine`, of `total`. */
  | { readonly type: 'examine'; readonly done: number; readonly total: number }
  | { readonly type: 'train'; readonly event: TrainEvent }
  /** A run began, ended, or has something new kept. */
  | { readonly type: 'run'; readonly run: RunRecord }
  | { readonly type: 'series'; readonly progress: SeriesProgress }
  | { readonly type: 'predict'; readonly imageId: string; readonly tile: number; readonly tiles: number }
  /** Before each piece of an export, a piece being one kind of one image: pieces done, of `total`. */
  | { readonly type: 'export'; readonly done: number; readonly total: number; readonly imageId: string }
  /** Another tab took the open project over: nothing is saved here any more. */
  | { readonly type: 'project-taken'; readonly projectId: string }
  /** Saving failed (the disk is full, say); what is in memory is kept, and saving is tried again. */
  | { readonly type: 'save-failed'; readonly error: ErrorData }
  /** Something that was kept of the results cannot be read, and was dropped. */
  | { readonly type: 'results-dropped'; readonly error: ErrorData }
  /** After something was saved. */
  | { readonly type: 'saved'; readonly use: StorageUse; readonly savedMs: number }
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
  /** The user's corrections of the pairing, all of them; an empty list goes back to the names. */
  setPairs(choices: readonly PairChoice[]): Promise<Dataset>;
  /** Indices of the file's channels that the network gets; null for all. Throws `bad-setting`. */
  setChannels(choice: readonly number[] | null): Promise<Dataset>;
  setNormalisation(choice: Normalisation): Promise<Dataset>;
  setScale(scale: TrainingScale): Promise<Dataset>;
  /** Takes one image and its mask out of the set; their files are kept until the project is cleared. */
  removeImage(imageId: string): Promise<Dataset>;
  /** Puts back what `removeImage` took out. */
  restoreImage(imageId: string): Promise<Dataset>;
  /**
   * Labels made here stand in place of the image's mask wherever there is a truth, and are kept in the project; null takes
   * them off again, and the mask counts as before. Throws `no-such-image`, `image-too-large`, `mask-size-differs`, `busy`.
   */
  drawLabels(imageId: string, labels: LabelMap | null): Promise<Dataset>;
  /** Puts back labels that were drawn in this session, by `ImageItem.drawn`. Throws `no-such-image` where they are gone. */
  redrawLabels(imageId: string, checksum: string): Promise<Dataset>;
  /** The image's labels to be drawn on, as the reading has them, objects that touch not parted; null where it has none. */
  labels(imageId: string): Promise<LabelMap | null>;
  /**
   * The same labels, blank ones where there are none, with a part of them drawn anew, as drawLabels. What they were before
   * cannot be put back by `redrawLabels`. Throws as drawLabels.
   */
  patchLabels(imageId: string, patch: LabelPatch): Promise<Dataset>;
  clear(): Promise<Dataset>;
  /**
   * What is wrong with images and masks, in the order of the images. Gives way to all other work; progress comes as events
   * of type `examine`. What did not change since the last time is not read again. Throws `aborted`.
   */
  examine(signal: AbortSignal): Promise<Finding[]>;
  /** The labels of an image as a repair leaves them; nothing changes. Throws `no-such-image`, also without labels. */
  repaired(imageId: string, repair: Repair): Promise<LabelMap>;
  /** `window` is the range of values shown from black to white; without one it follows from the image. */
  view(imageId: string, window?: IntensityWindow | null): Promise<ImageView>;
  /** The image's mask as it is in its file, and which pixels cleaning changes. Throws `no-such-image`. */
  maskBefore(imageId: string): Promise<MaskBefore>;
  /** One histogram a channel that the network gets. */
  histograms(imageId: string): Promise<ChannelHistogram[]>;
  /** The view, scaled down so that the longer side is at most `size` px. */
  thumbnail(imageId: string, size: number): Promise<ImageView>;
  /** Draws exactly what training would draw for the same keys: the same bytes. */
  preview(request: PreviewRequest): Promise<PreviewPair[]>;
  /** Whether the settings make sense, over the first patches that training would draw. */
  judgeAugment(request: PatchSettings): Promise<AugmentJudgement>;
  /**
   * The weights of one labelled image at the training scale, those of classes as over the images that a run with these
   * settings trains on. Throws `no-such-image`, also without a mask.
   */
  weightView(imageId: string, request: PatchSettings): Promise<WeightView>;
}

/** Projects kept in the browser's private file system: the preparation worker. Exactly one is open, once one was opened. */
export interface ProjectEngine {
  /** Newest first. */
  projects(): Promise<ProjectSummary[]>;
  /**
   * Opens the project, or the one opened last for `null` (a new one where there is none). Throws
   * `project-open-elsewhere` where another tab has it, unless `takeOver`; `bad-project`, `no-such-project`.
   */
  openProject(projectId: string | null, takeOver: boolean): Promise<OpenedProject>;
  /** Makes an empty project and opens it. */
  createProject(name: string): Promise<OpenedProject>;
  renameProject(projectId: string, name: string): Promise<ProjectSummary[]>;
  duplicateProject(projectId: string): Promise<ProjectSummary[]>;
  /** Bytes freed. The open project cannot be deleted (`busy`): another is opened first. */
  deleteProject(projectId: string): Promise<{ readonly projects: ProjectSummary[]; readonly freed: number }>;
  /** The whole project as one file. */
  packProject(projectId: string): Promise<NamedFile>;
  /** Adds a packed project under its name; it is not opened. Throws `bad-project`. */
  unpackProject(file: Blob): Promise<ProjectSummary>;
  /** Keeps what the page decides; written at once, the last one wins. */
  keepSettings(settings: PageSettings): Promise<void>;
  storage(): Promise<StorageUse>;
  /** Asks the browser never to clear the projects; it may refuse. */
  askPersistence(): Promise<StorageUse>;
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
  /** From the next step on the schedule's rate is multiplied by `factor`, over 0: recorded with the run. */
  setLearningRate(factor: number): Promise<void>;
  /**
   * Makes the runs of `planSeries` one after the other, each scored on what it held out; no model and no record of them
   * is kept. Progress comes as events of type `series`. Where the signal fires, what is done so far is the result.
   * Throws `no-pairs` where there are too few images, `busy`.
   */
  series(request: SeriesRequest, signal: AbortSignal): Promise<SeriesResult>;
  /** What a preset comes to for these images on the open device. Throws `bad-setting`. */
  choose(request: ChooseRequest): Promise<ChosenRun>;
  /** Of the open project, newest first; the one under way among them. */
  runs(): Promise<readonly RunRecord[]>;
  renameRun(runId: string, name: string): Promise<readonly RunRecord[]>;
  /** With its weights and checkpoints; not the one under way (`busy`). */
  deleteRun(runId: string): Promise<readonly RunRecord[]>;
  /** What a run showed of a held-out image while it learned, thinned; empty where nothing is kept. */
  glimpses(runId: string): Promise<GlimpseReel>;
  /** Makes a run's best weights the current model. Throws `no-model` where it has none. */
  useRun(runId: string): Promise<ModelInfo>;
  /** Makes the model kept in the open project the current one; null where it has none. */
  restoreModel(): Promise<ModelInfo | null>;
  /** The current model, trained here or loaded; null before the first. */
  model(): Promise<ModelInfo | null>;
  /**
   * Computes one image; its pixels go to the results worker, which keeps them. Throws `wrong-channels`, `aborted`,
   * `models-differ`, `no-such-run`, and `busy` where the device does something else than predict.
   */
  predict(imageId: string, options: PredictOptions, signal: AbortSignal): Promise<PredictionSummary>;
  /**
   * The whole result of an image that is too large to be held: its labels as a TIFF, and its probabilities where they
   * were asked for. What `prediction` gives of it is every so many pixels. Throws `no-such-image` once the page was
   * reloaded, or another model is the current one.
   */
  largeFiles(imageId: string): Promise<NamedFile[]>;
  /** tf.js layers model: `model.json` and its weights file. */
  exportModel(): Promise<NamedFile[]>;
  /** The weights in safetensors, with the model's description inside. */
  exportSafetensors(): Promise<NamedFile>;
  /** Makes a saved tf.js model (model.json with its bin) the current one. */
  loadModel(files: readonly NamedFile[]): Promise<ModelInfo>;
  /** What a run would cost; null in slow mode, where nothing is known beforehand. Throws `bad-setting`. */
  forecast(request: ForecastRequest): Promise<RunForecast | null>;
  /** What the open device is and can do. */
  deviceDetails(): Promise<DeviceDetails>;
  /** Which kernels plans take from now on; the details with it. Throws `busy`. */
  setKernels(choice: KernelChoice): Promise<DeviceDetails>;
  /** Forgets what was timed and checked on the device: the next run does both again. Throws `busy`. */
  forgetTimings(): Promise<DeviceDetails>;
  /** Without a norm and with one; none in slow mode. */
  selfCheck(): Promise<SelfCheck[]>;
  /** Null in slow mode. */
  benchmark(): Promise<Benchmark | null>;
}

/**
 * What was predicted and what is made of it: the results worker. It all belongs to the current model; with another one it
 * is forgotten. Every method but the first throws `no-such-image` for an image that is not predicted.
 */
export interface ResultsEngine {
  /** Also those of a former visit, as far as their images and labels are as they were then. */
  predicted(): Promise<readonly PredictionSummary[]>;
  prediction(imageId: string): Promise<Prediction>;
  /** How many pixels have each of the 256 values of each class's probability: [classes][256]. */
  probabilityHistogram(imageId: string): Promise<readonly (readonly number[])[]>;
  /** Cut out and measured. Throws `bad-setting`. */
  objects(imageId: string, settings: ObjectSettings): Promise<ImageObjects>;
  /** The same without pixels and rows. */
  objectTotals(imageId: string, settings: ObjectSettings): Promise<ObjectTotals>;
  /** Of images that were removed or replaced, or have other labels; those not predicted are passed over. */
  forgetPredictions(imageIds: readonly string[]): Promise<void>;
  /**
   * Files of these kinds for these images; several come as one zip. Progress comes as events of type `export`. Throws
   * `bad-setting`, `no-model`, `too-many-objects`, `disk-full`, `storage-failed`, `busy`.
   */
  exportResults(request: ResultsRequest, signal: AbortSignal): Promise<MadeResults>;
}

export interface Engine extends DataEngine, ProjectEngine, NetworkEngine, ResultsEngine {
  /** One listener for the life of the engine. */
  subscribe(listener: (event: EngineEvent) => void): void;
}

/** A project: everything of one piece of work, kept in the browser's private file system. */
import type { ErrorData } from '../common/errors';
import type { AugmentSettings } from './augment';
import type { Dataset } from './data';
import type { ClassInfo } from './labels';
import type { ObjectSettings } from './objects';
import type { PredictQueue } from './predict';
import type { TrainChoice } from './presets';
import type { TrainingScale } from './scale';
import type { WeightSettings } from './weights';

export interface ProjectSummary {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly createdMs: number;
  readonly modifiedMs: number;
  readonly images: number;
  /** Bytes that the project takes on disk. */
  readonly bytes: number;
  readonly hasModel: boolean;
  /** Why it cannot be opened; absent where it can. It can still be deleted, and all else but `bytes` is made up. */
  readonly problem?: ErrorData;
}

/** What the page keeps in a project besides files and what was decided about them. */
export interface PageSettings {
  /** The user's own word on training; what it comes to is made anew for the images and the device. */
  readonly choice: TrainChoice;
  /** What the presets last put into the scale and the augmentation; null for what those begin with. */
  readonly applied: { readonly scale: TrainingScale | null; readonly augment: AugmentSettings | null };
  readonly augment: AugmentSettings;
  /** Null: those that suit the masks (weightsFor). */
  readonly weights: WeightSettings | null;
  readonly classes: readonly ClassInfo[];
  readonly hiddenClasses: readonly number[];
  /** Of the mask over the image, 0..1. */
  readonly opacity: number;
  readonly selectedId: string | null;
  /** What was left to predict when the page was left; null where nothing was. */
  readonly predictQueue: PredictQueue | null;
  /** How objects are cut out of predictions. */
  readonly objects: ObjectSettings;
  /** Keys of what was found in the images and is no problem. */
  readonly dismissed: readonly string[];
}

export interface OpenedProject {
  readonly summary: ProjectSummary;
  readonly dataset: Dataset;
  /** Null in a project that was never changed. */
  readonly settings: PageSettings | null;
  readonly hasModel: boolean;
  /** One sentence where the last session ended amid work (an import cut off); null otherwise. */
  readonly recovered: string | null;
}

export interface StorageUse {
  /** `memory` where the browser offers no private file system: nothing outlives the tab, and the page says so. */
  readonly kind: 'disk' | 'memory';
  readonly usedBytes: number;
  /** Null where the browser does not say. */
  readonly quotaBytes: number | null;
  /** Whether the browser promised not to clear it when space is short. */
  readonly persistent: boolean;
}

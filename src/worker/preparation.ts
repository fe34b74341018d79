/**
 * What the network worker asks of the preparation worker, straight and without the page: frozen plans,
 * patches by index, whole images. Internal to the workers; the page's contract is engine/protocol.
 */
import type { Patch } from '../domain/augment';
import type { Example, SourceImage } from '../domain/example';
import type { TrainPlan } from '../domain/train';
import type { PatchSettings } from '../engine/protocol';

export interface Preparation {
  /**
   * Resolves the settings against the images loaded now and keeps those images for the run, whatever the
   * user removes later. Throws `no-pairs` and `bad-setting`.
   */
  beginRun(request: PatchSettings): Promise<TrainPlan>;
  /** The patch of one (step, index) of the run that was begun last. */
  patch(step: number, index: number): Promise<Patch>;
  /** The held-out images of the run that was begun last, in the plan's order. */
  validationExamples(): Promise<Example[]>;
  endRun(): Promise<void>;
  /** One image as it is in its file, with its labels where it has a mask. Throws `no-such-image`, `image-too-large`. */
  source(imageId: string): Promise<SourceImage>;
  /** Keeps the model's file (safetensors) in the open project. A full disk is told to the page, never thrown. */
  keepModel(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** The model's file in the open project; null where it has none. */
  keptModel(): Promise<Uint8Array<ArrayBuffer> | null>;
}

/** The same across a channel: every call is a promise already, so a comlink remote fits as it is. */
export type PreparationCalls = Pick<
  Preparation,
  'beginRun' | 'patch' | 'validationExamples' | 'endRun' | 'source' | 'keepModel' | 'keptModel'
>;

/**
 * What the network and results workers ask of the preparation worker, straight and without the page: frozen plans,
 * patches by index, whole images, room in the project. Internal to the workers; the page's contract is engine/protocol.
 */
import type { Patch } from '../domain/augment';
import type { Example, SourceImage } from '../domain/example';
import type { SplitIds } from '../domain/splitIds';
import type { TrainPlan } from '../domain/train';
import type { PatchSettings } from '../engine/protocol';
import type { LargeFile } from '../pipeline/data/largeFile';
import type { KeptBlob } from './projectKeeper';

export interface StampedSource extends SourceImage {
  /** See `stamps`: from when it was asked for. */
  readonly stamp: string;
}

export interface Preparation {
  /**
   * Resolves the settings against the images loaded now and keeps those images for the run, whatever the
   * user removes later. `split` takes the place of that of the settings. Throws `no-pairs` and `bad-setting`.
   */
  beginRun(request: PatchSettings & { readonly split?: SplitIds }): Promise<TrainPlan>;
  /**
   * The same for a plan that was frozen before. Throws `bad-setting` and `data-changed` where the set is not as it was
   * then.
   */
  resumeRun(plan: TrainPlan): Promise<TrainPlan>;
  /**
   * Ids of the labelled images, in dataset order. Until endSeries every change of the data is refused (`busy`): runs that
   * are compared have to be of the same images.
   */
  beginSeries(): Promise<string[]>;
  endSeries(): Promise<void>;
  /** The patch of one (step, index) of the run that was begun last. */
  patch(step: number, index: number): Promise<Patch>;
  /** The held-out images of the run that was begun last, in the plan's order. */
  validationExamples(): Promise<Example[]>;
  endRun(): Promise<void>;
  /** One image as it is in its file, with its labels where it has a mask. Throws `no-such-image`, `image-too-large`. */
  source(imageId: string): Promise<StampedSource>;
  /** Of all images now, by id: an image has another stamp once its pixels or its labels may be others. */
  stamps(): Promise<ReadonlyMap<string, string>>;
  /** Where to read an image that is never held whole; null for any other. Throws `no-such-image`. */
  largeFile(imageId: string): Promise<LargeFile | null>;
  /** Keeps content in the open project, or replaces it. What has no room is told to the page, and tried again. */
  keepBlobs(blobs: readonly KeptBlob[]): Promise<void>;
  /** The same, all of it or none; false where it has no room, which is told once, and not tried again. */
  offerBlobs(blobs: readonly KeptBlob[]): Promise<boolean>;
  removeBlobs(names: readonly string[]): Promise<void>;
  blobNames(): Promise<string[]>;
  /** Null where the open project has none of this name. */
  keptBlob(name: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** The same for many small ones, in the order of their names. */
  keptBlobs(names: readonly string[]): Promise<(Uint8Array<ArrayBuffer> | null)[]>;
}

/** The same across a channel: every call is a promise already, so a comlink remote fits as it is. */
export type PreparationCalls = Pick<
  Preparation,
  | 'beginRun'
  | 'resumeRun'
  | 'beginSeries'
  | 'endSeries'
  | 'patch'
  | 'validationExamples'
  | 'endRun'
  | 'source'
  | 'stamps'
  | 'largeFile'
  | 'keepBlobs'
  | 'offerBlobs'
  | 'removeBlobs'
  | 'blobNames'
  | 'keptBlob'
  | 'keptBlobs'
>;

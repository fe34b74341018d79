/**
 * What the network worker tells the results worker, straight and without the page: whose predictions count, and each
 * one as it is made. Internal to the workers; the page's contract is engine/protocol.
 */
import { crc32 } from '../common/crc32';
import type { LabelMap } from '../domain/labels';
import type { Prediction, PredictionSummary } from '../domain/predict';
import type { ModelInfo } from '../domain/train';
import { withRunId } from '../pipeline/export/writeSafetensors';
import type { PredictionWork } from '../pipeline/predict/summaryOf';

/** A model as results know it: they say of which one they are. */
export interface ResultsModel {
  /** Of its file in the project: another model has another one. */
  readonly sum: string;
  readonly info: ModelInfo;
}

/** An image that was just predicted, with what it is scored against. */
export interface MadePrediction {
  /** Of the model that made it. */
  readonly sum: string;
  readonly prediction: Prediction;
  readonly truth: LabelMap | null;
  /** Of the image it was made of. */
  readonly stamp: string;
  readonly work: PredictionWork;
}

export interface Results {
  /** Another project was opened, with this model: takes up what is kept in it. */
  restore(model: ResultsModel | null): Promise<void>;
  /** This is the current model from now on: what another one predicted is forgotten. */
  useModel(model: ResultsModel): Promise<void>;
  /** Scores and keeps it. Throws `disk-full` where there is no room at all. */
  add(made: MadePrediction): Promise<PredictionSummary>;
}

/** The same across a channel: every call is a promise already, so a comlink remote fits as it is. */
export type ResultsCalls = Pick<Results, 'restore' | 'useModel' | 'add'>;

/** `file` is the model as it is kept in the project. Which run made it is no part of what it is known by. */
export function resultsModel(info: ModelInfo, file: Uint8Array<ArrayBuffer>): ResultsModel {
  const own = withRunId(file, null);
  return { sum: `${crc32(own).toString(16).padStart(8, '0')}-${own.length}`, info };
}

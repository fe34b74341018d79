/** The export part of the results worker: files of what was predicted, through scratch files. Used by ResultsSession. */
import { studioError } from '../common/errors';
import type { SourceImage } from '../domain/example';
import type { MadeResults, ResultsRequest } from '../domain/exports';
import type { Prediction, PredictionSummary } from '../domain/predict';
import type { EngineEvent } from '../engine/protocol';
import { makeResults } from '../pipeline/export/makeResults';
import { provenanceOf } from '../pipeline/export/provenance';
import type { ResultSource } from '../pipeline/export/resultMaker';
import { memoryScratch, type Scratch } from '../pipeline/export/scratch';
import { imageObjects } from '../pipeline/predict/imageObjects';
import type { ResultsModel } from './resultsPort';

/** Scratch files of one browser tab. */
export interface ScratchHost extends Scratch {
  /** Before each export: frees what none needs any more. */
  beginWork(): Promise<void>;
}

export const MEMORY_HOST: ScratchHost = { ...memoryScratch, beginWork: async () => undefined };

/** What the session knows, at the moment. */
export interface KnownResults {
  readonly model: ResultsModel;
  readonly summaries: ReadonlyMap<string, PredictionSummary>;
  /** Throws where it is no longer what it was at the beginning. */
  image(imageId: string): Promise<{ readonly prediction: Prediction; readonly source: SourceImage }>;
}

export class ResultsDesk {
  private isBusy = false;
  private opening: Promise<ScratchHost> | null = null;

  constructor(
    private readonly open: () => Promise<ScratchHost>,
    private readonly emit: (event: EngineEvent) => void,
  ) {
    // At once, because it sweeps what closed tabs left. Where that fails, whoever exports is told.
    void this.host();
  }

  /** Throws `busy` during another export, `no-such-image`, and as makeResults. */
  async make(request: ResultsRequest, known: KnownResults, signal: AbortSignal): Promise<MadeResults> {
    if (this.isBusy) throw busy();
    this.isBusy = true;
    try {
      const scratch = await this.host();
      await scratch.beginWork();
      const onProgress = (done: number, total: number, imageId: string) =>
        this.emit({ type: 'export', done, total, imageId });
      return await makeResults(request, sourceOf(request, known), { scratch, signal, onProgress });
    } finally {
      this.isBusy = false;
    }
  }

  /** One that could not be opened is opened anew the next time: the disk may have room by then. */
  private host(): Promise<ScratchHost> {
    const opening = this.opening ?? this.open();
    this.opening = opening;
    opening.catch(() => {
      if (this.opening === opening) this.opening = null;
    });
    return opening;
  }
}

function sourceOf({ settings }: ResultsRequest, known: KnownResults): ResultSource {
  const { sum, info } = known.model;
  const { depth, width } = info.spec;
  return {
    classes: info.classes,
    provenance: provenanceOf({
      model: `U-Net, depth ${depth}, width ${width}`,
      checksum: sum,
      steps: info.steps,
      objects: settings,
      date: new Date().toISOString(),
    }),
    about: (imageId) => {
      const summary = known.summaries.get(imageId);
      if (summary === undefined) throw notPredicted(imageId);
      return { ...summary, hasTruth: summary.scores !== null };
    },
    image: async (imageId) => {
      const { prediction, source } = await known.image(imageId);
      return { source, predicted: prediction, objects: imageObjects(source, prediction, settings) };
    },
  };
}

function notPredicted(imageId: string) {
  return studioError('no-such-image', `${imageId} has no prediction yet.`, 'Predict it first.', imageId);
}

function busy() {
  return studioError(
    'busy',
    'Another export is under way.',
    'Wait for it to end, or cancel it, then export again.',
    'export',
  );
}

/**
 * The results worker's half of the Engine: it owns what the current model predicted and what is made of it. It computes
 * without the device and beside training and patches, which it never holds up.
 */
import { expose, wrap } from 'comlink';
import { studioError } from '../common/errors';
import type { MadeResults, ResultsRequest } from '../domain/exports';
import type { ImageObjects, ObjectSettings } from '../domain/objects';
import type { Prediction, PredictionSummary } from '../domain/predict';
import type { EngineEvent, ResultsEngine } from '../engine/protocol';
import { imageObjects } from '../pipeline/predict/imageObjects';
import { probabilityHistogram, summaryOf } from '../pipeline/predict/summaryOf';
import type { Preparation, PreparationCalls } from './preparation';
import { ResultsDesk, type ScratchHost } from './resultsDesk';
import type { MadePrediction, Results, ResultsModel } from './resultsPort';
import { handingOver } from './transferables';

export class ResultsSession implements ResultsEngine, Results {
  private preparation: PreparationCalls | null = null;
  private model: ResultsModel | null = null;
  private readonly summaries = new Map<string, PredictionSummary>();
  private readonly pixels = new Map<string, Prediction>();
  private readonly desk: ResultsDesk;
  private emit: (event: EngineEvent) => void = () => undefined;

  /** `scratch` is where exports are put together. */
  constructor(scratch: () => Promise<ScratchHost>) {
    this.desk = new ResultsDesk(scratch(), (event) => this.emit(event));
  }

  connect(port: MessagePort): void {
    this.preparation = wrap<Preparation>(port);
  }

  /** The other end of the port is the network worker's. */
  connectNetwork(port: MessagePort): void {
    expose(this, port);
  }

  subscribe(listener: (event: EngineEvent) => void): void {
    this.emit = listener;
  }

  async useModel(model: ResultsModel | null): Promise<void> {
    if (model?.sum !== this.model?.sum) {
      this.summaries.clear();
      this.pixels.clear();
    }
    this.model = model;
  }

  async add({ sum, prediction, truth, work }: MadePrediction): Promise<PredictionSummary> {
    const summary = summaryOf(prediction, truth, work);
    if (sum !== this.model?.sum) return summary;
    const { imageId } = prediction;
    this.summaries.delete(imageId);
    this.summaries.set(imageId, summary);
    this.pixels.set(imageId, prediction);
    return summary;
  }

  async predicted(): Promise<readonly PredictionSummary[]> {
    return [...this.summaries.values()];
  }

  async prediction(imageId: string): Promise<Prediction> {
    const { labels, probabilities, ...rest } = await this.known(imageId);
    return handingOver({ ...rest, labels: labels.slice(), probabilities: probabilities.slice() });
  }

  async probabilityHistogram(imageId: string): Promise<readonly (readonly number[])[]> {
    return probabilityHistogram(await this.known(imageId));
  }

  async objects(imageId: string, settings: ObjectSettings): Promise<ImageObjects> {
    const [prediction, source] = [await this.known(imageId), await this.connected().source(imageId)];
    return handingOver(imageObjects(source, prediction, settings));
  }

  async forgetPredictions(imageIds: readonly string[]): Promise<void> {
    for (const imageId of imageIds) {
      this.summaries.delete(imageId);
      this.pixels.delete(imageId);
    }
  }

  async exportResults(request: ResultsRequest, signal: AbortSignal): Promise<MadeResults> {
    const { model, summaries } = this;
    if (model === null) throw studioError('no-model', 'There is no model yet.', 'Train one, or load one.');
    const prediction = (imageId: string) => this.known(imageId);
    const source = (imageId: string) => this.connected().source(imageId);
    return this.desk.make(request, { model, summaries, prediction, source }, signal);
  }

  /** Shared: not to be written to, nor handed over. Throws `no-such-image` for one not predicted yet. */
  private async known(imageId: string): Promise<Prediction> {
    const found = this.pixels.get(imageId);
    if (found) return found;
    throw studioError('no-such-image', `${imageId} has no prediction yet.`, 'Predict it first.', imageId);
  }

  private connected(): PreparationCalls {
    if (this.preparation) return this.preparation;
    throw studioError('internal', 'The preparation worker is not connected.', 'Reload the page.');
  }
}

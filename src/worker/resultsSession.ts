/**
 * The results worker's half of the Engine: it owns what the current model predicted and what is made of it. It computes
 * without the device and beside training and patches, which it never holds up.
 */
import { expose, wrap } from 'comlink';
import { StudioError, studioError, toErrorData } from '../common/errors';
import type { MadeResults, ResultsRequest } from '../domain/exports';
import type { ImageObjects, ObjectSettings, ObjectTotals } from '../domain/objects';
import type { Prediction, PredictionSummary } from '../domain/predict';
import type { EngineEvent, ResultsEngine } from '../engine/protocol';
import { imageObjects, objectTotals } from '../pipeline/predict/imageObjects';
import { probabilityHistogram, summaryOf } from '../pipeline/predict/summaryOf';
import { KeptPredictions } from './keptPredictions';
import { PredictionCache } from './predictionCache';
import type { PredictionNote } from './predictionNote';
import type { Preparation, PreparationCalls } from './preparation';
import { ResultsDesk, type ScratchHost } from './resultsDesk';
import type { MadePrediction, Results, ResultsModel } from './resultsPort';
import { handingOver } from './transferables';

export class ResultsSession implements ResultsEngine, Results {
  private preparation: PreparationCalls | null = null;
  private model: ResultsModel | null = null;
  /** Of every image that the model predicted, by image id. */
  private readonly notes = new Map<string, PredictionNote>();
  private readonly kept = new KeptPredictions(() => this.connected());
  private readonly desk: ResultsDesk;
  private emit: (event: EngineEvent) => void = () => undefined;

  /** `scratch` is where exports are put together. */
  constructor(
    scratch: () => Promise<ScratchHost>,
    private readonly cache = new PredictionCache(),
  ) {
    this.desk = new ResultsDesk(scratch, (event) => this.emit(event));
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

  async restore(model: ResultsModel | null): Promise<void> {
    this.forgetAll();
    this.model = model;
    if (model === null) return;
    const { notes, broken } = await this.kept.find(model.sum);
    if (this.model !== model) return;
    for (const note of notes) this.notes.set(note.summary.imageId, note);
    if (broken > 0) this.emit({ type: 'results-dropped', error: toErrorData(brokenNotes(broken)) });
  }

  async useModel(model: ResultsModel): Promise<void> {
    const isOther = model.sum !== this.model?.sum;
    this.model = model;
    if (!isOther) return;
    this.forgetAll();
    await this.kept.removeAll();
  }

  async add({ sum, prediction, truth, stamp, work }: MadePrediction): Promise<PredictionSummary> {
    const summary = summaryOf(prediction, truth, work);
    if (sum !== this.model?.sum) return summary;
    const note = { sum, stamp, summary };
    const { imageId } = prediction;
    const isKept = await this.kept.keep(note, prediction);
    // Another model may have become the current one meanwhile: what it removed must not stay behind.
    if (sum !== this.model?.sum) {
      await this.kept.remove([imageId]);
      return summary;
    }
    // Before the former one goes: where this one has no room, that one stays.
    this.cache.put(prediction, isKept);
    this.notes.delete(imageId);
    this.notes.set(imageId, note);
    return summary;
  }

  async predicted(): Promise<readonly PredictionSummary[]> {
    const before = [...this.notes.values()];
    const stamps = before.length > 0 ? await this.connected().stamps() : new Map<string, string>();
    const isStale = ({ stamp, summary }: PredictionNote) => stamps.get(summary.imageId) !== stamp;
    // One that was made anew meanwhile is none of those.
    const stale = before.filter((note) => this.notes.get(note.summary.imageId) === note).filter(isStale);
    await this.forgetPredictions(stale.map(({ summary }) => summary.imageId));
    return [...this.notes.values()].map(({ summary }) => summary);
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

  async objectTotals(imageId: string, settings: ObjectSettings): Promise<ObjectTotals> {
    const [prediction, source] = [await this.known(imageId), await this.connected().source(imageId)];
    return objectTotals(source, prediction, settings);
  }

  async forgetPredictions(imageIds: readonly string[]): Promise<void> {
    const known = imageIds.filter((imageId) => this.notes.delete(imageId));
    for (const imageId of known) this.cache.delete(imageId);
    await this.kept.remove(known);
  }

  async exportResults(request: ResultsRequest, signal: AbortSignal): Promise<MadeResults> {
    const { model } = this;
    if (model === null) throw studioError('no-model', 'There is no model yet.', 'Train one, or load one.');
    const notes = new Map(this.notes);
    const summaries = new Map([...notes].map(([id, { summary }]) => [id, summary]));
    const image = async (imageId: string) => {
      const prediction = await this.known(imageId);
      const source = await this.connected().source(imageId);
      // Model, project and labels may have changed meanwhile: files are all of one state, that of the beginning.
      if (this.notes.get(imageId) !== notes.get(imageId)) throw predictedAnew(imageId);
      return { prediction, source };
    };
    return this.desk.make(request, { model, summaries, image }, signal);
  }

  /** Shared: not to be written to, nor handed over. Throws `no-such-image` for one not predicted yet, `bad-prediction`. */
  private async known(imageId: string): Promise<Prediction> {
    const note = this.notes.get(imageId);
    if (note === undefined) throw notPredicted(imageId);
    return this.cache.get(imageId) ?? this.readKept(note);
  }

  private async readKept(note: PredictionNote): Promise<Prediction> {
    const { imageId } = note.summary;
    try {
      const prediction = await this.kept.pixels(note);
      if (this.notes.get(imageId) === note) this.cache.put(prediction, true);
      return prediction;
    } catch (thrown) {
      if (thrown instanceof StudioError && thrown.code === 'bad-prediction') {
        // A newer one may have taken its place while it was read.
        if (this.notes.get(imageId) !== note) return this.known(imageId);
        await this.forgetPredictions([imageId]);
      }
      throw thrown;
    }
  }

  private forgetAll(): void {
    this.notes.clear();
    this.cache.clear();
  }

  private connected(): PreparationCalls {
    if (this.preparation) return this.preparation;
    throw studioError('internal', 'The preparation worker is not connected.', 'Reload the page.');
  }
}

function notPredicted(imageId: string) {
  return studioError('no-such-image', `${imageId} has no prediction yet.`, 'Predict it first.', imageId);
}

function predictedAnew(imageId: string) {
  return studioError(
    'no-such-image',
    `What was predicted of ${imageId} changed while it was exported.`,
    'Export again.',
    imageId,
  );
}

function brokenNotes(count: number) {
  return studioError(
    'bad-prediction',
    `${count === 1 ? 'A prediction' : `${count} predictions`} that the project kept cannot be read, and ${count === 1 ? 'was' : 'were'} dropped.`,
    'Predict again what is missing.',
    count,
  );
}

/** The network worker's half of the Engine: it owns the device and the model, trains, predicts and saves models. */
import { transfer, wrap } from 'comlink';
import { throwIfAborted } from '../common/abort';
import { defined } from '../common/assert';
import { type StudioError, studioError, toErrorData } from '../common/errors';
import type { Backend, DeviceReport } from '../domain/device';
import type { Benchmark, DeviceDetails, SelfCheck } from '../domain/diagnostics';
import type { RunForecast } from '../domain/forecast';
import type { ExcludedKernels, KernelChoice } from '../domain/kernels';
import type { Norm } from '../domain/network';
import type { PredictionSummary, PredictOptions } from '../domain/predict';
import type { ChosenRun } from '../domain/presets';
import type { RunRecord } from '../domain/run';
import type { SeriesProgress, SeriesResult } from '../domain/series';
import type { ModelInfo, TrainSummary } from '../domain/train';
import type {
  ChooseRequest,
  EngineEvent,
  ForecastRequest,
  NamedFile,
  NetworkEngine,
  SeriesRequest,
  TrainRequest,
} from '../engine/protocol';
import { planDevice } from '../gpu/planDevice';
import type { DataHost } from '../pipeline/data/dataHost';
import { type LargeFile, largeRows } from '../pipeline/data/largeFile';
import type { Scratch } from '../pipeline/export/scratch';
import { lookSides } from '../pipeline/predict/lookSides';
import { chooseOnDevice } from '../pipeline/train/chooseOnDevice';
import { TrainControl } from '../pipeline/train/trainControl';
import { CURRENT_MODEL } from '../storage/projectDocument';
import type { CurrentModel } from './currentModel';
import { DeviceDesk, deviceNotOpen } from './deviceDesk';
import { DeviceTimes } from './deviceTimes';
import { Ensemble } from './ensemble';
import { LargeResults } from './largeResults';
import { layersFiles, modelBytes, readKeptModel, readLayersFiles, safetensorsFile } from './modelFiles';
import { PredictLine } from './predictLine';
import type { Preparation, PreparationCalls } from './preparation';
import { type ReadSource, readSource } from './readSource';
import {
  type MadePrediction,
  type Results,
  type ResultsCalls,
  type ResultsModel,
  resultsModel,
} from './resultsPort';
import { RunDesk } from './runDesk';
import { runForecast } from './runForecast';
import type { RunStart } from './runStart';
import { segmentImage } from './segmentImage';
import { type LargeOptions, type LargeResult, segmentLarge } from './segmentLarge';
import { seriesRun } from './seriesRun';
import { type Tools, trainingRun } from './trainingRun';
import { handingOver } from './transferables';

/** What the device is doing: one thing at a time, but for images that are predicted one behind the other. */
type Work =
  | { readonly kind: 'training'; readonly control: TrainControl }
  | { readonly kind: 'predicting' | 'checking' | 'opening' };

/** What the session asks of the machine to predict images that are never held whole. */
export interface NetworkHost {
  readonly data: DataHost;
  /** Room for their results. */
  scratch(): Promise<Scratch>;
}

export class NetworkSession implements NetworkEngine {
  private preparation: PreparationCalls | null = null;
  private results: ResultsCalls | null = null;
  private readonly device = new DeviceDesk(
    (error) => this.deviceFailed(error),
    (found) => this.foundWrong(found),
  );
  private current: CurrentModel | null = null;
  /** The current one as results know it. */
  private identity: ResultsModel | null = null;
  private work: Work | null = null;
  /** Pieces of work under way: several where images are predicted one behind the other. */
  private underWay = 0;
  private readonly line = new PredictLine();
  private readonly times = new DeviceTimes();
  private readonly kept = new RunDesk(
    () => this.connected(),
    (event) => this.emit(event),
  );
  private readonly ensemble = new Ensemble((runId) => this.kept.named(runId));
  private readonly largeResults = new LargeResults();
  private scratch: Scratch | null = null;
  private emit: (event: EngineEvent) => void = () => undefined;

  constructor(private readonly host: NetworkHost) {}

  connect(port: MessagePort): void {
    this.preparation = wrap<Preparation>(port);
  }

  /** The other end of the port is the results worker's. */
  connectResults(port: MessagePort): void {
    this.results = wrap<Results>(port);
  }

  subscribe(listener: (event: EngineEvent) => void): void {
    this.emit = listener;
  }

  openDevice(backend: Backend): Promise<DeviceReport> {
    return this.exclusively({ kind: 'opening' }, () => {
      this.leaveDevice();
      return this.device.open(backend);
    });
  }

  train(request: TrainRequest): Promise<TrainSummary> {
    const control = new TrainControl();
    return this.working({ kind: 'training', control }, async (tools) => {
      const start = await this.kept.start(request, () => this.loadedModel());
      // The memory goes to the run; what it makes of it must not depend on what was predicted before.
      this.leaveDevice();
      await this.device.prove(normOf(start, request));
      const result = await trainingRun(request, start, tools, control, {
        onBegin: (plan) => this.kept.begin(start, request, plan),
        onEnd: () => this.kept.end(),
        onModel: (model) => this.adopt(model),
      });
      if (result.failure !== null) throw this.toldFailure(result.failure);
      return result.summary;
    });
  }

  async pauseTraining(): Promise<void> {
    this.control()?.pause();
  }

  async resumeTraining(): Promise<void> {
    this.control()?.resume();
  }

  async stopTraining(): Promise<void> {
    this.control()?.stop();
  }

  async setLearningRate(factor: number): Promise<void> {
    this.control()?.changeRate(factor);
  }

  series(request: SeriesRequest, signal: AbortSignal): Promise<SeriesResult> {
    const control = new TrainControl();
    return this.working({ kind: 'training', control }, async (tools) => {
      this.leaveDevice();
      await this.device.prove(request.settings.norm);
      const onProgress = (progress: SeriesProgress) => this.emit({ type: 'series', progress });
      return seriesRun(request, tools, control, { onProgress, signal });
    });
  }

  async choose({ choice, facts }: ChooseRequest): Promise<ChosenRun> {
    const planned = planDevice(this.device.opened());
    const times = planned && (await this.times.estimator(planned, this.work !== null));
    return chooseOnDevice(choice, facts, planned, times, lookSides);
  }

  runs(): Promise<readonly RunRecord[]> {
    return this.kept.list();
  }

  renameRun(runId: string, name: string): Promise<readonly RunRecord[]> {
    return this.kept.rename(runId, name);
  }

  deleteRun(runId: string): Promise<readonly RunRecord[]> {
    return this.kept.remove(runId);
  }

  async useRun(runId: string): Promise<ModelInfo> {
    this.refuseWhileBusy();
    const model = await this.kept.model(runId);
    await this.adopt(model);
    return model.info;
  }

  async model(): Promise<ModelInfo | null> {
    return this.current?.info ?? null;
  }

  /** Called for several images at once, it computes one of them while another is read and a third one kept. */
  predict(imageId: string, options: PredictOptions, signal: AbortSignal): Promise<PredictionSummary> {
    return this.working({ kind: 'predicting' }, async ({ preparation }) => {
      const read = async () => {
        throwIfAborted(signal);
        return readSource(preparation, imageId);
      };
      const compute = (source: ReadSource) => this.segment(imageId, source, options, signal);
      return this.line.through(read, compute, async ({ files, ...made }) => {
        await this.largeResults.keep(imageId, files);
        return this.resultsDesk().add(handingOver(made));
      });
    });
  }

  largeFiles(imageId: string): Promise<NamedFile[]> {
    return this.largeResults.files(imageId);
  }

  async exportModel(): Promise<NamedFile[]> {
    return layersFiles(this.loadedModel());
  }

  async exportSafetensors(): Promise<NamedFile> {
    return safetensorsFile(this.loadedModel());
  }

  async loadModel(files: readonly NamedFile[]): Promise<ModelInfo> {
    const model = await readLayersFiles(files);
    // A device that is being opened knows no model yet: no reason to wait.
    if (this.work?.kind !== 'opening') this.refuseWhileBusy();
    await this.adopt(model);
    return model.info;
  }

  /** The kept file was written here, so that a broken one is worth its error. The model before belongs elsewhere. */
  async restoreModel(): Promise<ModelInfo | null> {
    if (this.work?.kind !== 'opening') this.refuseWhileBusy();
    await this.use(null, null);
    await this.resultsDesk().restore(null);
    const bytes = await this.connected().keptBlob(CURRENT_MODEL);
    if (bytes === null) return null;
    const model = readKeptModel(bytes);
    const identity = resultsModel(model.info, bytes);
    await this.use(model, identity);
    await this.resultsDesk().restore(identity);
    return model.info;
  }

  async forecast(request: ForecastRequest): Promise<RunForecast | null> {
    const planned = planDevice(this.device.opened());
    return planned && runForecast(request, planned, await this.times.estimator(planned, this.work !== null));
  }

  async deviceDetails(): Promise<DeviceDetails> {
    return this.device.details();
  }

  setKernels(choice: KernelChoice): Promise<DeviceDetails> {
    return this.working({ kind: 'checking' }, async () => {
      const details = await this.device.setKernels(choice);
      // Its plans are compiled anew, with these kernels.
      this.leaveDevice();
      return details;
    });
  }

  forgetTimings(): Promise<DeviceDetails> {
    return this.working({ kind: 'checking' }, () => this.device.forgetTimings());
  }

  selfCheck(): Promise<SelfCheck[]> {
    return this.working({ kind: 'checking' }, () => this.device.selfCheck());
  }

  benchmark(): Promise<Benchmark | null> {
    return this.working({ kind: 'checking' }, () => this.device.benchmark());
  }

  /** Runs one piece of work on the open device. Throws `busy`, `device-error`, `device-lost`. */
  private working<T>(work: Work, task: (tools: Tools) => Promise<T>): Promise<T> {
    const startedMs = performance.now();
    return this.exclusively(work, async () => {
      const device = this.device.opened();
      const { preparation } = this;
      if (!preparation) throw deviceNotOpen();
      // The page is told of the loss only where there is no other device: else the run goes on.
      const reopen = (failure: unknown) => this.device.reopen(failure);
      try {
        return await task({ device, preparation, startedMs, reopen });
      } catch (thrown) {
        throw (await this.device.lossBehind(thrown)) ?? thrown;
      }
    });
  }

  /** Runs one piece of work; a second one meanwhile is refused with `busy`, unless both predict. */
  private async exclusively<T>(work: Work, task: () => Promise<T>): Promise<T> {
    if (work.kind !== 'predicting' || this.work?.kind !== 'predicting') this.refuseWhileBusy();
    this.work = work;
    this.underWay += 1;
    try {
      await this.times.interrupt();
      return await task();
    } finally {
      this.underWay -= 1;
      if (this.underWay === 0) this.work = null;
    }
  }

  private async segment(
    imageId: string,
    { large, source, stamp }: ReadSource,
    options: PredictOptions,
    signal: AbortSignal,
  ): Promise<MadePrediction & { readonly files: LargeResult['files'] }> {
    const [model, device] = [this.loadedModel(), this.device.opened()];
    const { sum } = defined(this.identity, 'the identity of the model');
    const others = await this.ensemble.networks(model, options.runIds, device);
    const onTile = (tile: number, tiles: number) => this.emit({ type: 'predict', imageId, tile, tiles });
    const settled = { options, others, onTile, signal };
    if (large) return { ...(await this.segmentLarge(imageId, large, settled)), sum, stamp, truth: null };
    const made = await segmentImage(model, device, source, settled);
    return { ...made, sum, stamp, truth: source.labels, files: [] };
  }

  private async segmentLarge(
    imageId: string,
    file: LargeFile,
    options: Omit<LargeOptions, 'scratch'>,
  ): Promise<LargeResult> {
    const rows = await largeRows(file, this.host.data);
    this.scratch ??= await this.host.scratch();
    const model = this.loadedModel();
    const network = model.network(this.device.opened());
    return segmentLarge(model, network, { ...rows, imageId }, { ...options, scratch: this.scratch });
  }

  /** A device that was lost in training for good has not been told of yet. */
  private toldFailure(failure: unknown): unknown {
    const { lost } = this.device;
    if (lost) this.emit({ type: 'device-error', error: toErrorData(lost) });
    return failure;
  }

  /** Tells of kernels that were found wrong: the run goes on without them. */
  private foundWrong({ kind, reason }: ExcludedKernels): void {
    const hint = 'Other kernels compute instead. Diagnostics, in the status bar, tells more.';
    const error = { code: 'wrong-results', message: reason, subject: kind, hint } as const;
    this.emit({ type: 'device-error', error });
  }

  private control(): TrainControl | null {
    return this.work?.kind === 'training' ? this.work.control : null;
  }

  private refuseWhileBusy(): void {
    if (!this.work) return;
    const { kind } = this.work;
    throw studioError(
      'busy',
      kind === 'opening' ? 'The graphics device is being opened.' : `The graphics device is busy ${kind}.`,
      'Wait for it to end, or stop it.',
      kind,
    );
  }

  /** Makes the model the current one and keeps it in the open project. */
  private async adopt(model: CurrentModel): Promise<void> {
    const bytes = modelBytes(model);
    const identity = resultsModel(model.info, bytes);
    await this.use(model, identity);
    await this.resultsDesk().useModel(identity);
    await this.connected().keepBlobs(transfer([{ name: CURRENT_MODEL, bytes }], [bytes.buffer]));
  }

  private connected(): PreparationCalls {
    if (this.preparation) return this.preparation;
    throw studioError('internal', 'The preparation worker is not connected.', 'Reload the page.');
  }

  private resultsDesk(): ResultsCalls {
    if (this.results) return this.results;
    throw studioError('internal', 'The results worker is not connected.', 'Reload the page.');
  }

  /** Frees what models hold on the device, which is there for something else now. */
  private leaveDevice(): void {
    this.current?.leaveDevice();
    this.ensemble.leaveDevice();
  }

  /** `identity` is that of the model. */
  private async use(model: CurrentModel | null, identity: ResultsModel | null): Promise<void> {
    this.leaveDevice();
    this.current = model;
    this.identity = identity;
    await this.largeResults.clear();
  }

  private loadedModel(): CurrentModel {
    if (this.current) return this.current;
    throw studioError('no-model', 'There is no model yet.', 'Train one, or load one under Export.');
  }

  private deviceFailed(error: StudioError): void {
    if (error.code === 'device-lost') {
      this.current?.deviceLost();
      this.ensemble.deviceLost();
      if (this.work?.kind === 'training') return;
    }
    this.emit({ type: 'device-error', error: toErrorData(error) });
  }
}

/** The norm of the network to come, by which the device is checked. */
function normOf(start: RunStart, { settings }: TrainRequest): Norm {
  return start.kind === 'resume' ? start.found.state.plan.spec.norm : settings.norm;
}

/** The network worker's half of the Engine: it owns the device and the model, trains, predicts and saves models. */
import { wrap } from 'comlink';
import { type StudioError, studioError, toErrorData } from '../common/errors';
import type { Backend, DeviceReport } from '../domain/device';
import type { Benchmark, DeviceDetails, SelfCheck } from '../domain/diagnostics';
import type { RunForecast } from '../domain/forecast';
import type { GlimpseReel } from '../domain/glimpseReel';
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
import { lookSides } from '../pipeline/predict/lookSides';
import { chooseOnDevice } from '../pipeline/train/chooseOnDevice';
import { TrainControl } from '../pipeline/train/trainControl';
import { DeviceDesk, deviceNotOpen } from './deviceDesk';
import { DeviceTimes } from './deviceTimes';
import { ModelDesk } from './modelDesk';
import { layersFiles, readLayersFiles, safetensorsFile } from './modelFiles';
import { type NetworkHost, PredictDesk } from './predictDesk';
import type { Preparation, PreparationCalls } from './preparation';
import type { Results, ResultsCalls } from './resultsPort';
import { RunDesk } from './runDesk';
import { runForecast } from './runForecast';
import type { RunStart } from './runStart';
import { seriesRun } from './seriesRun';
import { type Tools, trainingRun } from './trainingRun';
import { type Work, WorkTurns } from './workTurns';

export class NetworkSession implements NetworkEngine {
  private preparation: PreparationCalls | null = null;
  private results: ResultsCalls | null = null;
  private readonly device = new DeviceDesk(
    (error) => this.deviceFailed(error),
    (found) => this.foundWrong(found),
  );
  private readonly turns = new WorkTurns();
  private readonly times = new DeviceTimes();
  private readonly kept = new RunDesk(
    () => this.connected(),
    (event) => this.emit(event),
  );
  private readonly models = new ModelDesk({
    preparation: () => this.connected(),
    results: () => this.resultsDesk(),
    runModel: (runId) => this.kept.named(runId),
  });
  private readonly predictions: PredictDesk;
  private emit: (event: EngineEvent) => void = () => undefined;

  constructor(host: NetworkHost) {
    this.predictions = new PredictDesk(host, this.models);
  }

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
      this.models.leaveDevice();
      return this.device.open(backend);
    });
  }

  train(request: TrainRequest): Promise<TrainSummary> {
    const control = new TrainControl();
    return this.working({ kind: 'training', control }, async (tools) => {
      const start = await this.kept.start(request, () => this.models.loaded());
      // The memory goes to the run; what it makes of it must not depend on what was predicted before.
      this.models.leaveDevice();
      await this.device.prove(normOf(start, request));
      const result = await trainingRun(request, start, tools, control, {
        onBegin: (plan) => this.kept.begin(start, request, plan),
        onEnd: () => this.kept.end(),
        onModel: (model) => this.models.adopt(model),
      });
      if (result.failure !== null) throw this.toldFailure(result.failure);
      return result.summary;
    });
  }

  async pauseTraining(): Promise<void> {
    this.turns.control?.pause();
  }

  async resumeTraining(): Promise<void> {
    this.turns.control?.resume();
  }

  async stopTraining(): Promise<void> {
    this.turns.control?.stop();
  }

  async setLearningRate(factor: number): Promise<void> {
    this.turns.control?.changeRate(factor);
  }

  series(request: SeriesRequest, signal: AbortSignal): Promise<SeriesResult> {
    const control = new TrainControl();
    return this.working({ kind: 'training', control }, async (tools) => {
      this.models.leaveDevice();
      await this.device.prove(request.settings.norm);
      const onProgress = (progress: SeriesProgress) => this.emit({ type: 'series', progress });
      return seriesRun(request, tools, control, { onProgress, signal });
    });
  }

  async choose({ choice, facts }: ChooseRequest): Promise<ChosenRun> {
    const planned = planDevice(this.device.opened());
    const times = planned && (await this.times.estimator(planned, this.turns.kind !== null));
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

  glimpses(runId: string): Promise<GlimpseReel> {
    return this.kept.glimpses(runId);
  }

  async useRun(runId: string): Promise<ModelInfo> {
    this.turns.refuseWhileBusy();
    const model = await this.kept.model(runId);
    await this.models.adopt(model);
    return model.info;
  }

  async model(): Promise<ModelInfo | null> {
    return this.models.info;
  }

  /** Called for several images at once, it computes one of them while another is read and a third one kept. */
  predict(imageId: string, options: PredictOptions, signal: AbortSignal): Promise<PredictionSummary> {
    const onTile = (tile: number, tiles: number) => this.emit({ type: 'predict', imageId, tile, tiles });
    return this.working({ kind: 'predicting' }, ({ device, preparation }) => {
      const ends = { device, preparation, results: this.resultsDesk() };
      return this.predictions.predict({ imageId, options, onTile, signal }, ends);
    });
  }

  largeFiles(imageId: string): Promise<NamedFile[]> {
    return this.models.large.files(imageId);
  }

  async exportModel(): Promise<NamedFile[]> {
    return layersFiles(this.models.loaded());
  }

  async exportSafetensors(): Promise<NamedFile> {
    return safetensorsFile(this.models.loaded());
  }

  async loadModel(files: readonly NamedFile[]): Promise<ModelInfo> {
    const model = await readLayersFiles(files);
    // A device that is being opened knows no model yet: no reason to wait.
    if (this.turns.kind !== 'opening') this.turns.refuseWhileBusy();
    await this.models.adopt(model);
    return model.info;
  }

  /**
   * The kept file was written here, so that a broken one is worth its error. The model before belongs elsewhere: it goes
   * also while the device is being opened or checked, neither of which knows a model.
   */
  async restoreModel(): Promise<ModelInfo | null> {
    if (this.turns.kind === 'training' || this.turns.kind === 'predicting') this.turns.refuseWhileBusy();
    return this.models.restore();
  }

  async forecast(request: ForecastRequest): Promise<RunForecast | null> {
    const planned = planDevice(this.device.opened());
    return (
      planned && runForecast(request, planned, await this.times.estimator(planned, this.turns.kind !== null))
    );
  }

  async deviceDetails(): Promise<DeviceDetails> {
    return this.device.details();
  }

  setKernels(choice: KernelChoice): Promise<DeviceDetails> {
    return this.working({ kind: 'checking' }, async () => {
      const details = await this.device.setKernels(choice);
      // Its plans are compiled anew, with these kernels.
      this.models.leaveDevice();
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

  /** Measuring for forecasts gives way. Throws `busy`. */
  private exclusively<T>(work: Work, task: () => Promise<T>): Promise<T> {
    return this.turns.take(work, async () => {
      await this.times.interrupt();
      return task();
    });
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

  private connected(): PreparationCalls {
    if (this.preparation) return this.preparation;
    throw studioError('internal', 'The preparation worker is not connected.', 'Reload the page.');
  }

  private resultsDesk(): ResultsCalls {
    if (this.results) return this.results;
    throw studioError('internal', 'The results worker is not connected.', 'Reload the page.');
  }

  private deviceFailed(error: StudioError): void {
    if (error.code === 'device-lost') {
      this.models.deviceLost();
      if (this.turns.kind === 'training') return;
    }
    this.emit({ type: 'device-error', error: toErrorData(error) });
  }
}

/** The norm of the network to come, by which the device is checked. */
function normOf(start: RunStart, { settings }: TrainRequest): Norm {
  return start.kind === 'resume' ? start.found.state.plan.spec.norm : settings.norm;
}

/** The network worker's half of the Engine: it owns the device and the model, trains, predicts and exports. */
import { transfer, wrap } from 'comlink';
import { StudioError, studioError, toErrorData } from '../common/errors';
import type { Backend, DeviceReport } from '../domain/device';
import type { Benchmark, DeviceDetails, SelfCheck } from '../domain/diagnostics';
import type { RunForecast } from '../domain/forecast';
import type { ExcludedKernels, KernelChoice } from '../domain/kernels';
import type { Norm } from '../domain/network';
import type { Prediction } from '../domain/predict';
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
import { deviceDetails } from '../gpu/deviceDetails';
import { openAgain } from '../gpu/openAgain';
import { openWebGl } from '../gpu/openWebGl';
import { type KernelOptions, openWebGpu } from '../gpu/openWebGpu';
import { planDevice } from '../gpu/planDevice';
import { proveDevice } from '../gpu/proveDevice';
import { selfCheck } from '../gpu/selfCheck';
import type { StudioDevice } from '../gpu/studioDevice';
import { forgetTimings } from '../gpu/tuner/forgetTimings';
import { SavedTimings } from '../gpu/tuner/savedTimings';
import { layersModelFiles } from '../pipeline/export/layersModelFiles';
import { readLayersModel } from '../pipeline/export/readLayersModel';
import { readSafetensors } from '../pipeline/export/readSafetensors';
import { writeSafetensors } from '../pipeline/export/writeSafetensors';
import { lookSides } from '../pipeline/predict/lookSides';
import { chooseOnDevice } from '../pipeline/train/chooseOnDevice';
import { TrainControl } from '../pipeline/train/trainControl';
import { CURRENT_MODEL } from '../storage/projectDocument';
import { CurrentModel } from './currentModel';
import { deviceBenchmark } from './deviceBenchmark';
import { DeviceTimes } from './deviceTimes';
import { Predictions } from './predictions';
import type { Preparation, PreparationCalls } from './preparation';
import { RunDesk } from './runDesk';
import { runForecast } from './runForecast';
import type { RunStart } from './runStart';
import { segmentImage } from './segmentImage';
import { seriesRun } from './seriesRun';
import { timingsFile } from './timingsFile';
import { type Tools, trainingRun } from './trainingRun';
import { handingOver } from './transferables';

/** What the device is doing; it does one thing at a time. */
type Work =
  | { readonly kind: 'training'; readonly control: TrainControl }
  | { readonly kind: 'predicting' | 'checking' | 'opening' };

export class NetworkSession implements NetworkEngine {
  private preparation: PreparationCalls | null = null;
  private device: StudioDevice | null = null;
  private current: CurrentModel | null = null;
  private work: Work | null = null;
  /** Why the device that was opened last went away; what fails with it (a read, say) only reports a symptom. */
  private lost: StudioError | null = null;
  private readonly predictions = new Predictions();
  private kernels: KernelChoice = 'auto';
  private readonly timings = new SavedTimings(timingsFile());
  private readonly times = new DeviceTimes();
  private readonly kept = new RunDesk(
    () => this.connected(),
    (event) => this.emit(event),
  );
  private emit: (event: EngineEvent) => void = () => undefined;

  connect(port: MessagePort): void {
    this.preparation = wrap<Preparation>(port);
  }

  subscribe(listener: (event: EngineEvent) => void): void {
    this.emit = listener;
  }

  openDevice(backend: Backend): Promise<DeviceReport> {
    return this.exclusively({ kind: 'opening' }, async () => {
      this.current?.leaveDevice();
      this.device?.close();
      this.device = null;
      this.lost = null;
      const onError = (error: StudioError) => this.deviceFailed(error);
      this.device =
        backend === 'webgpu' ? await openWebGpu(onError, this.kernelOptions()) : await openWebGl();
      this.device.kinds.onFound = this.foundWrong;
      return this.device.report;
    });
  }

  /** Tells the page of the loss only where there is no other device: else the run goes on. */
  private async reopen(failure: unknown): Promise<StudioDevice | null> {
    const code = failure instanceof StudioError ? failure.code : null;
    if (!this.device?.gpu || (code !== 'device-lost' && !(await this.lossBehind(failure)))) return null;
    this.device.close();
    try {
      this.device = await openAgain((error) => this.deviceFailed(error), this.kernelOptions());
      this.device.kinds.onFound = this.foundWrong;
      this.lost = null;
      return this.device;
    } catch {
      // What matters to the user is why the device of the run went away; it is told by whoever asked.
      return null;
    }
  }

  train(request: TrainRequest): Promise<TrainSummary> {
    const control = new TrainControl();
    return this.working({ kind: 'training', control }, async (tools) => {
      const start = await this.kept.start(request, () => this.loadedModel());
      // The memory goes to the run; what it makes of it must not depend on what was predicted before.
      this.current?.leaveDevice();
      await proveDevice(tools.device, normOf(start, request));
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
      this.current?.leaveDevice();
      await proveDevice(tools.device, request.settings.norm);
      const onProgress = (progress: SeriesProgress) => this.emit({ type: 'series', progress });
      return seriesRun(request, tools, control, { onProgress, signal });
    });
  }

  async choose({ choice, facts }: ChooseRequest): Promise<ChosenRun> {
    const planned = planDevice(this.opened());
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

  predict(imageId: string, signal: AbortSignal): Promise<Prediction> {
    return this.working({ kind: 'predicting' }, async ({ device, preparation }) => {
      const model = this.loadedModel();
      const source = await preparation.source(imageId);
      const onTile = (tile: number, tiles: number) => this.emit({ type: 'predict', imageId, tile, tiles });
      const prediction = await segmentImage(model, device, source, { onTile, signal });
      this.predictions.keep(imageId, prediction);
      return handingOver(prediction);
    });
  }

  async exportModel(): Promise<NamedFile[]> {
    const { info, weights } = this.loadedModel();
    return layersModelFiles(info, weights).map(({ name, bytes }) => ({ name, blob: new Blob([bytes]) }));
  }

  async exportSafetensors(): Promise<NamedFile> {
    const { info, weights } = this.loadedModel();
    return { name: 'model.safetensors', blob: new Blob([writeSafetensors(info, weights)]) };
  }

  async loadModel(files: readonly NamedFile[]): Promise<ModelInfo> {
    const read = async ({ name, blob }: NamedFile) => ({
      name,
      bytes: new Uint8Array(await blob.arrayBuffer()),
    });
    const { info, weights } = readLayersModel(await Promise.all(files.map(read)));
    // A device that is being opened knows no model yet: no reason to wait.
    if (this.work?.kind !== 'opening') this.refuseWhileBusy();
    await this.adopt(new CurrentModel(info, weights));
    return info;
  }

  /** The kept file was written here, so that a broken one is worth its error. The model before belongs elsewhere. */
  async restoreModel(): Promise<ModelInfo | null> {
    if (this.work?.kind !== 'opening') this.refuseWhileBusy();
    this.use(null);
    const bytes = await this.connected().keptBlob(CURRENT_MODEL);
    this.use(bytes === null ? null : currentModelOf(bytes));
    return this.current?.info ?? null;
  }

  exportMasks(imageIds: readonly string[]): Promise<NamedFile> {
    return this.predictions.zip(imageIds);
  }

  async forecast(request: ForecastRequest): Promise<RunForecast | null> {
    const planned = planDevice(this.opened());
    return planned && runForecast(request, planned, await this.times.estimator(planned, this.work !== null));
  }

  async deviceDetails(): Promise<DeviceDetails> {
    return deviceDetails(this.opened());
  }

  setKernels(choice: KernelChoice): Promise<DeviceDetails> {
    return this.working({ kind: 'checking' }, async ({ device }) => {
      this.kernels = choice;
      device.kinds.choice = choice;
      // Its plans are compiled anew, with these kernels.
      this.current?.leaveDevice();
      return deviceDetails(device);
    });
  }

  forgetTimings(): Promise<DeviceDetails> {
    return this.working({ kind: 'checking' }, async ({ device }) => {
      const planned = planDevice(device);
      if (planned) await forgetTimings(planned);
      return deviceDetails(device);
    });
  }

  selfCheck(): Promise<SelfCheck[]> {
    return this.working({ kind: 'checking' }, async ({ device }) => {
      const planned = planDevice(device);
      return planned ? [await selfCheck(planned, 'none'), await selfCheck(planned, 'instance')] : [];
    });
  }

  benchmark(): Promise<Benchmark | null> {
    return this.working({ kind: 'checking' }, async ({ device }) => {
      const planned = planDevice(device);
      return planned && deviceBenchmark(planned, device.report.adapter);
    });
  }

  /** The open device; throws what it was lost to, `device-error` where none is open. */
  private opened(): StudioDevice {
    const { device, lost } = this;
    if (!device || lost) throw lost ?? deviceNotOpen();
    return device;
  }

  /** Runs one piece of work on the open device. Throws `busy`, `device-error`, `device-lost`. */
  private working<T>(work: Work, task: (tools: Tools) => Promise<T>): Promise<T> {
    const startedMs = performance.now();
    return this.exclusively(work, async () => {
      const device = this.opened();
      const { preparation } = this;
      if (!preparation) throw deviceNotOpen();
      try {
        return await task({ device, preparation, startedMs, reopen: (failure) => this.reopen(failure) });
      } catch (thrown) {
        throw (await this.lossBehind(thrown)) ?? thrown;
      }
    });
  }

  /** Runs one piece of work; a second one meanwhile is refused with `busy`. */
  private async exclusively<T>(work: Work, task: () => Promise<T>): Promise<T> {
    this.refuseWhileBusy();
    this.work = work;
    try {
      await this.times.interrupt();
      return await task();
    } finally {
      this.work = null;
    }
  }

  /** A device that was lost in training for good has not been told of yet. */
  private toldFailure(failure: unknown): unknown {
    if (this.lost) this.emit({ type: 'device-error', error: toErrorData(this.lost) });
    return failure;
  }

  /** A lost device fails reads and says that it is lost in two promises: the second may settle a turn later. */
  private async lossBehind(thrown: unknown): Promise<StudioError | null> {
    if (!(thrown instanceof StudioError)) await new Promise((resolve) => setTimeout(resolve));
    return this.lost;
  }

  private kernelOptions(): KernelOptions {
    return { timings: this.timings, kernels: this.kernels };
  }

  /** Tells of kernels that were found wrong: the run goes on without them. */
  private readonly foundWrong = ({ kind, reason }: ExcludedKernels): void => {
    const hint = 'Other kernels compute instead. Diagnostics, in the status bar, tells more.';
    const error = { code: 'wrong-results', message: reason, subject: kind, hint } as const;
    this.emit({ type: 'device-error', error });
  };

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
    this.use(model);
    const bytes = writeSafetensors(model.info, model.weights);
    await this.connected().keepBlobs(transfer([{ name: CURRENT_MODEL, bytes }], [bytes.buffer]));
  }

  private connected(): PreparationCalls {
    if (this.preparation) return this.preparation;
    throw studioError('internal', 'The preparation worker is not connected.', 'Reload the page.');
  }

  private use(model: CurrentModel | null): void {
    this.current?.leaveDevice();
    this.predictions.clear();
    this.current = model;
  }

  private loadedModel(): CurrentModel {
    if (this.current) return this.current;
    throw studioError('no-model', 'There is no model yet.', 'Train one, or load one under Export.');
  }

  private deviceFailed(error: StudioError): void {
    if (error.code === 'device-lost') {
      this.lost = error;
      this.current?.deviceLost();
      if (this.work?.kind === 'training') return;
    }
    this.emit({ type: 'device-error', error: toErrorData(error) });
  }
}

/** The norm of the network to come, by which the device is checked. */
function normOf(start: RunStart, { settings }: TrainRequest): Norm {
  return start.kind === 'resume' ? start.found.state.plan.spec.norm : settings.norm;
}

function deviceNotOpen(): StudioError {
  return studioError(
    'device-error',
    'No graphics device is open.',
    'Open the device again from the status bar, or reload the page.',
  );
}

function currentModelOf(bytes: Uint8Array<ArrayBuffer>): CurrentModel {
  const { info, weights } = readSafetensors(bytes, "the project's model");
  return new CurrentModel(info, weights);
}

/**
 * The page's side of the boundary: one Engine over three workers. The preparation worker owns the images and the
 * projects, the network worker owns the GPU, the results worker what was predicted. Channels between them carry
 * patches and pixels, so that none of them waits for the page.
 */
import { type Endpoint, proxy, type Remote, transfer, wrap } from 'comlink';
import { StudioError, toErrorData } from '../common/errors';
import type {
  DataEngine,
  Engine,
  EngineEvent,
  NetworkEngine,
  ProjectEngine,
  ResultsEngine,
} from './protocol';
import { installTransferHandlers } from './transfer';

/** What every session behind the boundary offers besides its part of the Engine. */
export interface Session {
  /** Hands over this session's end of its channel to the preparation worker; that one gets an end of each. */
  connect(port: MessagePort): void;
  subscribe(listener: (event: EngineEvent) => void): void;
}

export interface EngineEndpoints {
  readonly preparation: Endpoint;
  readonly network: Endpoint;
  readonly results: Endpoint;
  /** Draw patches beside the preparation worker, which does it alone where there are none. */
  readonly patches?: readonly Endpoint[];
}

/** What only the page itself can do. */
export interface PageHost {
  /** Asks the browser to keep the storage for good; workers cannot. */
  persist(): Promise<unknown>;
}

/** The preparation worker, as the client speaks to it. */
interface PreparationEnd extends DataEngine, Omit<ProjectEngine, 'askPersistence'>, Session {
  addPatchWorker(port: MessagePort): void;
}

/** The network worker, as the client speaks to it. */
interface NetworkEnd extends NetworkEngine, Session {
  /** Its end of the channel to the results worker. */
  connectResults(port: MessagePort): void;
}

interface ResultsEnd extends ResultsEngine, Session {
  /** Its end of the channel to the network worker. */
  connectNetwork(port: MessagePort): void;
}

/** A patch worker: all it is told by the page is who asks for patches. */
interface PatchEnd {
  connect(port: MessagePort): void;
}

/** Connects the ends to each other and to the page. A worker that dies fails every call under way. */
export function createEngineClient(endpoints: EngineEndpoints, host: PageHost): Engine {
  installTransferHandlers();
  const data = wrap<PreparationEnd>(endpoints.preparation);
  const patches = endpoints.patches ?? [];
  const network = wrap<NetworkEnd>(endpoints.network);
  const results = wrap<ResultsEnd>(endpoints.results);
  const ends = [endpoints.preparation, endpoints.network, endpoints.results, ...patches];
  const failure = Promise.race(ends.map(failureOf));
  // Each call races against `failure`; on its own it must not count as an unhandled rejection.
  failure.catch(() => undefined);
  const alive = <T>(call: Promise<T>): Promise<T> => Promise.race([call, failure]);
  const connected = Promise.all([
    connectPeers(data, network),
    connectPeers(data, results),
    connectResults(network, results),
    ...patches.map((end) => connectPatches(data, end)),
  ]);
  const ready = <T>(call: () => Promise<T>): Promise<T> => alive(connected.then(call));

  return {
    importFiles: (files, signal) => ready(() => data.importFiles(files, signal)),
    importSample: () => ready(() => data.importSample()),
    setReading: (reading) => ready(() => data.setReading(reading)),
    setPairs: (choices) => ready(() => data.setPairs(choices)),
    setChannels: (choice) => ready(() => data.setChannels(choice)),
    setNormalisation: (choice) => ready(() => data.setNormalisation(choice)),
    setScale: (scale) => ready(() => data.setScale(scale)),
    removeImage: (imageId) => ready(() => data.removeImage(imageId)),
    restoreImage: (imageId) => ready(() => data.restoreImage(imageId)),
    drawLabels: (imageId, labels) => ready(() => data.drawLabels(imageId, labels)),
    redrawLabels: (imageId, checksum) => ready(() => data.redrawLabels(imageId, checksum)),
    labels: (imageId) => ready(() => data.labels(imageId)),
    patchLabels: (imageId, patch) => ready(() => data.patchLabels(imageId, patch)),
    clear: () => ready(() => data.clear()),
    examine: (signal) => ready(() => data.examine(signal)),
    repaired: (imageId, repair) => ready(() => data.repaired(imageId, repair)),
    view: (imageId, window) => ready(() => data.view(imageId, window)),
    maskBefore: (imageId) => ready(() => data.maskBefore(imageId)),
    histograms: (imageId) => ready(() => data.histograms(imageId)),
    thumbnail: (imageId, size) => ready(() => data.thumbnail(imageId, size)),
    preview: (request) => ready(() => data.preview(request)),
    judgeAugment: (request) => ready(() => data.judgeAugment(request)),
    weightView: (imageId, request) => ready(() => data.weightView(imageId, request)),
    projects: () => ready(() => data.projects()),
    openProject: (projectId, takeOver) => ready(() => data.openProject(projectId, takeOver)),
    createProject: (name) => ready(() => data.createProject(name)),
    renameProject: (projectId, name) => ready(() => data.renameProject(projectId, name)),
    duplicateProject: (projectId) => ready(() => data.duplicateProject(projectId)),
    deleteProject: (projectId) => ready(() => data.deleteProject(projectId)),
    packProject: (projectId) => ready(() => data.packProject(projectId)),
    unpackProject: (file) => ready(() => data.unpackProject(file)),
    keepSettings: (settings) => ready(() => data.keepSettings(settings)),
    storage: () => ready(() => data.storage()),
    askPersistence: () =>
      ready(async () => {
        await host.persist();
        return data.storage();
      }),
    openDevice: (backend) => ready(() => network.openDevice(backend)),
    train: (request) => ready(() => network.train(request)),
    pauseTraining: () => ready(() => network.pauseTraining()),
    resumeTraining: () => ready(() => network.resumeTraining()),
    stopTraining: () => ready(() => network.stopTraining()),
    setLearningRate: (factor) => ready(() => network.setLearningRate(factor)),
    series: (request, signal) => ready(() => network.series(request, signal)),
    choose: (request) => ready(() => network.choose(request)),
    runs: () => ready(() => network.runs()),
    renameRun: (runId, name) => ready(() => network.renameRun(runId, name)),
    deleteRun: (runId) => ready(() => network.deleteRun(runId)),
    glimpses: (runId) => ready(() => network.glimpses(runId)),
    useRun: (runId) => ready(() => network.useRun(runId)),
    restoreModel: () => ready(() => network.restoreModel()),
    model: () => ready(() => network.model()),
    predict: (imageId, options, signal) => ready(() => network.predict(imageId, options, signal)),
    largeFiles: (imageId) => ready(() => network.largeFiles(imageId)),
    exportModel: () => ready(() => network.exportModel()),
    exportSafetensors: () => ready(() => network.exportSafetensors()),
    loadModel: (files) => ready(() => network.loadModel(files)),
    forecast: (request) => ready(() => network.forecast(request)),
    deviceDetails: () => ready(() => network.deviceDetails()),
    setKernels: (choice) => ready(() => network.setKernels(choice)),
    forgetTimings: () => ready(() => network.forgetTimings()),
    selfCheck: () => ready(() => network.selfCheck()),
    benchmark: () => ready(() => network.benchmark()),
    predicted: () => ready(() => results.predicted()),
    prediction: (imageId) => ready(() => results.prediction(imageId)),
    probabilityHistogram: (imageId) => ready(() => results.probabilityHistogram(imageId)),
    objects: (imageId, settings) => ready(() => results.objects(imageId, settings)),
    objectTotals: (imageId, settings) => ready(() => results.objectTotals(imageId, settings)),
    forgetPredictions: (imageIds) => ready(() => results.forgetPredictions(imageIds)),
    exportResults: (request, signal) => ready(() => results.exportResults(request, signal)),
    subscribe: (listener) => subscribeAll(listener, [data, network, results], ready),
  };
}

async function connectPeers(data: Remote<Session>, peer: Remote<Session>): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  await Promise.all([data.connect(transfer(port1, [port1])), peer.connect(transfer(port2, [port2]))]);
}

async function connectResults(network: Remote<NetworkEnd>, results: Remote<ResultsEnd>): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  await Promise.all([
    results.connectNetwork(transfer(port1, [port1])),
    network.connectResults(transfer(port2, [port2])),
  ]);
}

async function connectPatches(data: Remote<PreparationEnd>, endpoint: Endpoint): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  await wrap<PatchEnd>(endpoint).connect(transfer(port1, [port1]));
  await data.addPatchWorker(transfer(port2, [port2]));
}

/** One long-lived proxy to each worker; a failure to subscribe reaches the listener itself. */
function subscribeAll(
  listener: (event: EngineEvent) => void,
  sessions: readonly Remote<Session>[],
  ready: (call: () => Promise<unknown>) => Promise<unknown>,
): void {
  const subscribed = ready(() => Promise.all(sessions.map((session) => session.subscribe(proxy(listener)))));
  subscribed.catch((thrown: unknown) => listener({ type: 'device-error', error: toErrorData(thrown) }));
}

/** Rejects when the worker cannot be loaded, throws outside any call, or answers what cannot be read. */
function failureOf(endpoint: Endpoint): Promise<never> {
  return new Promise((_, reject) => {
    endpoint.addEventListener('error', (event) => reject(workerFailed((event as ErrorEvent).message)));
    endpoint.addEventListener('messageerror', () => reject(workerFailed('an answer of it cannot be read')));
  });
}

function workerFailed(reason: string | undefined): StudioError {
  return new StudioError({
    code: 'internal',
    message: `A background thread of the studio stopped: ${reason || 'its script could not be loaded'}.`,
    subject: null,
    hint: 'Save what you need, then reload the page.',
  });
}

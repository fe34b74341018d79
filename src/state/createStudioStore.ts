/** Puts the slices together over one engine. The page makes one studio; a test makes one over the fake. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { drawnReading, SAMPLE_CLASS_NAMES } from '../domain/labels';
import type { TrainPlan } from '../domain/train';
import type { Engine, EngineEvent } from '../engine/protocol';
import { type AugmentActions, createAugmentActions } from './augmentSlice';
import { createCorrectEasel } from './correctEasel';
import { type CorrectActions, createCorrectActions } from './correctSlice';
import type { HistoryActions } from './dataChanges';
import { createDataActions, type DataActions, wasReplaced } from './dataSlice';
import { createDeviceActions, type DeviceActions } from './deviceSlice';
import { createDiagnosticsActions, type DiagnosticsActions } from './diagnosticsSlice';
import { createDoctorActions, type DoctorActions } from './doctorSlice';
import { createDrawEasel } from './drawEasel';
import { createExportActions, type ExportActions } from './exportSlice';
import { createObjectsActions, type ObjectsActions } from './objectsSlice';
import { createPaintActions, type PaintActions } from './paintSlice';
import { createPredictActions, type PredictActions } from './predictSlice';
import { createProjectActions, type ProjectActions } from './projectSlice';
import { predictionClasses } from './selectors';
import { createSettingsKeeper, type SettingsKeeper } from './settingsKeeper';
import { createShellActions, type ShellActions } from './shellSlice';
import { report, reportError, type SliceContext, type StudioHost } from './sliceContext';
import { INITIAL_STATE, type StudioState } from './studioState';
import { DEFAULT_CHOICE, isSame, SAMPLE_CHOICE } from './trainChoice';
import { createTrainActions, type TrainActions } from './trainSlice';

export interface StudioActions {
  readonly shell: ShellActions;
  readonly projects: ProjectActions;
  readonly history: HistoryActions;
  readonly device: DeviceActions;
  readonly diagnostics: DiagnosticsActions;
  readonly data: DataActions;
  readonly paint: PaintActions;
  readonly doctor: DoctorActions;
  readonly augment: AugmentActions;
  readonly train: TrainActions;
  readonly predict: PredictActions;
  readonly correct: CorrectActions;
  readonly objects: ObjectsActions;
  readonly export: ExportActions;
}

/** State to read, actions to call. The state holds data only. */
export interface Studio {
  readonly store: StoreApi<StudioState>;
  readonly actions: StudioActions;
}

export function createStudioStore(engine: Engine, host: StudioHost): Studio {
  const store = createStore<StudioState>(() => INITIAL_STATE);
  const context: SliceContext = {
    engine,
    host,
    get: store.getState,
    patch: (slice, change) =>
      store.setState((state) => ({ [slice]: { ...state[slice], ...change } }) as Partial<StudioState>),
  };
  const keeper = createSettingsKeeper(context);
  store.subscribe(keeper.noticed);
  const actions = createActions(context, keeper);
  // A stroke ends where it can no longer be seen.
  store.subscribe(({ data, shell }, before) => {
    if (data.selectedId !== before.data.selectedId || shell.stage !== before.shell.stage) {
      actions.paint.leave();
    }
  });
  store.subscribe(actions.doctor.noticed);
  engine.subscribe((event) => {
    if (event.type === 'results-dropped') reportError(context, event.error);
    dispatch(actions, event);
  });
  return { store, actions };
}

/** The few places where one stage's change concerns another. */
function createActions(context: SliceContext, keeper: SettingsKeeper): StudioActions {
  const shell = createShellActions(context);
  const augment = createAugmentActions(context);
  const predict = createPredictActions(context, async () => {
    await Promise.all([keeper.flush(), drawing.flush()]);
  });
  const exported = createExportActions(context, (isRestored) => {
    // What was left to predict was asked of the model before.
    if (!isRestored) {
      predict.discardQueue();
      predict.keepFittingRuns();
    }
    void predict.reload();
  });
  const data = createDataActions(
    context,
    (stale, isReread) => {
      const { images } = context.get().data.dataset;
      const unchanged = images.filter(({ id }) => !stale.has(id));
      predict.keepOnly(new Set(unchanged.map(({ id }) => id)));
      doctor.forget(stale);
      void train.rechoose();
      augment.invalidatePreview();
      correct.follow();
      if (isReread) drawing.reread(stale);
    },
    {
      release: () => paint.release(),
      dropCorner: () => paint.dropCorner(),
      move: (change) => paint.move(change),
      reread: (before, after) => drawing.follow(before, after),
      flush: () => drawing.flush(),
    },
  );
  const drawing = createDrawEasel(context, {
    beginClasses: data.beginClasses,
    adopt: data.adoptDrawn,
    onReady: () => paint.open(),
  });
  const correcting = createCorrectEasel(context);
  const paint = createPaintActions(context, {
    easels: { data: drawing, predict: correcting },
    select: data.select,
    openStage: shell.open,
  });
  const doctor = createDoctorActions(context, {
    drawEach: data.drawEach,
    setPairs: data.setPairs,
    select: data.select,
    flush: () => drawing.flush(),
    layDown: () => paint.takeUp('data', null),
  });
  const train = createTrainActions(context, exported, {
    adoptScale: data.adoptScale,
    onSettings: augment.invalidatePreview,
    drawn: () => drawing.flush(),
  });
  const correct = createCorrectActions(context, correcting, {
    paint,
    draw: async (imageId, label, labels) => {
      // A set without any mask has the classes of its model.
      const isFirst = context.get().data.dataset.reading === null;
      const classes = predictionClasses(context.get());
      const isDrawn = await data.draw(imageId, labels, label);
      if (isDrawn && isFirst) await data.setReading(drawnReading(classes.length), classes);
      return isDrawn;
    },
    drawn: () => drawing.flush(),
    trainOn: train.trainOn,
    predict: predict.run,
    select: data.select,
    openStage: shell.open,
  });
  const device = createDeviceActions(context);
  const projects = createProjectActions(context, {
    keeper,
    drawn: () => drawing.flush(),
    settled: async () => {
      paint.release();
      await data.settled();
      await drawing.flush();
      await train.settleDelete();
    },
    onOpened: async () => {
      exported.cancelResults();
      drawing.forget();
      correct.forget();
      paint.forget();
      void train.rechoose();
      // There is nothing to see of an empty project in any other stage.
      if (context.get().data.dataset.images.length === 0) shell.open('data');
      augment.invalidatePreview();
      // The project is open before its runs are listed.
      void train.loadRuns();
      await exported.adoptRestored();
    },
  });
  /** Nothing is read into a project that is not open; the reason becomes a notice. */
  const whenOpen = async (work: () => Promise<void>) => {
    try {
      await projects.whenOpen();
    } catch (thrown) {
      report(context, thrown);
      return;
    }
    await work();
  };
  return {
    shell,
    projects: {
      ...projects,
      flush: async () => {
        await Promise.all([projects.flush(), drawing.flush()]);
      },
    },
    history: {
      undo: () => data.undo().then(augment.follow),
      redo: () => data.redo().then(augment.follow),
      settled: data.settled,
    },
    device: {
      ...device,
      open: async (backend) => {
        await device.open(backend);
        // A preset is chosen for the device as well.
        await train.rechoose();
      },
    },
    diagnostics: createDiagnosticsActions(context),
    data: {
      ...data,
      importFiles: (files) =>
        whenOpen(async () => {
          const before = context.get().data.dataset;
          await data.importFiles(files);
          const replaced = wasReplaced(before, context.get().data.dataset);
          if (replaced && isSame(context.get().train.choice, SAMPLE_CHOICE)) train.setChoice(DEFAULT_CHOICE);
        }),
      importSample: () =>
        whenOpen(async () => {
          if (isSame(context.get().train.choice, DEFAULT_CHOICE)) train.setChoice(SAMPLE_CHOICE);
          await data.importSample();
          for (const [index, name] of SAMPLE_CLASS_NAMES.entries()) data.setClass(index, { name });
        }),
    },
    paint,
    doctor,
    augment,
    train: {
      ...train,
      onEvent: (event) => {
        train.onEvent(event);
        if (event.type === 'planned') selectHeldOut(context, event.plan, data);
      },
    },
    predict,
    correct,
    objects: createObjectsActions(context),
    export: exported,
  };
}

/** The image whose prediction the run will show, unless the user has removed it meanwhile. */
function selectHeldOut(context: SliceContext, { split }: TrainPlan, data: DataActions): void {
  const { images } = context.get().data.dataset;
  const shown = images.find(({ id }) => id === split.validation[0]);
  if (shown) data.select(shown.id);
}

function dispatch(actions: StudioActions, event: EngineEvent): void {
  actions.projects.onEvent(event);
  if (event.type === 'import') actions.data.onImportProgress(event.done, event.total, event.path);
  if (event.type === 'examine') actions.doctor.onProgress(event.done, event.total);
  if (event.type === 'train') actions.train.onEvent(event.event);
  if (event.type === 'series') actions.train.onSeries(event.progress);
  if (event.type === 'run') actions.train.onRun(event.run);
  if (event.type === 'predict') actions.predict.onProgress(event.imageId, event.tile, event.tiles);
  if (event.type === 'export') actions.export.onResultsProgress(event.done, event.total, event.imageId);
  if (event.type === 'device-error') actions.device.onError(event.error);
}

/** Stage "export": the current model, whether its weights are saved, and the downloads. */
import type { ModelInfo } from '../domain/train';
import type { NamedFile } from '../engine/protocol';
import { endedBy, IDLE, type Job } from './job';
import {
  createResultExportActions,
  INITIAL_RESULTS,
  type ResultExportActions,
  type ResultExportState,
} from './resultExports';
import type { SliceContext } from './sliceContext';
import { reportIn, retract } from './stageFailure';

export interface ExportState extends ResultExportState {
  /** Trained here or loaded; null before the first. */
  readonly model: ModelInfo | null;
  /** The kept run that the model is of; null where nobody noted it: see runOfModel. */
  readonly runId: string | null;
  /** False from the end of a training run until its weights are downloaded. True without a model. Says nothing of the project, which keeps them too. */
  readonly saved: boolean;
  readonly modelJob: Job;
  readonly safetensorsJob: Job;
  readonly loadJob: Job;
}

export const INITIAL_EXPORT: ExportState = {
  ...INITIAL_RESULTS,
  model: null,
  runId: null,
  saved: true,
  modelJob: IDLE,
  safetensorsJob: IDLE,
  loadJob: IDLE,
};

/** None of the first three rejects: failures become notices and the job's state. */
export interface ExportActions extends ResultExportActions {
  /** tf.js `model.json` and its weights, as downloads. */
  downloadModel(): Promise<void>;
  downloadSafetensors(): Promise<void>;
  /** Makes a saved model the current one; predictions of the former one are forgotten. */
  loadModel(files: readonly NamedFile[]): Promise<void>;
  /** After training: fetches what the engine now holds, with weights that are not saved yet. Rejects as it does. */
  adoptTrained(runId: string | null): Promise<void>;
  /** After a kept run's weights were made the current ones: they are in the project already. */
  adoptUsed(model: ModelInfo, runId: string): Promise<void>;
  /** After a project was opened: the model kept in it, if there is one. Rejects as the engine does. */
  adoptRestored(): Promise<void>;
  /** After a run that failed: the same, where the run left a model before it failed. */
  adoptKept(runId: string | null): Promise<void>;
}

type ExportJob = 'modelJob' | 'safetensorsJob' | 'loadJob';

/** `onModel` hears of every model, and whether it is that of the project that was just opened. */
export function createExportActions(
  context: SliceContext,
  onModel: (isRestored: boolean) => void,
): ExportActions {
  const { engine, host } = context;
  const results = createResultExportActions(context);
  const work = async (job: ExportJob, call: () => Promise<void>) => {
    if (context.get().export[job].status === 'running') return;
    retract(context, context.get().export[job]);
    context.patch('export', { [job]: { status: 'running', startedMs: host.now() } });
    try {
      await call();
      context.patch('export', { [job]: { status: 'done' } });
    } catch (thrown) {
      context.patch('export', { [job]: endedBy(reportIn(context, 'export', thrown)) });
    }
  };
  const adopt = (model: ModelInfo | null, saved: boolean, runId: string | null, isRestored = false) => {
    // An export under way is of what the former model predicted.
    results.cancelResults();
    context.patch('export', { model, runId, saved, modelJob: IDLE, safetensorsJob: IDLE });
    onModel(isRestored);
  };
  const adoptNoted = (model: ModelInfo | null, isRestored = false) =>
    adopt(model, true, model?.runId ?? null, isRestored);
  const saveWeights = (files: readonly NamedFile[]) => {
    host.save(files);
    context.patch('export', { saved: true });
  };
  return {
    ...results,
    downloadModel: () => work('modelJob', async () => saveWeights(await engine.exportModel())),
    downloadSafetensors: () =>
      work('safetensorsJob', async () => saveWeights([await engine.exportSafetensors()])),
    loadModel: (files) => work('loadJob', async () => adoptNoted(await engine.loadModel(files))),
    adoptTrained: async (runId) => adopt(await engine.model(), false, runId),
    adoptUsed: async (model, runId) => adopt(model, true, runId),
    adoptRestored: async () => adoptNoted(await engine.restoreModel(), true),
    adoptKept: async (runId) => {
      const kept = await engine.model();
      if (JSON.stringify(kept) !== JSON.stringify(context.get().export.model)) adopt(kept, false, runId);
    },
  };
}

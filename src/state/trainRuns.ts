/** Stage "train": the runs that the project keeps, side by side: named, used, compared, deleted with a way back. */
import { toErrorData } from '../common/errors';
import type { RunRecord } from '../domain/run';
import type { ExportActions } from './exportSlice';
import { shownProject } from './projectSession';
import { report, type SliceContext } from './sliceContext';

/** None rejects. */
export interface RunActions {
  /** Asks which runs the open project keeps. */
  loadRuns(): Promise<void>;
  /** A run began, ended, or has something new kept. */
  onRun(run: RunRecord): void;
  /** Shows a run's curves, numbers and glimpses in place of the last one's; null goes back to that. */
  showRun(runId: string | null): Promise<void>;
  renameRun(runId: string, name: string): Promise<void>;
  /** Makes the run's best weights the current model. */
  adoptRun(runId: string): Promise<void>;
  /** Takes it off the list; gone for good once UNDO_MS have passed or another is deleted. */
  deleteRun(runId: string): Promise<void>;
  undoDelete(): void;
  /** Deletes for good what stands to be deleted. */
  settleDelete(): Promise<void>;
  /** Adds it to those that are compared, or takes it out. */
  toggleCompared(runId: string): void;
  compare(runIds: readonly string[]): void;
  showComparison(shown: boolean): void;
}

/** Time to think again after a run was deleted, ms. */
const UNDO_MS = 10_000;

export function createRunActions(
  context: SliceContext,
  models: Pick<ExportActions, 'adoptUsed'>,
): RunActions {
  const train = () => context.get().train;
  const keep = (runs: readonly RunRecord[]) => context.patch('train', { runs, runsError: null });
  const ask = async (call: () => Promise<readonly RunRecord[]>) => {
    try {
      keep(await call());
    } catch (thrown) {
      report(context, thrown);
    }
  };
  let timer: ReturnType<typeof setTimeout> | null = null;
  const settleDelete = async () => {
    const { deleted } = train();
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (deleted === null) return;
    context.patch('train', { deleted: null });
    await ask(() => context.engine.deleteRun(deleted.id));
  };
  return {
    settleDelete,
    loadRuns: async () => {
      const { session } = context.get().projects;
      try {
        const runs = await context.engine.runs();
        // Of the project that was asked about; another one asks for its own.
        const now = shownProject(context.get().projects.session)?.id;
        if (session.status === 'opening' || now === shownProject(session)?.id) keep(runs);
      } catch (thrown) {
        // Told where the runs would stand.
        context.patch('train', { runs: [], runsError: toErrorData(thrown) });
      }
    },
    onRun: (run) => keep(withRun(train().runs, run)),
    showRun: async (shownRunId) => {
      const unseen = { keptGlimpses: [], moment: null, pinned: null, comparing: false } as const;
      context.patch('train', { ...unseen, shownRunId });
      if (shownRunId === null) return;
      try {
        const keptGlimpses = await context.engine.glimpses(shownRunId);
        if (train().shownRunId === shownRunId) context.patch('train', { keptGlimpses });
      } catch (thrown) {
        report(context, thrown);
      }
    },
    renameRun: (runId, name) => ask(() => context.engine.renameRun(runId, name.trim())),
    adoptRun: async (runId) => {
      try {
        // biome-ignore lint/correctness/useHookAtTopLevel: a method of the engine, no hook of React.
        await models.adoptUsed(await context.engine.useRun(runId), runId);
      } catch (thrown) {
        report(context, thrown);
      }
    },
    deleteRun: async (runId) => {
      await settleDelete();
      const deleted = train().runs.find(({ id }) => id === runId) ?? null;
      context.patch('train', { deleted, ...without(train(), runId) });
      timer = setTimeout(() => void settleDelete(), UNDO_MS);
    },
    undoDelete: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      context.patch('train', { deleted: null });
    },
    toggleCompared: (runId) => {
      const { compared } = train();
      const others = compared.filter((id) => id !== runId);
      context.patch('train', { compared: others.length < compared.length ? others : [...compared, runId] });
    },
    compare: (compared) =>
      context.patch('train', { compared, comparing: compared.length > 1, strip: 'runs' }),
    showComparison: (comparing) => context.patch('train', { comparing }),
  };
}

/** With this one in its place, or before all others where it is new. */
function withRun(runs: readonly RunRecord[], run: RunRecord): readonly RunRecord[] {
  const known = runs.some(({ id }) => id === run.id);
  return known ? runs.map((one) => (one.id === run.id ? run : one)) : [run, ...runs];
}

function without(
  { compared, shownRunId, comparing }: ReturnType<SliceContext['get']>['train'],
  runId: string,
): { compared: readonly string[]; shownRunId: string | null; comparing: boolean } {
  const others = compared.filter((id) => id !== runId);
  return {
    compared: others,
    shownRunId: shownRunId === runId ? null : shownRunId,
    comparing: comparing && others.length > 1,
  };
}

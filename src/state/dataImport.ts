/** Stage "data": bringing files in. Imports queue behind each other, and a failed one leaves the dataset alone. */
import { studioError } from '../common/errors';
import { type Dataset, misfitsOf } from '../domain/data';
import type { ImportFile } from '../engine/protocol';
import { endedBy, IDLE } from './job';
import type { Notice } from './notices';
import { notify, report, type SliceContext } from './sliceContext';
import { timeToGo } from './timeToGo';

export interface ImportActions {
  /** Never rejects: a failure becomes a notice and the job's state. */
  importFiles(files: readonly ImportFile[]): Promise<void>;
  /** Replaces everything by the generated sample. */
  importSample(): Promise<void>;
  cancelImport(): void;
  onImportProgress(done: number, total: number, path: string): void;
}

/** `adopt` gets the dataset, and the paths of the files whose pixels may be new. */
export function createImportActions(
  context: SliceContext,
  adopt: (dataset: Dataset, paths: ReadonlySet<string>) => void,
): ImportActions {
  let cancel = new AbortController();
  let last: Promise<void> = Promise.resolve();
  const runNow = async (call: (signal: AbortSignal) => Promise<Dataset>, files: readonly ImportFile[]) => {
    cancel = new AbortController();
    const startedMs = context.host.now();
    const total = files.length;
    context.patch('data', {
      importJob: { status: 'running', startedMs, done: 0, total, path: '', leftMs: null },
    });
    const before = context.get().data.dataset;
    try {
      const dataset = await call(cancel.signal);
      adopt(dataset, new Set(files.map(({ path }) => path)));
      context.patch('data', { importJob: IDLE });
      const notice = notUsedNotice(before, dataset);
      if (notice) notify(context, notice);
    } catch (thrown) {
      context.patch('data', { importJob: endedBy(report(context, thrown)) });
    }
  };
  const enqueue = (call: (signal: AbortSignal) => Promise<Dataset>, files: readonly ImportFile[]) => {
    last = last.then(() => runNow(call, files));
    return last;
  };
  return {
    importFiles: (files) => enqueue((signal) => importOrRefuse(context, files, signal), files),
    importSample: () => enqueue(() => context.engine.importSample(), []),
    cancelImport: () => cancel.abort(),
    onImportProgress: (done, total, path) => {
      const { importJob } = context.get().data;
      if (importJob.status !== 'running') return;
      const elapsedMs = context.host.now() - importJob.startedMs;
      const leftMs = timeToGo(elapsedMs, done, total);
      context.patch('data', { importJob: { ...importJob, done, total, path, leftMs } });
    },
  };
}

async function importOrRefuse(
  context: SliceContext,
  files: readonly ImportFile[],
  signal: AbortSignal,
): Promise<Dataset> {
  if (files.length === 0) {
    throw studioError(
      'empty-drop',
      'Nothing in that drop was a file.',
      'Drop images and masks from a folder on this computer, or use Choose files.',
    );
  }
  return context.engine.importFiles(files, signal);
}

/** One notice for all files that this import left aside; the reason of each stands in the Data stage. */
function notUsedNotice(before: Dataset, after: Dataset): Omit<Notice, 'id'> | null {
  const known = notUsedPaths(before);
  const paths = [...notUsedPaths(after)].filter((path) => !known.has(path));
  const [first, ...others] = paths;
  if (first === undefined) return null;
  const message = others.length === 0 ? 'One file is not used.' : `${paths.length} files are not used.`;
  const subject = others.length === 0 ? first : `${first} and ${others.length} more`;
  return { tone: 'warning', message, subject, hint: 'The Data stage says why, and what to do.' };
}

function notUsedPaths(dataset: Dataset): ReadonlySet<string> {
  return new Set([...misfitsOf(dataset), ...dataset.unpaired].map(({ path }) => path));
}

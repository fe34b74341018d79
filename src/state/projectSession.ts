/** Which project this tab works on, and whether it does: data, and the questions asked of it. Pure. */
import type { ErrorData } from '../common/errors';
import type { ProjectSummary, StorageUse } from '../domain/project';
import type { StudioState } from './studioState';

/** `previous` is what stays open underneath, so that there is a way back. */
export type ProjectSession =
  /** Before the first project is asked for. */
  | { readonly status: 'closed' }
  | { readonly status: 'opening'; readonly previous: ProjectSummary | null }
  | { readonly status: 'open'; readonly project: ProjectSummary }
  /** Another tab has it. `projectId` null is the one opened last. */
  | {
      readonly status: 'elsewhere';
      readonly projectId: string | null;
      readonly error: ErrorData;
      readonly previous: ProjectSummary | null;
    }
  /** Another tab took it from this one, which still shows it but saves nothing. */
  | { readonly status: 'taken'; readonly project: ProjectSummary }
  /** None could be opened at start. */
  | { readonly status: 'failed'; readonly projectId: string | null; readonly error: ErrorData };

/** The project that this tab shows, saved or not. */
export function shownProject(session: ProjectSession): ProjectSummary | null {
  if (session.status === 'open' || session.status === 'taken') return session.project;
  return 'previous' in session ? session.previous : null;
}

/** Whether what the page holds outlives the tab: a project is open on disk and saving works. */
export function isKept({ projects }: StudioState): boolean {
  const { session, storage, saveError } = projects;
  return session.status === 'open' && storage?.kind === 'disk' && saveError === null;
}

/** Why another project cannot be opened now, as a sentence, or null where it can. */
export function switchBlocker(state: StudioState): string | null {
  const { train, data, predict, projects, correct } = state;
  if (train.job.status === 'running' || train.seriesJob.status === 'running') {
    return 'Training is under way: stop it first.';
  }
  if (data.importJob.status === 'running') return 'Files are being read.';
  if (predict.job.status === 'running') return 'Predicting is under way.';
  if (correct.edited.size > 0)
    return 'Corrections are not in the training set yet: add or discard them first.';
  if (state.export.loadJob.status === 'running') return 'A model is being loaded.';
  if (state.export.resultsJob.status === 'running') return 'An export is under way.';
  if (projects.job.status === 'running') return `${projects.job.what}.`;
  return projects.session.status === 'opening' ? 'A project is being opened.' : null;
}

/** Share of the quota used, 0..1; null where the browser does not say. */
export function usedShare({ usedBytes, quotaBytes }: StorageUse): number | null {
  return quotaBytes ? Math.min(1, usedBytes / quotaBytes) : null;
}

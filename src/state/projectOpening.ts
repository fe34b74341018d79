/** Projects: opening one, here or over another tab's head, and what stands on screen when that fails. */
import { studioError, toErrorData } from '../common/errors';
import type { OpenedProject, ProjectSummary } from '../domain/project';
import { restoredStages } from './pageSettings';
import { type ProjectSession, shownProject, switchBlocker } from './projectSession';
import type { ProjectNeighbours } from './projectSlice';
import { notify, report, reportError, type SliceContext } from './sliceContext';

/** None rejects. */
export interface OpeningActions {
  /** Opens the project used last; called once, at start. */
  openLast(): Promise<void>;
  open(projectId: string): Promise<void>;
  /** Opens the project that another tab has, or took: that tab stops saving. */
  takeOver(): Promise<void>;
  createProject(name: string): Promise<void>;
  /** Leaves the question about a project that another tab has: what was open before still is. */
  goBack(): void;
  /** Resolves once no project is being opened; rejects where none is open then. */
  whenOpen(): Promise<void>;
  /** Another tab took this project, perhaps while it is being opened. */
  onTaken(projectId: string): void;
}

export function createOpeningActions(context: SliceContext, neighbours: ProjectNeighbours): OpeningActions {
  let current: Promise<void> = Promise.resolve();
  /** Projects that other tabs took since the last opening began. */
  const taken = new Set<string>();
  const session = () => context.get().projects.session;
  const enter = (next: ProjectSession) => context.patch('projects', { session: asTaken(next, taken) });
  const openBy = async (projectId: string | null, call: () => Promise<OpenedProject>, isNew: boolean) => {
    const before = session();
    taken.clear();
    await neighbours.keeper.flush();
    enter({ status: 'opening', previous: shownProject(before) });
    // What was asked for belongs to the project before.
    await neighbours.settled();
    try {
      const opened = await call();
      await adopt(context, neighbours, opened, isNew);
      enter({ status: 'open', project: opened.summary });
      neighbours.keeper.begin();
      tellRecovered(context, opened);
    } catch (thrown) {
      enter(afterFailure(context, before, projectId, thrown));
    }
    await refresh(context);
  };
  const begin = (projectId: string | null, call: () => Promise<OpenedProject>, isNew = false) => {
    if (session().status === 'opening') return current;
    const blocker = switchBlocker(context.get());
    if (blocker !== null) report(context, blocked(blocker));
    else current = openBy(projectId, call, isNew);
    return current;
  };
  const open = (projectId: string | null, over: boolean) =>
    begin(projectId, () => context.engine.openProject(projectId, over));
  return {
    openLast: () => open(null, false),
    open: (projectId) => open(projectId, false),
    takeOver: () => open(takenId(session()), true),
    createProject: (name) => begin(null, () => context.engine.createProject(name), true),
    goBack: () => {
      const project = shownProject(session());
      if (session().status === 'elsewhere' && project) enter({ status: 'open', project });
    },
    whenOpen: async () => {
      await current;
      const { status } = session();
      if (status !== 'open' && status !== 'closed') throw noneOpen();
    },
    onTaken: (projectId) => {
      taken.add(projectId);
      const project = shownProject(session());
      if (project?.id === projectId && session().status !== 'opening') enter({ status: 'taken', project });
    },
  };
}

/** The stages first, then the model; the word that all is there comes last. */
async function adopt(
  context: SliceContext,
  { onOpened }: ProjectNeighbours,
  opened: OpenedProject,
  isNew: boolean,
): Promise<void> {
  const stages = restoredStages(opened);
  for (const name of Object.keys(stages) as (keyof typeof stages)[]) context.patch(name, stages[name]);
  context.patch('projects', { savedMs: null, saveError: null });
  // They speak of files of the project that was open before.
  context.patch('shell', { notices: context.get().shell.notices.filter(({ tone }) => tone !== 'warning') });
  try {
    await onOpened(isNew || opened.settings === null);
  } catch (thrown) {
    // The images are there all the same; only the model is not.
    report(context, thrown);
  }
}

function tellRecovered(context: SliceContext, { recovered }: OpenedProject): void {
  if (recovered === null) return;
  const hint = 'Everything read until then is here; add the other files again.';
  notify(context, { tone: 'warning', message: recovered, subject: null, hint });
}

function asTaken(session: ProjectSession, taken: ReadonlySet<string>): ProjectSession {
  if (session.status !== 'open' || !taken.has(session.project.id)) return session;
  return { status: 'taken', project: session.project };
}

function afterFailure(
  context: SliceContext,
  before: ProjectSession,
  projectId: string | null,
  thrown: unknown,
): ProjectSession {
  const error = toErrorData(thrown);
  const previous = before.status === 'taken' ? null : shownProject(before);
  if (error.code === 'project-open-elsewhere') return { status: 'elsewhere', projectId, error, previous };
  if (before.status === 'closed' || before.status === 'failed') return { status: 'failed', projectId, error };
  reportError(context, error);
  return before;
}

function takenId(session: ProjectSession): string | null {
  if (session.status === 'taken') return session.project.id;
  return 'projectId' in session ? session.projectId : null;
}

/** The list and the room taken; a failure to tell them is no reason to stop. */
export async function refresh(context: SliceContext): Promise<void> {
  try {
    const [list, storage] = await Promise.all([context.engine.projects(), context.engine.storage()]);
    context.patch('projects', { list, storage });
    const { session } = context.get().projects;
    const listed = list.find(({ id }: ProjectSummary) => id === shownProject(session)?.id);
    if (listed && session.status === 'open') {
      context.patch('projects', { session: { status: 'open', project: listed } });
    }
  } catch (thrown) {
    report(context, thrown);
  }
}

function blocked(why: string) {
  return studioError('busy', `Another project cannot be opened now. ${why}`, 'Try again once it has ended.');
}

function noneOpen() {
  return studioError(
    'project-open-elsewhere',
    'No project is open for changes in this tab, so nothing was added.',
    'Open a project here first, then drop the files again.',
  );
}

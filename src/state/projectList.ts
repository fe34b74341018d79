/** Projects: what can be done with each in the list, and with the room they take. */
import type { ProjectSummary } from '../domain/project';
import { endedBy } from './job';
import { type OpeningActions, refresh } from './projectOpening';
import { shownProject, switchBlocker } from './projectSession';
import type { ProjectNeighbours } from './projectSlice';
import { notify, report, type SliceContext } from './sliceContext';

/** None rejects: a failure becomes a notice. One at a time: a second is not begun. */
export interface ProjectListActions {
  /** Lists the projects anew, and the room they take. */
  refresh(): Promise<void>;
  /** Blank names change nothing. */
  rename(projectId: string, name: string): Promise<void>;
  duplicate(projectId: string): Promise<void>;
  /** Bytes freed; null where it failed. Not the open one. */
  remove(projectId: string): Promise<number | null>;
  /** The whole project as one file, as a download. */
  saveAsFile(projectId: string): Promise<void>;
  /** Adds a project that was saved as a file, and opens it unless work is under way. */
  openFile(file: Blob): Promise<void>;
  /** Asks the browser never to clear the projects. */
  askPersistence(): Promise<void>;
}

export function createProjectListActions(
  context: SliceContext,
  { open }: Pick<OpeningActions, 'open'>,
  { keeper, drawn }: Pick<ProjectNeighbours, 'keeper' | 'drawn'>,
): ProjectListActions {
  const { engine, host } = context;
  /** Once the open project holds all that is on screen. */
  const kept = () => Promise.all([keeper.flush(), drawn()]);
  const adoptList = (list: readonly ProjectSummary[]) => {
    const { session } = context.get().projects;
    const shown = list.find(({ id }) => id === shownProject(session)?.id);
    const isOpen = session.status === 'open' || session.status === 'taken';
    context.patch('projects', {
      list,
      ...(shown && isOpen ? { session: { ...session, project: shown } } : {}),
    });
  };
  const work = async <T>(what: string, call: () => Promise<T>): Promise<T | null> => {
    if (context.get().projects.job.status === 'running') return null;
    context.patch('projects', { job: { status: 'running', startedMs: host.now(), what } });
    try {
      const result = await call();
      context.patch('projects', { job: { status: 'done' } });
      return result;
    } catch (thrown) {
      context.patch('projects', { job: endedBy(report(context, thrown)) });
      return null;
    }
  };
  const nameOf = (id: string) => context.get().projects.list.find((one) => one.id === id)?.name ?? 'project';
  return {
    refresh: () => refresh(context),
    rename: async (id, name) => {
      const trimmed = name.trim();
      if (trimmed === '' || trimmed === shownName(context, id)) return;
      await work('Renaming', async () => adoptList(await engine.renameProject(id, trimmed)));
    },
    duplicate: async (id) => {
      await work(`Copying ${nameOf(id)}`, async () => {
        await kept();
        adoptList(await engine.duplicateProject(id));
      });
      await refresh(context);
    },
    remove: async (id) => {
      const removed = await work(`Deleting ${nameOf(id)}`, () => engine.deleteProject(id));
      if (removed) adoptList(removed.projects);
      await refresh(context);
      return removed?.freed ?? null;
    },
    saveAsFile: async (id) => {
      const file = await work(`Saving ${nameOf(id)} as a file`, async () => {
        await kept();
        return engine.packProject(id);
      });
      if (file) host.save([file]);
    },
    openFile: async (file) => {
      const added = await work('Reading a project file', () => engine.unpackProject(file));
      if (!added) return;
      if (switchBlocker(context.get()) === null) return open(added.id);
      const message = `${added.name} is among the projects now.`;
      notify(context, {
        tone: 'done',
        message,
        subject: null,
        hint: 'Open it once the work under way ends.',
      });
      await refresh(context);
    },
    askPersistence: async () => {
      const storage = await work('Asking the browser', () => engine.askPersistence());
      if (storage) context.patch('projects', { storage });
    },
  };
}

function shownName(context: SliceContext, id: string): string | null {
  const { session, list } = context.get().projects;
  const shown = shownProject(session);
  return (shown?.id === id ? shown : list.find((one) => one.id === id))?.name ?? null;
}

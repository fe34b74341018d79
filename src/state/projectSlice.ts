/** Projects: which one is open and whether this tab saves it, the others, and the room they take. */
import type { ErrorData } from '../common/errors';
import type { ProjectSummary, StorageUse } from '../domain/project';
import type { EngineEvent } from '../engine/protocol';
import { IDLE, type Job } from './job';
import type { Notice } from './notices';
import { createProjectListActions, type ProjectListActions } from './projectList';
import { createOpeningActions, type OpeningActions } from './projectOpening';
import type { ProjectSession } from './projectSession';
import type { SettingsKeeper } from './settingsKeeper';
import { reportError, type SliceContext } from './sliceContext';

export interface ProjectState {
  readonly session: ProjectSession;
  /** Newest first, as the engine listed them last. */
  readonly list: readonly ProjectSummary[];
  /** Null until the engine has said. */
  readonly storage: StorageUse | null;
  /** When something was saved last, on the host's clock, ms; null where nothing was since the project was opened. */
  readonly savedMs: number | null;
  /** Why the last saving failed; null once it succeeds. */
  readonly saveError: ErrorData | null;
  /** Work on a project that takes a while. `what` is a clause: "Copying cells". */
  readonly job: Job<{ readonly what: string }>;
}

export const INITIAL_PROJECTS: ProjectState = {
  session: { status: 'closed' },
  list: [],
  storage: null,
  savedMs: null,
  saveError: null,
  job: IDLE,
};

export interface ProjectActions extends OpeningActions, ProjectListActions {
  /** Keeps settings at once that are not kept yet: the page is about to be hidden. */
  flush(): Promise<void>;
  onEvent(event: EngineEvent): void;
}

/** What the slice needs of the others. */
export interface ProjectNeighbours {
  readonly keeper: SettingsKeeper;
  /** Once all that was drawn is saved. Never rejects. */
  drawn(): Promise<void>;
  /** Once every change of the dataset that was asked for has ended. Never rejects. */
  settled(): Promise<void>;
  /** The stages hold another project now: fetches its model, and fits what depends on the images. */
  onOpened(isNew: boolean): Promise<void>;
}

export function createProjectActions(context: SliceContext, neighbours: ProjectNeighbours): ProjectActions {
  const opening = createOpeningActions(context, neighbours);
  return {
    ...opening,
    ...createProjectListActions(context, opening, neighbours),
    flush: () => neighbours.keeper.flush(),
    onEvent: (event) => {
      if (event.type === 'saved') onSaved(context, event.use);
      if (event.type === 'save-failed') onSaveFailed(context, event.error);
      if (event.type === 'project-taken') opening.onTaken(event.projectId);
    },
  };
}

function onSaved(context: SliceContext, storage: StorageUse): void {
  const { saveError } = context.get().projects;
  if (saveError) dropNotice(context, saveError);
  context.patch('projects', { storage, savedMs: context.host.now(), saveError: null });
}

function onSaveFailed(context: SliceContext, error: ErrorData): void {
  context.patch('projects', { saveError: reportError(context, error) });
}

function dropNotice(context: SliceContext, { message, subject }: ErrorData): void {
  const isIt = (notice: Notice) => notice.message === message && notice.subject === subject;
  context.patch('shell', { notices: context.get().shell.notices.filter((notice) => !isIt(notice)) });
}

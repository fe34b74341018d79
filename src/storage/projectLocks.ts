/** One tab at a time writes to a project. Implemented over the browser's locks (`webLocks`) and in memory. */

export interface ProjectLock {
  /** Once it resolves, the lock is free for anyone. Does nothing where the lock is lost or released. */
  release(): Promise<void>;
}

export interface LockWishes {
  /** Takes the lock from whoever holds it; the holder's `onLost` is called. */
  readonly takeOver: boolean;
  /** Called at most once, when another holder takes this lock over. */
  onLost(): void;
}

export interface ProjectLocks {
  /** Null where the lock is held, by this tab or another, and `takeOver` is false. */
  take(id: string, wishes: LockWishes): Promise<ProjectLock | null>;
}

/** Keeps the page's settings in the open project: soon after a change, at most once every KEEP_DELAY_MS. */
import type { PageSettings } from '../domain/project';
import { pageSettings } from './pageSettings';
import { report, type SliceContext } from './sliceContext';

/** From the first change that is not kept yet, ms: the most that a killed tab loses. */
export const KEEP_DELAY_MS = 400;

export interface SettingsKeeper {
  /** The state changed, perhaps the settings among it. */
  noticed(): void;
  /** What the state holds now is what the project holds: it was just opened. */
  begin(): void;
  /** Keeps what is not kept yet, at once. Never rejects. */
  flush(): Promise<void>;
}

export function createSettingsKeeper(context: SliceContext): SettingsKeeper {
  let kept = JSON.stringify(pageSettings(context.get()));
  let seen = pageSettings(context.get());
  let timer: ReturnType<typeof setTimeout> | null = null;
  const flush = async (): Promise<void> => {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    const settings = pageSettings(context.get());
    const text = JSON.stringify(settings);
    if (text === kept || context.get().projects.session.status !== 'open') return;
    try {
      await context.engine.keepSettings(settings);
      kept = text;
    } catch (thrown) {
      report(context, thrown);
    }
  };
  return {
    flush,
    noticed: () => {
      const now = pageSettings(context.get());
      if (timer !== null || isSame(now, seen)) return;
      seen = now;
      timer = setTimeout(() => void flush(), KEEP_DELAY_MS);
    },
    begin: () => {
      seen = pageSettings(context.get());
      kept = JSON.stringify(seen);
    },
  };
}

/** By reference: this is asked at every change of the state. The list of hidden classes is made anew each time. */
function isSame(one: PageSettings, other: PageSettings): boolean {
  const names = [
    'choice',
    'applied',
    'augment',
    'weights',
    'classes',
    'opacity',
    'selectedId',
    'predictQueue',
    'objects',
    'dismissed',
  ] as const;
  return (
    names.every((name) => one[name] === other[name]) &&
    one.hiddenClasses.join() === other.hiddenClasses.join()
  );
}

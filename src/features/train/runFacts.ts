/** A kept run in short words and numbers, for its card and the table of several. Pure. */
import type { RunRecord, RunStatus } from '../../domain/run';
import { formatCount } from '../../ui/format';

export const STATUS_TEXT: Readonly<Record<RunStatus, string>> = {
  running: 'under way',
  done: 'done',
  stopped: 'stopped',
  failed: 'failed',
  interrupted: 'interrupted',
};

const DATE = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});

export interface RunFacts {
  readonly date: string;
  /** Mean Dice: of the end on all held-out pixels, else of the best check on the way; null where there is none. */
  readonly score: number | null;
  /** "200 steps", "120 of 200 steps". */
  readonly steps: string;
}

export function runFacts(run: RunRecord): RunFacts {
  const done = stepsDone(run);
  const all = run.plan.steps;
  return {
    date: DATE.format(run.startedMs),
    score: scoreOf(run),
    steps: done === all ? `${formatCount(all)} steps` : `${formatCount(done)} of ${formatCount(all)} steps`,
  };
}

function scoreOf({ summary, curve }: RunRecord): number | null {
  if (summary?.scores) return summary.scores.meanDice;
  const found = curve.validations.flatMap(({ scores }) =>
    scores.meanDice === null ? [] : [scores.meanDice],
  );
  return found.length === 0 ? null : Math.max(...found);
}

function stepsDone({ summary, checkpointStep, curve }: RunRecord): number {
  return summary?.stepsDone ?? checkpointStep ?? curve.losses.at(-1)?.step ?? 0;
}

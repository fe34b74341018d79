/** What differs between runs: the rows of the table under the chart of several. Pure. */
import type { RunRecord } from '../../domain/run';
import { settingsOfPlan } from '../../domain/settingsOfPlan';
import type { TrainSettings } from '../../domain/train';
import { formatDuration, formatScore, NO_VALUE } from '../../ui/format';
import { runFacts } from './runFacts';
import { settingLabel, settingValue } from './settingTexts';

export interface CompareRow {
  readonly name: string;
  /** One a run. */
  readonly values: readonly string[];
  /** Index of the best value; null where none is, or none is better. */
  readonly best: number | null;
}

/** Scores first, then every setting that is not the same in all runs. */
export function compareRows(runs: readonly RunRecord[]): CompareRow[] {
  return [...scoreRows(runs), ...settingRows(runs), ...otherRows(runs)];
}

/** One sentence on two runs: which is ahead, by how much. Null for other numbers of runs. */
export function verdict(runs: readonly RunRecord[]): string | null {
  const [one, other] = runs;
  if (one === undefined || other === undefined || runs.length !== 2) return null;
  const scores = [runFacts(one).score, runFacts(other).score] as const;
  if (scores[0] === null || scores[1] === null) return null;
  const gap = scores[1] - scores[0];
  if (Math.abs(gap) < 0.005) return 'Both reach the same Dice.';
  const ahead = gap > 0 ? other : one;
  const small = Math.abs(gap) < 0.02 ? ' Another seed may turn so small a difference around.' : '';
  return `${ahead.name} is ahead by ${formatScore(Math.abs(gap))} Dice.${small}`;
}

function scoreRows(runs: readonly RunRecord[]): CompareRow[] {
  const scores = runs.map((run) => runFacts(run).score);
  const ious = runs.map(({ summary }) => summary?.scores?.meanIou ?? null);
  const pace = runs.map(({ summary }) => summary?.msPerStep ?? null);
  return [
    { name: 'Mean Dice', values: scores.map(formatScore), best: highest(scores) },
    { name: 'Mean IoU', values: ious.map(formatScore), best: highest(ious) },
    { name: 'Steps', values: runs.map((run) => runFacts(run).steps), best: null },
    {
      name: 'Time a step',
      values: pace.map((ms) => (ms === null ? NO_VALUE : formatDuration(ms))),
      best: null,
    },
  ];
}

function settingRows(runs: readonly RunRecord[]): CompareRow[] {
  const settings = runs.map(({ plan }) => settingsOfPlan(plan));
  const names = Object.keys(settings[0] ?? {}) as (keyof TrainSettings)[];
  return names
    .filter((name) => name !== 'steps' && new Set(settings.map((one) => one[name])).size > 1)
    .map((name) => ({
      name: settingLabel(name),
      values: settings.map((one) => settingValue(name, one[name])),
      best: null,
    }));
}

/** What is too long for a cell is only said to be another. */
function otherRows(runs: readonly RunRecord[]): CompareRow[] {
  const parts = [
    ['Preset', (run: RunRecord) => run.preset],
    ['Augmentation', (run: RunRecord) => run.plan.augment],
    ['Weights in the loss', (run: RunRecord) => run.plan.weights],
    ['Training scale', (run: RunRecord) => run.plan.scale],
    ['Intensities', (run: RunRecord) => run.plan.normalisation],
    ['Images', (run: RunRecord) => run.plan.split],
    ['Rate changed by hand', (run: RunRecord) => run.rateChanges],
  ] as const;
  return parts.flatMap(([name, of]) => {
    const texts = runs.map((run) => JSON.stringify(of(run)));
    if (new Set(texts).size < 2) return [];
    const values = runs.map((run, index) => {
      const value = of(run);
      if (typeof value === 'string') return value;
      return texts[index] === texts[0] ? 'as the first' : 'another';
    });
    return [
      {
        name,
        values: values.map((value, index) => (index === 0 && value === 'as the first' ? 'one' : value)),
        best: null,
      },
    ];
  });
}

/** Null where two share it, or none has a value. */
function highest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  const top = Math.max(...known);
  const at = values.indexOf(top);
  return known.length > 1 && values.lastIndexOf(top) === at ? at : null;
}

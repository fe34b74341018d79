import { expect, test } from 'vitest';
import { curveSvg } from './curve.mjs';
import { byStepsOptions, resultsPage } from './page.mjs';
import { recordOf } from './record.mjs';
import { PRESET_RUNS, QUALITY_RUNS } from './runs.mjs';

const scores = { pixelAccuracy: 0.9, iou: [0.8, 0.6], dice: [0.9, 0.75], recall: [1, 0.7] };
const account = {
  adapter: { name: 'some adapter' },
  spec: { width: 16, depth: 3 },
  classes: [{ name: 'background' }, { name: 'cell' }],
  plan: { tile: { input: 128 }, batch: 1, steps: 700 },
  scale: 0.5,
  msPerStep: 412.4,
  losses: [
    [1, 1.2],
    [650, 0.3],
  ],
  best: { step: 600, scores },
  validation: [
    { step: 100, ...scores },
    { step: 650, ...scores, dice: [0.9, null] },
  ],
};
const facts = { command: 'the command', minutes: 9.876, date: '2026-01-02' };

/** @param {string} name */
function run(name) {
  const found = [...QUALITY_RUNS, ...PRESET_RUNS].find((one) => one.name === name);
  if (!found) throw new Error(name);
  return found;
}

test('keeps of a run what its measures ask for', () => {
  const record = recordOf(run('isbi2012'), account, facts);
  expect(record.scores).toEqual({ 'membrane Dice': 0.75, 'pixel accuracy': 0.9 });
  expect(record.plan).toMatchObject({ steps: 700, stepsDone: 650, scale: 0.5 });
  expect(record.curve).toEqual([
    { step: 100, values: [0.75, 0.9] },
    { step: 650, values: [null, 0.9] },
  ]);
  expect(byStepsOptions(record)).toBe('--steps 700 --width 16 --depth 3 --tile 128 --batch 1 --scale 0.5');
});

test('a mean over classes leaves out those that the truth lacks, and counts those never found as 0', () => {
  const many = { ...scores, iou: [0.6, 0, null, 0.3], recall: [0.7, null, null, 0.4] };
  const record = recordOf(
    run('camvid'),
    { ...account, best: { step: 1, scores: many }, validation: [] },
    facts,
  );
  expect(record.scores['mean IoU']).toBe(0.45);
});

test('of more than two classes the page lists those that the held-out truth has', () => {
  const classes = ['road', 'sky', 'sign'].map((name) => ({ name }));
  const many = { ...scores, iou: [0.6, 0.3, 0], recall: [0.7, 0.5, null] };
  const record = recordOf(
    run('camvid'),
    { ...account, classes, best: { step: 1, scores: many }, validation: [] },
    facts,
  );
  const page = resultsPage((name) => (name === 'camvid' ? record : null));
  expect(page).toContain('| road | 0.600 |');
  expect(page).not.toContain('| sign |');
  expect(recordOf(run('fluo'), account, facts)).not.toHaveProperty('classes');
});

test('the page tells bounds that were reached from those that were missed', () => {
  const page = resultsPage((name) => (name === 'isbi2012' ? recordOf(run(name), account, facts) : null));
  expect(page).toContain('| isbi2012 | 10 | membrane Dice | 0.750 | 0.760 | missed |');
  expect(page).toContain('| isbi2012 | 10 | pixel accuracy | 0.900 | 0.890 | reached |');
  expect(page).toContain('Not measured yet.');
});

test('presets are compared set by set and seed by seed', () => {
  const dice = { auto: 0.7, fast: 0.76, modern: 0.5 };
  const page = resultsPage((name) => {
    const match = /^isbi2012-(auto|fast|modern)-2$/.exec(name);
    if (!match) return null;
    const value = dice[/** @type {keyof typeof dice} */ (match[1])];
    const best = { step: 1, scores: { ...scores, dice: [0.9, value] } };
    return recordOf(run(name), { ...account, best }, facts);
  });
  const cells = ['0.700', '0.760', '0.500'].map((score) => `${score} (650 steps, 9.9 min)`);
  expect(page).toContain(`| isbi2012 | 2 | ${cells.join(' | ')} | -0.060 |`);
  expect(page).toContain('| isbi2012 | 1 |  |  |  |  |');
});

test('a curve goes up where the score does, and leaves out what is not known', () => {
  const curve = [
    { step: 50, values: [0] },
    { step: 75, values: [null] },
    { step: 100, values: [1] },
  ];
  const svg = curveSvg(curve, { label: 'Dice', bound: 0.5 });
  expect(svg).toMatch(/points="254\.0,172\.0 468\.0,12\.0"/);
  expect(svg.match(/stroke-dasharray/g)).toHaveLength(1);
});

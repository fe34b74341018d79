/** docs/results.md from the records there are. Pure: the same records give the same page. */
import { COMPARED_PRESETS, PRESET_RUNS, QUALITY_RUNS } from './runs.mjs';

/** @typedef {import('./record.mjs').RunRecord} RunRecord */

const HEAD = `# How good the models are

Made by \`npm run --silent quality -- all\` from the records beside this page; nothing here is written by hand. Each record
(\`docs/results/NAME.json\`) holds the command, the seed, the adapter, the date and every number. The images are not part of
the project; \`$STUDIO_DATA\` is the folder that holds them. Scores are of the kept weights on every held-out pixel; curves
are of the sample that a run looks at while it trains.
`;

/** @param {(name: string) => RunRecord | null} recordOf */
export function resultsPage(recordOf) {
  return [
    HEAD,
    qualityTable(recordOf),
    ...QUALITY_RUNS.map((run) => chapter(run, recordOf(run.name))),
    presetTable(recordOf),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** @param {(name: string) => RunRecord | null} recordOf */
function qualityTable(recordOf) {
  const rows = QUALITY_RUNS.flatMap(({ name, minutes, measures }) => {
    const record = recordOf(name);
    return measures.map(({ label, bound }) => {
      const score = record?.scores[label] ?? null;
      const verdict = score === null || bound === null ? '' : score >= bound ? 'reached' : 'missed';
      return `| ${name} | ${minutes} | ${label} | ${number(score)} | ${number(bound)} | ${verdict} |`;
    });
  });
  return [
    '## The auto preset',
    '',
    '| set | minutes granted | measure | held out | bound | |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/** @param {import('./runs.mjs').Run} run @param {RunRecord | null} record */
function chapter({ name, measures, minutes, remark }, record) {
  if (!record) return `### ${name}\n\nNot measured yet.\n`;
  const { plan, msPerStep } = record;
  const labels = measures.map(({ label }) => label);
  return [
    `### ${name}`,
    '',
    `\`${record.command}\``,
    '',
    `${record.date}, ${record.adapter}: ${plan.stepsDone} steps of ${msPerStep ?? '?'} ms, ${record.minutes} minutes in all (${minutes} granted); ` +
      `width ${plan.width}, depth ${plan.depth}, tile ${plan.tile} px, batch ${plan.batch}, scale ${JSON.stringify(plan.scale)}; ` +
      `kept: step ${record.bestStep ?? '?'}. By steps: \`${byStepsOptions(record)}\`.`,
    '',
    `![${labels[0]} over the steps](results/${name}.svg)`,
    '',
    `| step | ${labels.join(' | ')} |`,
    `| --- |${' --- |'.repeat(labels.length)}`,
    ...record.curve.map(({ step, values }) => `| ${step} | ${values.map(number).join(' | ')} |`),
    '',
    ...classRows(record),
    ...(remark ? [remark, ''] : []),
  ].join('\n');
}

/** @param {RunRecord} record */
function classRows({ classes }) {
  if (!classes) return [];
  const rows = classes.map(({ name, iou }) => `| ${name} | ${number(iou)} |`);
  return ['| class, held out | IoU |', '| --- | --- |', ...rows, ''];
}

/** What makes the same run without minutes. @param {RunRecord} record */
export function byStepsOptions({ plan: { steps, width, depth, tile, batch, scale } }) {
  const factor = typeof scale === 'number' ? ` --scale ${scale}` : '';
  return `--steps ${steps} --width ${width} --depth ${depth} --tile ${tile} --batch ${batch}${factor}`;
}

/** @param {(name: string) => RunRecord | null} recordOf */
function presetTable(recordOf) {
  const scoreOf = (/** @type {import('./runs.mjs').Run} */ { name, measures }) =>
    recordOf(name)?.scores[measures[0]?.label ?? ''] ?? null;
  const groups = new Map();
  for (const run of PRESET_RUNS) {
    const key = `| ${run.set} | ${run.seed} |`;
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  const rows = [...groups].map(([key, runs]) => {
    const cells = runs.map((/** @type {import('./runs.mjs').Run} */ run) =>
      presetCell(recordOf(run.name), scoreOf(run)),
    );
    return `${key} ${cells.join(' | ')} | ${gap(runs.map(scoreOf))} |`;
  });
  return [
    '## Auto against fast and modern, 3 minutes',
    '',
    'Dice of the object class, held out; steps made and minutes taken, compiling and the last scoring included. Aim: auto at',
    'most 0.05 below the best of the others.',
    '',
    `| set | seed | ${COMPARED_PRESETS.join(' | ')} | auto minus the best other |`,
    `| --- | --- |${' --- |'.repeat(COMPARED_PRESETS.length + 1)}`,
    ...rows,
    '',
    ...(PRESET_RUNS.every(({ name }) => recordOf(name)) ? [] : [UNMEASURED, '']),
  ].join('\n');
}

const UNMEASURED = `An empty cell is not measured. Modern is made for graphics cards: on SwiftShader a step of it on isbi2012 takes about
47 s (\`npm run --silent quality -- isbi2012-modern-1\` tells it while it runs), and its shortest run, ten steps, about four
times the minutes granted.`;

/** @param {RunRecord | null} record @param {number | null} score */
function presetCell(record, score) {
  return record ? `${number(score)} (${record.plan.stepsDone} steps, ${record.minutes} min)` : '';
}

/** @param {(number | null)[]} scores auto first */
function gap([auto, ...others]) {
  const known = others.filter((score) => score !== null && score !== undefined);
  if (auto === null || auto === undefined || known.length === 0) return '';
  return (auto - Math.max(.../** @type {number[]} */ (known))).toFixed(3);
}

/** @param {number | null | undefined} value */
function number(value) {
  return value === null || value === undefined ? '' : value.toFixed(3);
}

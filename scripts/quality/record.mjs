/** What is kept of one run, as docs/results/NAME.json: the command, the device, the date, the plan, and all scores as numbers. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../npm.mjs';

export const RECORDS = path.join(ROOT, 'docs', 'results');

/**
 * @typedef {object} RunRecord
 * @property {string} name
 * @property {string} command as it can be given again
 * @property {string} date year, month, day
 * @property {string} adapter
 * @property {number} minutes the whole command took
 * @property {{ width: number, depth: number, tile: number, batch: number, scale: unknown, steps: number, stepsDone: number }} plan
 * @property {number | null} msPerStep
 * @property {Record<string, number | null>} scores by the label of their measure, of the kept weights on all held-out pixels
 * @property {{ name: string, iou: number | null }[]} [classes] of the kept weights, where there are more than two: those that the held-out truth has
 * @property {number | null} bestStep
 * @property {{ step: number, values: (number | null)[] }[]} curve of the held-out sample, one value a measure
 */

/** @param {string} name */
function fileOf(name) {
  return path.join(RECORDS, `${name}.json`);
}

/** @param {string} name @returns {RunRecord | null} */
export function readRecord(name) {
  return existsSync(fileOf(name)) ? JSON.parse(readFileSync(fileOf(name), 'utf8')) : null;
}

/** @param {RunRecord} record */
export function writeRecord(record) {
  mkdirSync(RECORDS, { recursive: true });
  writeFileSync(fileOf(record.name), `${JSON.stringify(record, null, 1)}\n`);
}

/**
 * @param {import('./runs.mjs').Run} run
 * @param {any} account the content of its run.json
 * @param {{ command: string, minutes: number, date: string }} facts
 * @returns {RunRecord}
 */
export function recordOf(run, account, { command, minutes, date }) {
  const { spec, plan, best, adapter, msPerStep } = account;
  const { width, depth } = spec;
  const stepsDone = account.losses.at(-1)?.[0] ?? 0;
  return {
    name: run.name,
    command,
    date,
    adapter: adapter.name,
    minutes: round(minutes),
    plan: {
      width,
      depth,
      tile: plan.tile.input,
      batch: plan.batch,
      scale: account.scale,
      steps: plan.steps,
      stepsDone,
    },
    msPerStep: msPerStep === null ? null : Math.round(msPerStep),
    scores: Object.fromEntries(run.measures.map(({ label, of }) => [label, rounded(of(best.scores))])),
    ...(account.classes.length > 2 ? { classes: classesOf(account) } : {}),
    bestStep: best.step,
    curve: account.validation.map((/** @type {any} */ one) => ({
      step: one.step,
      values: run.measures.map(({ of }) => rounded(of(one))),
    })),
  };
}

/** Those of the truth: recall is null where it has none of a class. @param {any} account */
function classesOf({ classes, best: { scores } }) {
  return classes.flatMap((/** @type {{ name: string }} */ { name }, /** @type {number} */ index) =>
    scores.recall[index] === null ? [] : [{ name, iou: rounded(scores.iou[index]) }],
  );
}

/** @param {number | null} value */
function rounded(value) {
  return value === null ? null : Math.round(value * 10_000) / 10_000;
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10) / 10;
}

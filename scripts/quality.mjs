/**
 * `npm run --silent quality -- NAME|all|presets [--again] [--by-steps] [--quick]`: makes the runs of scripts/quality/runs.mjs
 * through the command line and writes docs/results.md. What has a record is not made again, so it can be stopped and
 * started at any time.
 * --again: also what has a record. --by-steps: with the steps and the network of the record there is, for machines that
 * have other work. --quick: a few steps, into a folder that is thrown away, to see that everything works.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './npm.mjs';
import { curveSvg } from './quality/curve.mjs';
import { byStepsOptions, resultsPage } from './quality/page.mjs';
import { RECORDS, readRecord, recordOf, writeRecord } from './quality/record.mjs';
import { PRESET_RUNS, QUALITY_RUNS } from './quality/runs.mjs';

/** @typedef {import('./quality/runs.mjs').Run} Run */

const DATA = path.resolve(ROOT, process.env.STUDIO_DATA ?? '../shared/data');
const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { again: { type: 'boolean' }, quick: { type: 'boolean' }, 'by-steps': { type: 'boolean' } },
});

let failed = false;
for (const run of chosenRuns(positionals[0] ?? 'all')) {
  if (readRecord(run.name) && !flags.again && !flags.quick) {
    process.stderr.write(`${run.name}: done already\n`);
    continue;
  }
  failed = !make(run) || failed;
  if (!flags.quick) writePage();
}
if (!flags.quick) writePage();
process.exit(failed ? 1 : 0);

/** @param {string} name @returns {Run[]} */
function chosenRuns(name) {
  if (name === 'all') return [...QUALITY_RUNS, ...PRESET_RUNS];
  if (name === 'presets') return PRESET_RUNS;
  const found = [...QUALITY_RUNS, ...PRESET_RUNS].filter((run) => run.name === name);
  if (found.length > 0) return found;
  const names = [...QUALITY_RUNS, ...PRESET_RUNS].map((run) => run.name);
  process.stderr.write(`There is no run "${name}". There are all, presets, ${names.join(', ')}.\n`);
  process.exit(1);
}

/** @param {Run} run @returns {boolean} whether it ended well */
function make(run) {
  const folder = path.join(DATA, run.set);
  if (!existsSync(folder)) {
    process.stderr.write(
      `${run.name}: ${folder} is missing; set STUDIO_DATA to the folder with the images.\n`,
    );
    return false;
  }
  const out = mkdtempSync(path.join(tmpdir(), `quality-${run.name}-`));
  try {
    const options = optionsOf(run);
    const started = Date.now();
    if (!train(folder, options, out)) return false;
    const minutes = (Date.now() - started) / 60_000;
    keep(run, options, minutes, JSON.parse(readFileSync(path.join(out, 'run.json'), 'utf8')));
    return true;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** @param {string} folder @param {string[]} options @param {string} out */
function train(folder, options, out) {
  const files = [
    '--images',
    path.join(folder, 'images'),
    '--masks',
    path.join(folder, 'masks'),
    '--out',
    out,
  ];
  const args = [path.join(ROOT, 'scripts', 'cli.mjs'), 'train', ...files, ...options];
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  return status === 0;
}

/** @param {Run} run */
function optionsOf({ name, preset, minutes, seed, validation }) {
  const known = flags['by-steps'] ? readRecord(name) : null;
  const length = known ? byStepsOptions(known).split(' ') : ['--minutes', String(minutes)];
  const always = ['--preset', preset, '--validation', String(validation), '--seed', String(seed)];
  return [
    ...always,
    ...(flags.quick ? ['--steps', '20', '--width', '4', '--tile', '64', '--batch', '1'] : length),
  ];
}

/** @param {Run} run @param {string[]} options @param {number} minutes @param {unknown} account */
function keep(run, options, minutes, account) {
  const files = `--images $STUDIO_DATA/${run.set}/images --masks $STUDIO_DATA/${run.set}/masks --out OUT`;
  const command = `npm run --silent cli -- train ${files} ${options.join(' ')}`;
  const date = new Date().toISOString().slice(0, 10);
  const record = recordOf(run, account, { command, minutes, date });
  process.stderr.write(`${run.name}: ${JSON.stringify(record.scores)}\n`);
  if (!flags.quick) writeRecord(record);
}

function writePage() {
  for (const { name, measures } of QUALITY_RUNS) {
    const record = readRecord(name);
    const [measure] = measures;
    if (record && measure) writeFileSync(path.join(RECORDS, `${name}.svg`), curveSvg(record.curve, measure));
  }
  writeFileSync(path.join(ROOT, 'docs', 'results.md'), resultsPage(readRecord));
}

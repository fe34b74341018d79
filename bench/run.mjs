/** `npm run --silent bench -- SUITE [--json] [--cases LIST]`: one file a suite, each described at its head. */
import process from 'node:process';

/** @type {Readonly<Record<string, () => Promise<unknown>>>} */
const SUITES = {
  train: () => import('./peers.mjs'),
  inference: () => import('./peers.mjs'),
  augment: () => import('./augment.mjs'),
  data: () => import('./data.mjs'),
  large: () => import('./large.mjs'),
  predict: () => import('./predict.mjs'),
};

const suite = SUITES[process.argv[2] ?? ''];
if (suite) await suite();
else {
  process.stderr.write(
    `The suites are ${Object.keys(SUITES).join(', ')}: npm run --silent bench -- train --json\n`,
  );
  process.exitCode = 1;
}

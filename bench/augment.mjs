/**
 * `npm run --silent bench -- augment [--json] [--cases LIST] [--patches N]`: patches of the full recipe beside one plain
 * bilinear resampling of the same patch, in one Node process without a GPU. Rows go to standard error as they come.
 */
import { spawn } from 'node:child_process';
import process from 'node:process';
import { bundle } from '../scripts/bundle.mjs';

const program = await bundle('bench/augmentBench.ts');
const child = spawn(process.execPath, ['--expose-gc', program, ...process.argv.slice(3)], {
  stdio: 'inherit',
});
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});

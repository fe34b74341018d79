/**
 * `npm run --silent bench -- large [--width W] [--height H]`: a synthetic TIFF predicted by the command line, read and
 * written by rows, in one Node process with a GPU; says how long it took and how much memory. 16384 x 16384 px unless told.
 */
import { spawn } from 'node:child_process';
import process from 'node:process';
import { bundle } from '../scripts/bundle.mjs';
import { gpuEnvironment } from '../scripts/gpuEnvironment.mjs';

const program = await bundle('bench/largeImage.ts');
const { adapter, variables } = gpuEnvironment();
process.stderr.write(`on ${adapter}\n`);
const env = { ...process.env, ...variables };
const child = spawn(process.execPath, [program, ...process.argv.slice(3)], { stdio: 'inherit', env });
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});

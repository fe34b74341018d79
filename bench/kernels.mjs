/**
 * `npm run --silent bench -- kernels [--cases LIST] [--rounds N]`: tiles that share weights within a subgroup beside
 * direct ones, single kernels and a whole step, in one Node process. Rows go to standard error, the result to standard
 * output as JSON.
 */
import { spawn } from 'node:child_process';
import process from 'node:process';
import { bundle } from '../scripts/bundle.mjs';
import { ADAPTER_HELP, gpuEnvironment } from '../scripts/gpuEnvironment.mjs';

const { adapter, variables } = gpuEnvironment();
if (adapter === null) throw new Error(ADAPTER_HELP);
const program = await bundle('bench/kernelBench.ts');
const child = spawn(process.execPath, [program, ...process.argv.slice(3)], {
  stdio: 'inherit',
  env: { ...process.env, ...variables },
});
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});

/** Bundles a bench that runs in one Node process and starts it with what stands behind the suite's name. */
import { spawn } from 'node:child_process';
import process from 'node:process';
import { bundle } from '../scripts/bundle.mjs';

/** @param {string} entry from the root, such as bench/augmentBench.ts */
export async function runProgram(entry) {
  const program = await bundle(entry);
  const child = spawn(process.execPath, ['--expose-gc', program, ...process.argv.slice(3)], {
    stdio: 'inherit',
  });
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}

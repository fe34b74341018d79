/** Runs a bench's program in one Node process without a GPU. Called by predict.mjs and data.mjs. */
import { spawn } from 'node:child_process';
import process from 'node:process';
import { bundle } from '../scripts/bundle.mjs';

/**
 * @param {string} entry from the root, such as bench/predictBench.ts
 * @param {readonly string[]} args
 * @returns {Promise<string>} what it wrote to standard output
 */
export async function inOneProcess(entry, args) {
  const program = await bundle(entry);
  const child = spawn(process.execPath, ['--expose-gc', program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (piece) => {
    output += piece;
  });
  const code = await new Promise((resolve) => child.on('exit', resolve));
  if (code !== 0) throw new Error(`The rows of one process ended with status ${code}.`);
  return output;
}

/** A large image through the command line's code in one Node process. Called by large.mjs. */
import { spawn } from 'node:child_process';
import process from 'node:process';
import { bundle } from '../../scripts/bundle.mjs';
import { gpuEnvironment } from '../../scripts/gpuEnvironment.mjs';

/**
 * Leaves image.tif, model.safetensors, and model.json with weights.bin in the folder.
 * @param {string} folder
 * @param {{width: number, height: number, scale: number}} subject scale: of the network, factor to the image's pixels
 */
export async function writeSubject(folder, { width, height, scale }) {
  await run(['write', folder, String(width), String(height), String(scale)], process.env);
}

/**
 * @typedef {object} LargeRun
 * @property {string | null} adapter
 * @property {number} seconds
 * @property {Record<string, number | null>} vmHwmMiB by process
 * @property {number} labelBytes
 */

/**
 * @param {string} folder
 * @returns {Promise<LargeRun>}
 */
export async function predictInNode(folder) {
  const { adapter, variables } = gpuEnvironment();
  const output = await run(['predict', folder], { ...process.env, ...variables });
  return { adapter, ...JSON.parse(output) };
}

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>} what it wrote to standard output
 */
async function run(args, env) {
  const program = await bundle('bench/largeImage.ts');
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'], env });
  let output = '';
  child.stdout.on('data', (piece) => {
    output += piece;
  });
  return new Promise((resolve, reject) => {
    child.on('exit', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${args[0]} ended with status ${code}`)),
    );
  });
}

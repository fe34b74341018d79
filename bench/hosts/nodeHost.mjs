/** Contenders under Node on Dawn, each in a process of its own. Called by peers.mjs. */
import { fork } from 'node:child_process';
import path from 'node:path';
import { build } from 'vite';
import { ADAPTER_HELP, gpuEnvironment } from '../../scripts/gpuEnvironment.mjs';
import { ROOT } from '../../scripts/npm.mjs';

/**
 * @typedef {import('../measure.mjs').BenchHost} BenchHost
 * @typedef {{id: number, result?: unknown, error?: string}} Answer
 */

/** @returns {Promise<BenchHost>} */
export async function openNodeHost() {
  const { adapter, variables } = gpuEnvironment();
  if (adapter === null) throw new Error(ADAPTER_HELP);
  const program = await bundle();
  const env = { ...process.env, ...variables };
  return {
    name: 'node',
    versions: { node: process.versions.node },
    // What a contender prints is no part of the result.
    spawn: async () => contenderOf(fork(program, { env, stdio: ['ignore', 2, 'inherit', 'ipc'] })),
    close: async () => undefined,
  };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {import('../measure.mjs').BenchProcess}
 */
function contenderOf(child) {
  /** @type {Map<number, {resolve(value: any): void, reject(error: Error): void}>} */
  const waiting = new Map();
  let calls = 0;
  child.on('message', (message) => {
    const { id, result, error } = /** @type {Answer} */ (message);
    const call = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) call?.resolve(result);
    else call?.reject(new Error(error));
  });
  child.on('exit', (code, signal) => {
    for (const { reject } of waiting.values()) reject(new Error(`the process ended: ${signal ?? code}`));
  });
  /**
   * @param {string} method
   * @param {...unknown} args
   * @returns {Promise<any>}
   */
  const ask = (method, ...args) =>
    new Promise((resolve, reject) => {
      const id = calls++;
      waiting.set(id, { resolve, reject });
      child.send({ id, method, args });
    });
  return {
    open: (name, benchCase) => ask('open', name, benchCase),
    run: () => ask('run'),
    facts: () => ask('facts'),
    adapter: () => ask('adapter'),
    close: async () => {
      child.kill('SIGKILL');
    },
  };
}

/** The file that a process runs. */
async function bundle() {
  const outDir = path.join(ROOT, 'node_modules', '.cache', 'bench', 'node');
  await build({
    root: ROOT,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['webgpu'], target: 'node' },
    build: {
      ssr: path.join(ROOT, 'bench', 'process.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      rolldownOptions: { output: { entryFileNames: 'process.mjs' } },
    },
  });
  return path.join(outDir, 'process.mjs');
}

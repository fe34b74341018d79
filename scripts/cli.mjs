/**
 * `npm run --silent cli -- COMMAND ...`: runs src/cli/main.ts, bundled on demand, in a Node process that has a GPU.
 * Writes nothing to standard output; the command's own output and exit status pass through.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { bundle } from './bundle.mjs';
import { gpuEnvironment } from './gpuEnvironment.mjs';

const program = await bundle('src/cli/main.ts');
/** Commands that compute nothing on a GPU: looking for one takes a while. */
const WITHOUT_GPU = ['inspect', 'preview', 'export'];

const found = WITHOUT_GPU.includes(process.argv[2] ?? '')
  ? { adapter: '', variables: {}, software: null }
  : gpuEnvironment();
const { adapter, variables, software } = found;
if (software !== null) process.stderr.write(`No graphics driver: using ${adapter} of ${software}\n`);

const env = { ...process.env, ...variables };
const child = spawn(process.execPath, [program, ...process.argv.slice(2)], { stdio: 'inherit', env });
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) =>
  process.exit(signal === null ? (code ?? 1) : 128 + constants.signals[signal]),
);

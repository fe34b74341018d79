/** Runs npm as a child process on any platform. Node's built-ins only. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Runs npm in the repository's root with the terminal's own output, to its end.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {boolean} whether npm succeeded
 */
export function npm(args, env = process.env) {
  const options = { cwd: ROOT, env, stdio: /** @type {const} */ ('inherit') };
  // npm names its own program to the scripts it runs; started another way, it is a command of the shell.
  const program = process.env.npm_execpath;
  const result = program?.endsWith('npm-cli.js')
    ? spawnSync(process.execPath, [program, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  return result.status === 0;
}

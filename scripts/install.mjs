/**
 * Brings the project's packages to the state of package-lock.json, once for each state of the lock.
 * Called by `npm start` and `npm test` before anything else is imported: Node's built-ins only.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { npm, ROOT } from './npm.mjs';

/** Holds the hash of the lock that node_modules was installed from. */
const STAMP = path.join(ROOT, 'node_modules', '.studio-lock');

/** Ends the process with a sentence where Node is too old or the packages cannot be installed. */
export function prepareProject() {
  if (!isSupported(process.versions.node)) {
    fail(`U-Net Studio needs Node 20.19 or newer (in the 22 line, 22.12); this is ${process.versions.node}.`);
  }
  const lock = createHash('sha256')
    .update(readFileSync(path.join(ROOT, 'package-lock.json')))
    .digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8').trim() === lock) return;
  process.stdout.write('Installing packages (npm ci) ...\n');
  if (!npm(['ci', '--no-audit', '--no-fund']))
    fail('The packages could not be installed; npm says why above.');
  writeFileSync(STAMP, `${lock}\n`);
}

/**
 * Whether Vite runs on this version of Node.
 * @param {string} version such as 20.19.0
 */
export function isSupported(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
}

/** @param {string} sentence */
function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

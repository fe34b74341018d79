/**
 * What a Node process needs in its environment to get a WebGPU adapter from Dawn: nothing where the machine's
 * own driver works, else the Vulkan loader and SwiftShader that ship with an installed Chromium.
 * The environment must be set before that process starts, because the loader is looked up at its start.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './chromium.mjs';

const PROBE = fileURLToPath(new URL('./probeAdapter.mjs', import.meta.url));

/** Where distributions keep the browser that a wrapper script on PATH starts. */
const INSTALL_FOLDERS = [
  '/usr/lib/chromium',
  '/usr/lib/chromium-browser',
  '/usr/lib64/chromium',
  '/usr/lib64/chromium-browser',
  '/opt/google/chrome',
  '/opt/microsoft/msedge',
  '/snap/chromium/current/usr/lib/chromium-browser',
];

/** What to do where no adapter was found. */
export const ADAPTER_HELP =
  'No WebGPU adapter: neither a graphics driver nor SwiftShader was found. Install a Vulkan driver, ' +
  'or Chrome or Chromium, whose SwiftShader serves as one.';

/**
 * @typedef {object} GpuEnvironment
 * @property {string | null} adapter what Dawn finds with `variables` set, such as "google swiftshader"
 * @property {Record<string, string>} variables to add to the process's environment; empty for the machine's own
 * @property {string | null} software folder of the browser whose SwiftShader is used; null for the machine's own
 */

/** @returns {GpuEnvironment} */
export function gpuEnvironment() {
  const own = probe({});
  if (own !== null || process.platform !== 'linux') return { adapter: own, variables: {}, software: null };
  for (const folder of browserFolders()) {
    const variables = swiftShader(folder);
    const adapter = variables === null ? null : probe(variables);
    if (variables !== null && adapter !== null) return { adapter, variables, software: folder };
  }
  return { adapter: null, variables: {}, software: null };
}

/**
 * @param {Record<string, string>} variables
 * @returns {string | null} the adapter that a fresh process gets, asked there because a driver may crash
 */
function probe(variables) {
  const env = { ...process.env, ...variables };
  const result = spawnSync(process.execPath, [PROBE], { env, encoding: 'utf8', timeout: 60_000 });
  const adapter = result.stdout.trim();
  return result.status === 0 && adapter !== '' ? adapter : null;
}

function browserFolders() {
  const browser = findChromium();
  const own = browser === null ? [] : [path.dirname(realpathSync(browser))];
  return [...new Set([...own, ...INSTALL_FOLDERS])];
}

/**
 * @param {string} folder
 * @returns {Record<string, string> | null} null where the folder holds no SwiftShader
 */
function swiftShader(folder) {
  const driver = path.join(folder, 'vk_swiftshader_icd.json');
  if (!existsSync(driver)) return null;
  const libraries = [folder, process.env.LD_LIBRARY_PATH].filter(Boolean).join(path.delimiter);
  return { VK_ICD_FILENAMES: driver, LD_LIBRARY_PATH: libraries };
}

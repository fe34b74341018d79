/**
 * Bundles an entry of src or bench into one ESM file that Node runs, and keeps it for as long as the sources and the
 * packages stay the same. Called by cli.mjs and the benches.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './npm.mjs';

const CACHE = path.join(ROOT, 'node_modules', '.cache', 'bundles');

/**
 * @param {string} entry from the root, such as src/cli/main.ts
 * @returns {Promise<string>} the bundle's file
 */
export async function bundle(entry) {
  const home = path.join(CACHE, entry.replaceAll(/\W/g, '-'));
  const folder = path.join(home, hashSources());
  if (!existsSync(folder)) await build(entry, home, folder);
  return path.join(folder, 'main.mjs');
}

/** Of everything that can change a bundle: the sources (tests aside), the lock, the scripts. */
function hashSources() {
  const hash = createHash('sha256').update(readFileSync(path.join(ROOT, 'package-lock.json')));
  for (const top of ['src', 'scripts', 'bench']) {
    for (const entry of readdirSync(path.join(ROOT, top), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || /\.test\.\w+$/.test(entry.name)) continue;
      const file = path.join(entry.parentPath, entry.name);
      hash.update(`\0${path.relative(ROOT, file)}\0`).update(readFileSync(file));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * Builds beside the place and moves the result there, so that a bundle is whole or missing. Older ones go.
 * @param {string} entry
 * @param {string} home
 * @param {string} folder
 */
async function build(entry, home, folder) {
  process.stderr.write('Bundling the sources (once after each change) ...\n');
  mkdirSync(home, { recursive: true });
  const draft = mkdtempSync(path.join(home, 'draft-'));
  try {
    const vite = await import('vite');
    await vite.build(viteConfig(entry, draft));
    // A command started at the same moment may have been first: its bundle is the same.
    if (!existsSync(folder)) renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  for (const name of readdirSync(home)) {
    const isOlder = !name.startsWith('draft-') && name !== path.basename(folder);
    if (isOlder) rmSync(path.join(home, name), { recursive: true, force: true });
  }
}

/**
 * @param {string} entry
 * @param {string} outDir
 * @returns {import('vite').InlineConfig}
 */
function viteConfig(entry, outDir) {
  return {
    root: ROOT,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    // Everything goes into the file but Dawn, whose binary stands beside its own module.
    ssr: { noExternal: true, external: ['webgpu'], target: 'node' },
    build: {
      ssr: path.join(ROOT, entry),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      // A wasm file imported with ?url becomes a data URL, which Node can fetch.
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      rolldownOptions: { output: { entryFileNames: 'main.mjs', codeSplitting: false } },
    },
  };
}

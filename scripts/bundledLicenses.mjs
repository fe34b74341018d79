/**
 * A Vite plugin that writes the licences of all packages in the build to one file beside the page. Vite's own
 * (`build.license`) leaves out what only the workers bundle, tf.js above all.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './npm.mjs';

/**
 * @param {string} fileName from the build's root
 * @returns {{page: import('vite').Plugin, worker: () => import('vite').Plugin}} one for `plugins`, one for
 *   `worker.plugins`
 */
export function bundledLicenses(fileName) {
  /** Folders of packages, of the workers and the page alike, and the studio's own. */
  const folders = new Set([ROOT]);
  /** @param {Iterable<string>} modules */
  const collect = (modules) => {
    for (const module of modules) {
      const folder = packageFolder(module);
      if (folder !== null) folders.add(folder);
    }
  };
  return {
    worker: () => ({
      name: 'collect-worker-licenses',
      generateBundle() {
        collect(this.getModuleIds());
      },
    }),
    page: {
      name: 'bundled-licenses',
      apply: 'build',
      // Workers are bundled while the page's modules are transformed, so all of them are known here.
      generateBundle() {
        collect(this.getModuleIds());
        const source = [...new Set([...folders].sort().map(licenseOf))].join('\n\n');
        this.emitFile({
          type: 'asset',
          fileName,
          source: `# Licences of the studio and of the packages in it\n\n${source}\n`,
        });
      },
    },
  };
}

/**
 * The folder of the package that a module belongs to; null for the studio's own.
 * @param {string} module its id: a path, perhaps with a query
 */
function packageFolder(module) {
  return /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/@][^/]*)\//.exec(module)?.[1] ?? null;
}

/** @param {string} folder */
function licenseOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const text = file === undefined ? '' : `\n\n${readFileSync(path.join(folder, file), 'utf8').trim()}`;
  return `## ${name} ${version} (${license})${text}`;
}

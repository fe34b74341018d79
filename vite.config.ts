/** How the page is built, served and tested. Read by Vite, Vitest and the scripts behind `npm start` and the command line. */
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { bundledLicenses } from './scripts/bundledLicenses.mjs';
import { PAGE_POLICY, SECURITY_HEADERS } from './scripts/securityHeaders.mjs';

/** States the policy in the built page itself. Not in development, where Vite's own client is an inline script. */
function contentSecurityPolicy(): Plugin {
  const attrs = { 'http-equiv': 'Content-Security-Policy', content: PAGE_POLICY };
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [{ tag: 'meta', attrs, injectTo: 'head-prepend' }],
  };
}

// Bundling the workers inside the page's build takes most of its time, and that is no news.
const checks = { bundlerTimings: false };
const licenses = bundledLicenses('licenses.md');

export default defineConfig({
  // Relative paths: the build can be hosted below any path.
  base: './',
  // One page: an unknown path is a 404, not this page under another name.
  appType: 'mpa',
  plugins: [react(), contentSecurityPolicy(), licenses.page],
  worker: { format: 'es', plugins: () => [licenses.worker()], rolldownOptions: { checks } },
  build: {
    // The page is one chunk on purpose: React, Mantine and the viewer are all needed at once, from the same host.
    chunkSizeWarningLimit: 900,
    rolldownOptions: { checks },
  },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1', port: 4173, headers: SECURITY_HEADERS },
  test: {
    server: { deps: { inline: [/@tensorflow/] } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs'],
          exclude: ['src/**/*.gpu.test.ts'],
          setupFiles: ['src/testing/failOnConsoleError.ts'],
          // A guard against hanging, not a bound: the slowest tests take some seconds, and a busy machine many times as long.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'gpu',
          environment: 'node',
          include: ['src/**/*.gpu.test.ts'],
          globalSetup: ['src/testing/gpuEnvironment.ts'],
          setupFiles: ['src/testing/setupGpu.ts', 'src/testing/failOnConsoleError.ts'],
          // One process at a time: a software adapter uses every core.
          pool: 'forks',
          maxWorkers: 1,
          testTimeout: 120_000,
        },
      },
    ],
  },
});

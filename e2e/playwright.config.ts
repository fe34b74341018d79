/** End-to-end tests: the built studio, served as a user gets it, in an installed browser on a software GPU. */
import { defineConfig } from 'playwright/test';
import { CHROMIUM_HELP, CHROMIUM_SWITCHES, findChromium } from '../scripts/chromium.mjs';

const MINUTE = 60_000;

const executablePath = findChromium();
if (executablePath === null) throw new Error(CHROMIUM_HELP);

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  // Guards against a hang, far above what the slowest test needs on two cores.
  timeout: 10 * MINUTE,
  globalTimeout: 60 * MINUTE,
  // Of each expectation, too: what is shown at once on an idle machine takes many seconds on a busy one.
  expect: { timeout: MINUTE },
  // One browser at a time: a software GPU uses every core.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: '../node_modules/.cache/test/test-e2e.json' }]],
  webServer: {
    command: 'node scripts/start.mjs',
    cwd: '..',
    // Known only once the server has found a free port; the tests' processes read it below.
    wait: { stdout: /U-Net Studio runs at (?<studio_address>\S+)/ },
    timeout: 5 * MINUTE,
  },
  use: {
    ...(process.env.STUDIO_ADDRESS && { baseURL: process.env.STUDIO_ADDRESS }),
    screenshot: 'only-on-failure',
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath, args: CHROMIUM_SWITCHES },
  },
});

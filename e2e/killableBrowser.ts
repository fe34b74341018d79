/** A browser with a profile on disk whose processes a test can kill as a crash does. For storage.spec.ts. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chromium, type Page } from 'playwright/test';
import { CHROMIUM_HELP, CHROMIUM_SWITCHES, findChromium } from '../scripts/chromium.mjs';

export interface KillableBrowser {
  readonly page: Page;
  /** SIGKILL to the browser and all its processes; resolves when they are gone. */
  kill(): Promise<void>;
}

/** With `plain`, without what Playwright makes of a page: else every tab counts as visible. */
export async function startBrowser(profile: string, { plain = false } = {}): Promise<KillableBrowser> {
  const executable = findChromium();
  if (executable === null) throw new Error(CHROMIUM_HELP);
  const switches = [
    '--headless=new',
    '--window-size=1440,1000',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
  ];
  // A process group of its own, so that one signal reaches every process of the browser.
  const child = spawn(executable, [...CHROMIUM_SWITCHES, ...switches], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const browser = await chromium.connectOverCDP(await debuggingAddress(child), {
    noDefaults: plain,
  });
  const context = browser.contexts()[0] ?? (await browser.newContext());
  return { page: context.pages()[0] ?? (await context.newPage()), kill: () => killGroup(child) };
}

function debuggingAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const address = /DevTools listening on (\S+)/.exec(text)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', () => reject(new Error(`the browser ended at once: ${text}`)));
  });
}

function killGroup(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  });
}

/**
 * Finds a Chromium-family browser on this machine: $CHROMIUM_PATH, an installed Chrome, Chromium or Edge,
 * one that Playwright downloaded, or (Debian, as root) one installed here. Node's built-ins only.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

const COMMANDS = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];

const MAC_APPLICATIONS = ['Google Chrome', 'Chromium', 'Microsoft Edge'];

const WINDOWS_PROGRAMS = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
];

/** What to do where no browser was found, for the person who reads the test's output. */
export const CHROMIUM_HELP = [
  'No Chromium, Chrome or Edge was found on this machine. Do one of these, then run the command again:',
  '  - install Chrome (https://www.google.com/chrome), Edge or Chromium',
  '    (Debian: sudo apt-get install chromium)',
  '  - let Playwright download one: npx playwright install chromium',
  '  - name one that is installed elsewhere: CHROMIUM_PATH=/path/to/chrome npm test',
].join('\n');

/** Switches for automated runs: WebGPU on the software adapter wherever it runs, and no traffic of the browser's own. */
export const CHROMIUM_SWITCHES = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/**
 * The browser's executable, or null where there is none.
 * @returns {string | null}
 * @throws {Error} where $CHROMIUM_PATH names a file that does not exist
 */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (!named) return candidates().find((file) => existsSync(file)) ?? null;
  if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names a file that does not exist: ${named}`);
  return named;
}

/**
 * The browser's executable; on Debian as root it is installed where it is missing, and the output says so.
 * @returns {string | null}
 */
export function findOrInstallChromium() {
  return findChromium() ?? (canInstall() && install() ? findChromium() : null);
}

/** @returns {string[]} every place to look, the best first */
function candidates() {
  if (process.platform === 'darwin') return [...macApplications(), ...playwrightDownloads()];
  if (process.platform === 'win32') return [...windowsPrograms(), ...playwrightDownloads()];
  return [...onPath(COMMANDS), '/snap/bin/chromium', ...playwrightDownloads()];
}

/** @param {string[]} commands */
function onPath(commands) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return commands.flatMap((command) => folders.map((folder) => path.join(folder, command)));
}

function macApplications() {
  const roots = ['/Applications', path.join(homedir(), 'Applications')];
  return MAC_APPLICATIONS.flatMap((name) =>
    roots.map((root) => path.join(root, `${name}.app`, 'Contents', 'MacOS', name)),
  );
}

function windowsPrograms() {
  const { PROGRAMFILES, LOCALAPPDATA } = process.env;
  const roots = [PROGRAMFILES, process.env['PROGRAMFILES(X86)'], LOCALAPPDATA].filter(
    (root) => root !== undefined,
  );
  return WINDOWS_PROGRAMS.flatMap((parts) => roots.map((root) => path.join(root, ...parts)));
}

/** Executables below Playwright's download folder, the newest revision first. */
function playwrightDownloads() {
  const root = process.env.PLAYWRIGHT_BROWSERS_PATH ?? playwrightCache();
  if (!existsSync(root)) return [];
  const revisions = readdirSync(root).filter((name) => /^chromium-\d+$/.test(name));
  revisions.sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)));
  return revisions.flatMap((revision) => executablesBelow(path.join(root, revision)));
}

function playwrightCache() {
  if (process.platform === 'darwin') return path.join(homedir(), 'Library', 'Caches', 'ms-playwright');
  if (process.platform === 'win32') return path.join(process.env.LOCALAPPDATA ?? homedir(), 'ms-playwright');
  return path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'ms-playwright');
}

/** @param {string} revision a folder such as chromium-1200, holding chrome-linux64, chrome-mac-arm64 or chrome-win64 */
function executablesBelow(revision) {
  const bundles = ['Google Chrome for Testing', 'Chromium'];
  return readdirSync(revision)
    .filter((name) => name.startsWith('chrome-'))
    .map((name) => path.join(revision, name))
    .flatMap((folder) => [
      path.join(folder, 'chrome'),
      path.join(folder, 'chrome.exe'),
      ...bundles.map((name) => path.join(folder, `${name}.app`, 'Contents', 'MacOS', name)),
    ]);
}

function canInstall() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

/** @returns {boolean} whether apt-get succeeded */
function install() {
  process.stdout.write(
    'No browser found. Installing Chromium: apt-get update && apt-get install -y chromium\n',
  );
  return apt(['update']) && apt(['install', '-y', 'chromium']);
}

/** @param {string[]} args */
function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', args, { stdio: 'inherit', env }).status === 0;
}

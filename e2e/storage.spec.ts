/** Projects on a real browser's private file system: conformance, two tabs, a full disk, and a browser killed amid writes. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import { startBrowser } from './killableBrowser';
import { ask, type StorageServer, said, serveStoragePage } from './storagePage';
import { watchPage } from './watchPage';

let server: StorageServer;

test.beforeAll(async () => {
  server = await serveStoragePage();
});

test.afterAll(() => server.close());

test('files are kept whole, locks held by one, projects packed, all under the policy', async ({
  page,
  context,
}) => {
  const problems = watchPage(context, new URL(server.address).origin);
  await page.goto(server.address);
  expect(await ask(page, 'fileStore')).toEqual({ id: 0, result: [] });
  expect(await ask(page, 'locks')).toEqual({ id: 1, result: [] });
  await ask(page, 'open', false);
  await ask(page, 'addMany', 7);
  const { result: before } = await ask(page, 'find');
  expect(before?.whole).toHaveLength(7);
  expect(await ask(page, 'repack')).toHaveProperty('result', before?.bytes);
  expect((await ask(page, 'find')).result).toMatchObject({ whole: before?.whole, broken: [] });
  expect(problems).toEqual([]);
});

test('of two tabs one has the project; the other may take it over, and the first is told', async ({
  context,
}) => {
  const first = await context.newPage();
  const second = await context.newPage();
  for (const page of [first, second]) await page.goto(server.address);
  expect(await ask(first, 'open', false)).toMatchObject({ result: null });
  expect(await ask(second, 'open', false)).toMatchObject({ error: { code: 'project-open-elsewhere' } });
  await ask(first, 'addMany', 3);
  expect(await ask(second, 'open', true)).toMatchObject({ result: null });
  await expect.poll(() => said(first)).toContainEqual({ lost: true });
  expect(await ask(first, 'addMany', 1)).toMatchObject({ error: { code: 'project-open-elsewhere' } });
  expect(await ask(second, 'addMany', 5)).toHaveProperty('result');
  await second.close();
  await expect.poll(async () => (await ask(first, 'open', false)).result).toBeNull();
  expect((await ask(first, 'find')).result?.whole).toHaveLength(5);
});

// With a profile on disk: in a private one, the overridden quota is not held to.
test('a full disk refuses what does not fit and takes it after room was made', async () => {
  await onProfile(async (profile) => {
    const browser = await startBrowser(profile);
    try {
      await fillTheDisk(browser.page);
    } finally {
      await browser.kill();
    }
  });
});

async function fillTheDisk(page: Page): Promise<void> {
  await page.goto(server.address);
  await ask(page, 'open', false);
  await ask(page, 'addMany', 10);
  const { result: before } = await ask(page, 'find');
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(server.address);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 20_000_000 });
  const refusal = (number: number) => ({ error: { code: 'disk-full', subject: `${number}.png` } });
  expect(await ask(page, 'add', 40_000_000)).toMatchObject(refusal(40_000_000));
  expect((await ask(page, 'find')).result).toEqual(before);

  // Chromium counts what is written a little late, so how many fit is not known.
  const added: number[] = [];
  for (let number = 5_000_000; number < 5_000_020; number++) {
    const { error } = await ask(page, 'add', number);
    if (error === undefined) added.push(number);
    else expect({ error }).toMatchObject(refusal(number));
  }
  expect(added.length).toBeGreaterThan(0);
  expect(added.length).toBeLessThan(20);
  const { result: full } = await ask(page, 'find');
  expect(full?.broken).toEqual([]);
  expect(full?.whole).toHaveLength(10 + added.length);
  expect(full?.onDisk).toBe(full?.bytes);

  for (const number of added) expect(await ask(page, 'remove', `${number}.png`)).toHaveProperty('result');
  await expect.poll(async () => (await ask(page, 'add', 5_000_000)).error).toBeUndefined();
  const { result: use } = await ask(page, 'use');
  expect(use).toMatchObject({ kind: 'disk', quotaBytes: expect.any(Number) });
  expect(use?.usedBytes).toBeGreaterThan(5_000_000);
}

async function onProfile(work: (profile: string) => Promise<void>): Promise<void> {
  const profile = await mkdtemp(path.join(tmpdir(), 'unet-studio-'));
  try {
    await work(profile);
  } finally {
    // The browser's last processes may still be writing their own files as they die.
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

test('a browser killed while files are added keeps every file it confirmed', async () => {
  await onProfile(async (profile) => {
    let confirmed: readonly string[] = [];
    for (const least of [3, 40, 90]) confirmed = await killedOnce(profile, least, confirmed);
  });
});

/** Opens, checks what the last kill left, adds until so many are confirmed, and kills. All that is confirmed by then. */
async function killedOnce(profile: string, least: number, before: readonly string[]): Promise<string[]> {
  const browser = await startBrowser(profile);
  const { page } = browser;
  try {
    await page.goto(server.address);
    expect(await ask(page, 'open', false)).toMatchObject({ result: null });
    const { result: found } = await ask(page, 'find');
    expect(found?.broken).toEqual([]);
    expect(found?.whole).toEqual(expect.arrayContaining([...before]));
    expect(found?.onDisk).toBe(found?.bytes);
    if (before.length > 0)
      expect(found?.recovered).toMatch(/while files were being added: it kept \d+ of 5000/);
    await page.evaluate(() => {
      (globalThis as unknown as { ask(command: string, argument: number): void }).ask('addAndTell', 5000);
    });
    await expect.poll(async () => (await said(page)).length).toBeGreaterThan(least);
    const confirmed = (await said(page)).flatMap((event) => event.confirmed ?? []);
    return [...before, ...confirmed];
  } finally {
    await browser.kill();
  }
}

/** The page as it is served and hosted: its policy, and that the other tests would notice a breach of it. */
import { expect, test } from 'playwright/test';
import { PAGE_POLICY, SECURITY_HEADERS } from '../scripts/securityHeaders.mjs';
import { watchPage } from './watchPage';

test('carries the policy in its headers and in itself', async ({ page }) => {
  const response = await page.goto('/');
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
    expect(response?.headers()[name.toLowerCase()]).toBe(value);
  }
  const meta = page.locator('meta[http-equiv="Content-Security-Policy"]');
  await expect(meta).toHaveAttribute('content', PAGE_POLICY);
});

test('names its files by relative paths, so that it can be hosted below any path', async ({ page }) => {
  await page.goto('/');
  const paths = await page
    .locator('[src], link[href]')
    .evaluateAll((elements) =>
      elements.map((element) => element.getAttribute('src') ?? element.getAttribute('href') ?? ''),
    );
  expect(paths.length).toBeGreaterThan(1);
  for (const path of paths) expect(path).toMatch(/^(\.\/|blob:|data:)/);
});

test('answers an unknown path with 404', async ({ request }) => {
  expect((await request.get('/no/such/page')).status()).toBe(404);
});

const breaches: Record<string, () => unknown> = {
  'console error: seen in the page': () => {
    // biome-ignore lint/suspicious/noConsole: this is the breach
    console.error('seen in the page');
  },
  'not handled: thrown in the page': () => {
    setTimeout(() => {
      throw new Error('thrown in the page');
    });
  },
  'not handled: rejected in the page': () => {
    void Promise.reject(new Error('rejected in the page'));
  },
  'console error: seen in a worker': () => {
    const text = "console.error('seen in a worker')";
    new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
  },
  'not handled: rejected in a worker': () => {
    const text = "Promise.reject(new Error('rejected in a worker'))";
    new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
  },
  'request to another origin: https://elsewhere.invalid/pixel.png': () => {
    new Image().src = 'https://elsewhere.invalid/pixel.png';
  },
};

for (const [problem, breach] of Object.entries(breaches)) {
  test(`the watch notes "${problem}"`, async ({ page, baseURL }) => {
    const problems = watchPage(page.context(), new URL(baseURL ?? '').origin);
    await page.goto('/');
    await page.evaluate(breach);
    await expect.poll(() => problems.some((text) => text.startsWith(problem))).toBe(true);
  });
}

test('the watch notes nothing where nothing happens', async ({ page, baseURL }) => {
  const problems = watchPage(page.context(), new URL(baseURL ?? '').origin);
  await page.goto('/');
  await expect(page.locator('#root')).not.toBeEmpty();
  expect(problems).toEqual([]);
});

/** Playwright's `test`, made to fail on anything that watchPage notes. Every journey imports `test` from here. */
import { test as base, expect } from 'playwright/test';
import { watchPage } from './watchPage';

export const test = base.extend({
  page: async ({ page }, use, info) => {
    await use(page);
    // A picture alone does not reach the log of a build machine.
    if (info.status !== info.expectedStatus && !page.isClosed()) {
      const text = await page.locator('body').innerText();
      process.stderr.write(`On the page of "${info.title}":\n${text.slice(0, 3000)}\n`);
    }
  },
  context: async ({ context, baseURL }, use) => {
    const problems = watchPage(context, new URL(baseURL ?? '').origin);
    await use(context);
    expect(problems, 'errors and foreign requests').toEqual([]);
  },
});

export { expect };

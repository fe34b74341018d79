/** Playwright's `test`, made to fail on anything that watchPage notes. Every journey imports `test` from here. */
import { test as base, expect } from 'playwright/test';
import { watchPage } from './watchPage';

export const test = base.extend({
  context: async ({ context, baseURL }, use) => {
    const problems = watchPage(context, new URL(baseURL ?? '').origin);
    await use(context);
    expect(problems, 'errors and foreign requests').toEqual([]);
  },
});

export { expect };

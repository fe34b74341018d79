import { describe, expect, it } from 'vitest';
import { latestOnly } from './latestOnly';

describe('latestOnly', () => {
  it('runs once more for any number of requests made during a run', async () => {
    const releases: (() => void)[] = [];
    let runs = 0;
    const ask = latestOnly(() => {
      runs++;
      return new Promise((resolve) => releases.push(resolve));
    });
    const first = ask();
    ask().catch(() => undefined);
    ask().catch(() => undefined);
    expect(runs).toBe(1);
    releases.shift()?.();
    await new Promise((resolve) => setTimeout(resolve));
    expect(runs).toBe(2);
    releases.shift()?.();
    await first;
    expect(runs).toBe(2);
  });

  it('loses no request that is made as soon as a run has ended', async () => {
    let runs = 0;
    const ask = latestOnly(async () => {
      runs++;
    });
    for (let i = 0; i < 50; i++) {
      const asked = ask();
      for (let turn = 0; turn < i % 5; turn++) await Promise.resolve();
      const again = runs;
      await ask();
      expect(runs).toBeGreaterThan(again);
      await asked;
    }
  });
});

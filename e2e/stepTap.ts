/**
 * Counts the steps of training as the workers tell them, in a page that may be blocked: messages that arrive meanwhile
 * wait, and are counted when it is free. Listens where the browser hands messages over; the studio knows nothing of it.
 */
import type { Page } from 'playwright/test';

export interface ToldStep {
  readonly type: 'step' | 'checkpoint';
  readonly step: number;
  /** Wall time of a step by the worker's own clock; 0 for a checkpoint. */
  readonly ms: number;
}

declare global {
  var studioSteps: { type: 'step' | 'checkpoint'; step: number; ms: number }[] | undefined;
}

/** Before the page is loaded. */
export async function tapSteps(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const told: NonNullable<typeof globalThis.studioSteps> = [];
    globalThis.studioSteps = told;
    const stepIn = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      const { type, step, ms = 0 } = value as { type?: unknown; step?: unknown; ms?: unknown };
      const isTold = type === 'step' || type === 'checkpoint';
      if (isTold && typeof step === 'number' && typeof ms === 'number') told.push({ type, step, ms });
      else for (const part of Object.values(value)) stepIn(part);
    };
    const listen = MessagePort.prototype.addEventListener;
    const tapped = new WeakSet<MessagePort>();
    MessagePort.prototype.addEventListener = function (
      this: MessagePort,
      ...args: Parameters<typeof listen>
    ) {
      if (!tapped.has(this)) {
        tapped.add(this);
        listen.call(this, 'message', (event) => stepIn((event as MessageEvent).data));
      }
      return listen.apply(this, args);
    };
  });
}

export async function toldSteps(page: Page, type: ToldStep['type'] = 'step'): Promise<ToldStep[]> {
  const told = await page.evaluate(() => globalThis.studioSteps ?? []);
  return told.filter((event) => event.type === type);
}

/** Blocks the page's thread for `ms`; the steps that were told meanwhile. */
export function stepsWhileBlocked(page: Page, ms: number): Promise<ToldStep[]> {
  return page.evaluate(
    async ([duration, turns]) => {
      const before = globalThis.studioSteps?.length ?? 0;
      const end = performance.now() + duration;
      while (performance.now() < end) {
        // Nothing else runs in this thread.
      }
      // What has arrived by now is handed over in some turns of the page.
      for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setTimeout(resolve));
      return (globalThis.studioSteps ?? []).slice(before);
    },
    [ms, 50] as const,
  );
}

/** A studio over the fake engine, and short ways to ask what it did. For tests of the page's state. */
import { createFakeEngine, type FakeEngine } from '../engine/fake';
import type { NamedFile } from '../engine/protocol';
import { createStudioStore, type Studio } from '../state/createStudioStore';
import type { StudioState } from '../state/studioState';

export interface FakeStudio extends Studio {
  readonly engine: FakeEngine;
  /** Files handed to the user as downloads, oldest first. */
  readonly saved: readonly NamedFile[];
  /** The host's clock, ms; the test moves it. */
  readonly clock: { ms: number };
  state(): StudioState;
  callsOf(method: string): readonly { readonly args: readonly unknown[] }[];
}

export function fakeStudio(): FakeStudio {
  const engine = createFakeEngine();
  const saved: NamedFile[] = [];
  const clock = { ms: 0 };
  const studio = createStudioStore(engine, { now: () => clock.ms, save: (files) => saved.push(...files) });
  return {
    ...studio,
    engine,
    saved,
    clock,
    state: studio.store.getState,
    callsOf: (method) => engine.calls.filter((call) => call.method === method),
  };
}

/** An empty file to import. */
export function emptyFile(path: string) {
  return { path, blob: new Blob([]) };
}

/** Lets every promise that can settle do so. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

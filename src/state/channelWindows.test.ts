import { describe, expect, it } from 'vitest';
import type { Normalisation } from '../domain/intensity';
import { windowsFor } from './channelWindows';

const window = (channel: number) => ({ low: channel, high: channel + 1 });
const windows = (...channels: number[]): Normalisation => ({ kind: 'window', windows: channels.map(window) });

describe('windowsFor', () => {
  it('follows each channel to its new place', () => {
    expect(windowsFor(windows(0, 1, 2), null, [2, 0], 3)).toEqual(windows(2, 0));
    expect(windowsFor(windows(2, 0), [2, 0], [0, 2], 3)).toEqual(windows(0, 2));
  });

  it('gives way to the default where a channel has no window yet', () => {
    expect(windowsFor(windows(2, 0), [2, 0], null, 3)).toEqual({ kind: 'zscore' });
  });

  it('leaves other rules alone', () => {
    expect(windowsFor({ kind: 'percentile', low: 1, high: 99 }, null, [0], 3)).toBeNull();
  });
});

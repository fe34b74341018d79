import { expect, test } from 'vitest';
import { glimpseLabels } from './glimpseLabels';

test('puts the part where it belongs and leaves the rest clear', () => {
  const glimpse = {
    step: 3,
    imageId: 'a',
    x: 1,
    y: 1,
    width: 2,
    height: 2,
    labels: Uint8Array.of(1, 2, 3, 0),
  };
  const { labels, ignore } = glimpseLabels(glimpse, { width: 4, height: 3 });
  expect([...labels]).toEqual([0, 0, 0, 0, 0, 1, 2, 0, 0, 3, 0, 0]);
  expect([...ignore]).toEqual([1, 1, 1, 1, 1, 0, 0, 1, 1, 0, 0, 1]);
});

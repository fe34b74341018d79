import { expect, test } from 'vitest';
import { spanAtEnd } from './spanAtEnd';

const TRACK = { min: 0, max: 200 };

test('a thumb goes to the end of the track, or to the other thumb', () => {
  expect(spanAtEnd('Home', 0, [50, 80], TRACK)).toEqual([0, 80]);
  expect(spanAtEnd('End', 0, [50, 80], TRACK)).toEqual([80, 80]);
  expect(spanAtEnd('Home', 1, [50, 80], TRACK)).toEqual([50, 50]);
  expect(spanAtEnd('End', 1, [50, 80], TRACK)).toEqual([50, 200]);
});

test('other keys are not its business', () => {
  expect(spanAtEnd('ArrowLeft', 0, [50, 80], TRACK)).toBeNull();
});

import { expect, test } from 'vitest';
import { keyShape } from './keyShape';

test('reads channels as they lie in memory, pixels of all samples, and the pass', () => {
  expect(keyShape('conv3x3 forward 1+6→5 @9x7, batch 2, pad 1, statistics')).toEqual({
    op: 'conv3x3',
    role: 'forward',
    inputs: 12,
    outputs: 8,
    pixels: 126,
    work: 126 * 12 * 8,
  });
  expect(keyShape('upconv2x2 filter gradient 32→16 @64x64, batch 1, pad 0, 8 rows')).toMatchObject({
    op: 'upconv2x2',
    role: 'filterGradient',
    inputs: 32,
  });
});

test('an input gradient works for one source alone', () => {
  const key = 'conv3x3 input gradient 16+8→16 @32x32 source 1, batch 1, pad 1';
  expect(keyShape(key)).toMatchObject({ role: 'inputGradient', inputs: 8, outputs: 16 });
});

test('any other text is no key', () => {
  expect(keyShape('pool backward')).toBeNull();
});

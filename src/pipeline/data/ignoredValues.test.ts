/** Which values count nowhere: each rule, and its nearest case to which it does not apply. */
import { describe, expect, it } from 'vitest';
import { rngStream } from '../../common/rng';
import type { MaskRaster } from '../../domain/masks';
import { maskOf, rowsMask } from '../../testing/drawMasks';
import { judgeMasks } from './judgeMasks';
import { maskFacts } from './maskFacts';
import { toLabelMap } from './toLabelMap';

function judge(masks: readonly MaskRaster[]) {
  return judgeMasks(masks.map(maskFacts), { words: [], names: [] });
}

describe('which values count nowhere', () => {
  it('255 beside indices, also beside two', () => {
    expect(judge([rowsMask('001122', '001122', '......', '......')]).reading).toMatchObject({
      classes: [[0], [1], [2]],
      ignore: [255],
    });
    expect(judge([rowsMask('000111', '000111', '......', '......')]).reading).toMatchObject({
      classes: [[0], [1]],
      ignore: [255],
    });
  });

  it('not 255 beside 0 alone', () => {
    expect(judge([rowsMask('000...', '000...', '000000', '000000')]).reading).toMatchObject({ ignore: [] });
  });

  it('values below zero, and what is no number', () => {
    const data = Float32Array.of(-1, -1, 0, 0, -1, -1, 0, 0, 1, 1, 0, 0, 1, 1, Number.NaN, 0);
    const mask = maskOf(data);
    const { reading, judgement } = judge([mask]);
    expect(reading).toMatchObject({ classes: [[0], [1]], ignore: [-1] });
    expect(judgement.evidence.join(' ')).toContain('1 pixel holds no number');
    expect(toLabelMap(mask, reading).ignore?.[14]).toBe(1);
  });

  it('the seams of a dense index set', () => {
    const rng = rngStream(2, 'test', 0, 0);
    const blocks = Uint8Array.from({ length: 64 * 64 }, (_, i) => {
      const onSeam = (i % 64) % 16 === 15 || Math.floor(i / 64) % 16 === 15;
      return onSeam && rng.chance(0.5) ? 5 : (Math.floor((i % 64) / 16) + Math.floor(i / 1024)) % 5;
    });
    expect(judge([maskOf(blocks)]).reading).toMatchObject({
      classes: [[0], [1], [2], [3], [4]],
      ignore: [5],
    });
  });
});

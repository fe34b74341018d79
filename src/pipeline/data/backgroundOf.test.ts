/** Which value is the background: each rule on a mask that only this rule reads right. */
import { describe, expect, it } from 'vitest';
import type { MaskRaster } from '../../domain/masks';
import { rowsMask } from '../../testing/drawMasks';
import { judgeMasks } from './judgeMasks';
import { maskFacts } from './maskFacts';

function judge(masks: readonly MaskRaster[]) {
  return judgeMasks(masks.map(maskFacts), { words: [], names: [] });
}

const EMPTY = rowsMask('000000', '000000', '000000', '000000');

describe('which value is the background', () => {
  it('is the one that fills masks alone, though it covers less', () => {
    const full = rowsMask('111111', '111111', '110111', '111111');
    expect(judge([full, full, full, EMPTY]).reading).toMatchObject({ classes: [[0], [1]] });
  });

  it('is the one around a large object', () => {
    const large = rowsMask('000000', '0....0', '0....0', '0....0', '0....0', '0....0', '000000');
    const { judgement, reading } = judge([large]);
    expect(reading).toMatchObject({ classes: [[0], [255]] });
    expect(judgement.kind).toBe('binary');
  });

  it('is the fuller one of a net and its meshes', () => {
    const net = rowsMask('......0......', '......0......', '0000000000000', '......0......', '......0......');
    const { judgement, reading, objects } = judge([net]);
    expect(judgement.kind).toBe('inverted');
    expect(objects).toMatchObject({ objects: 4, area: { median: 12 } });
    expect(reading).toMatchObject({ classes: [[255], [0]] });
  });

  it('is, of more than two values without 0, the one at the frame', () => {
    const trimap = rowsMask('222222', '233332', '231132', '231132', '233332', '222222');
    expect(judge([trimap]).reading).toMatchObject({ classes: [[2], [1], [3]] });
  });

  it('is there alone in a set of empty masks', () => {
    expect(judge([EMPTY, EMPTY])).toMatchObject({
      judgement: { kind: 'binary', flaws: [] },
      reading: { classes: [[0]] },
      objects: null,
    });
  });
});

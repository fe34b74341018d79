/** Frames in which most objects have no label, in even sets and in uneven ones. */
import { describe, expect, it } from 'vitest';
import { drawDiscs, maskOf, numbersOf } from '../../testing/drawMasks';
import { judgeMasks } from './judgeMasks';
import { maskFacts } from './maskFacts';

const SIZE = 72;

describe('partly labelled frames', () => {
  const frames = Array.from({ length: 6 }, (_, index) => numbersOf(drawDiscs(9, index, 10, SIZE), SIZE));
  const facts = frames.map((list) => maskFacts(maskOf(Uint16Array.from(list))));
  const sparse = maskFacts(maskOf(Uint16Array.from(frames[0] ?? [], (v) => (v <= 2 ? v : 0))));
  const names = [...'abcdef', 'g.tif'];

  it('are named with their numbers', () => {
    const { judgement } = judgeMasks([...facts, sparse], { words: [], names });
    expect(judgement.flaws).toEqual(['partly-labelled']);
    expect(judgement.evidence.at(-1)).toMatch(/^g\.tif may be labelled only in part: 2 on .* 10 objects/);
  });

  it('are not suspected in even sets, nor in uneven ones', () => {
    expect(judgeMasks(facts, { words: [], names }).judgement.flaws).toEqual([]);
    const uneven = [facts[0], sparse, facts[1], sparse].flatMap((mask) => mask ?? []);
    expect(judgeMasks(uneven, { words: [], names: [] }).judgement.flaws).toEqual([]);
  });
});

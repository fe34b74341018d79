import { expect, it } from 'vitest';
import type { Finding } from '../domain/findings';
import { sampleDataset } from '../engine/fakeResults';
import { isFit, withFits } from './fitChoices';

const turn = { transposes: true, flipsX: false, flipsY: true };

function finding(imageId: string, repair: Finding['repair']): Finding {
  return { code: 'other-size', imageId, others: [], message: '', evidence: null, repair };
}

it('makes each mask of another size the choice for its image, and leaves other choices alone', () => {
  const { images, ...dataset } = sampleDataset();
  const [first, second] = images;
  const misfit = { planes: [{ path: 'masks/a.png', page: 0, pages: 1 }], words: [null] };
  const pairChoices = [
    { imageId: first?.id ?? '', maskIds: ['old'] },
    { imageId: 'other.png', maskIds: [] },
  ];
  const now = { ...dataset, pairChoices, images: [{ ...first, mask: null, misfit }, second] };
  const findings = [
    finding(first?.id ?? '', { kind: 'fit', turn }),
    finding(second?.id ?? '', { kind: 'fit', turn: null }),
    finding('gone.png', { kind: 'fit', turn: null }),
    finding('other.png', { kind: 'swap' }),
  ];
  expect(withFits(now as Parameters<typeof withFits>[0], findings.filter(isFit))).toEqual([
    { imageId: 'other.png', maskIds: [] },
    { imageId: first?.id, maskIds: ['masks/a.png'], fit: { turn } },
  ]);
});

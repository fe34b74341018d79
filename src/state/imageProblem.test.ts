import { expect, it } from 'vitest';
import { makeImage, sampleDataset } from '../engine/fakeResults';
import { imageProblem } from './imageProblem';

const dataset = sampleDataset();
const first = makeImage('sample-1.png');
const error = {
  code: 'mask-size-differs',
  message: 'It has another size.',
  subject: 'x',
  hint: 'Export it.',
} as const;

it('names the worst of what is wrong, and nothing for an image that can be trained on', () => {
  expect(imageProblem(first, dataset)).toBeNull();
  const bare = { ...first, mask: null, reason: 'no mask carries this name' };
  expect(imageProblem(bare, dataset)).toMatchObject({
    kind: 'unlabelled',
    text: 'no mask carries this name',
  });
  expect(imageProblem({ ...bare, large: true }, dataset)).toMatchObject({ kind: 'large', hint: '' });
  const refused = [{ path: `masks/${first.source.path}`, error }];
  expect(imageProblem({ ...first, large: true }, { ...dataset, refused })).toEqual({
    kind: 'refused-mask',
    text: 'It has another size.',
    hint: 'Export it.',
  });
});

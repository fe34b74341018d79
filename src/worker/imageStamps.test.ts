import { expect, it } from 'vitest';
import { sampleDataset } from '../engine/fakeResults';
import { imageStamps } from './imageStamps';

const dataset = sampleDataset();
const stored = (changed: string) => (path: string) => (path === changed ? 'new' : `old ${path}`);
const before = imageStamps(dataset, stored(''));

it.each([
  ['its own file', dataset, 'sample-1.png', ['sample-1.png']],
  ['the file of its mask', dataset, 'masks/sample-2.png', ['sample-2.png']],
  [
    'labels that were drawn',
    {
      ...dataset,
      images: dataset.images.map((image, at) => (at === 0 ? { ...image, drawn: 'sum' } : image)),
    },
    '',
    ['sample-1.png'],
  ],
  ['the reading of the masks', { ...dataset, reading: null }, '', ['sample-1.png', 'sample-2.png']],
])('an image has another stamp with %s', (_, now, changed, wanted) => {
  const after = imageStamps(now, stored(changed));
  expect([...after.keys()].filter((id) => after.get(id) !== before.get(id))).toEqual(wanted);
});

it('of an image without a mask says nothing of the reading', () => {
  const images = dataset.images.map((image) => ({ ...image, mask: null }));
  const stamps = imageStamps({ ...dataset, images }, stored(''));
  expect(imageStamps({ ...dataset, images, reading: null }, stored(''))).toEqual(stamps);
});

/** What a correction begins with where labels were drawn before. */
import { expect, it } from 'vitest';
import { defined } from '../common/assert';
import type { Prediction } from '../domain/predict';
import { sampleDataset } from '../engine/fakeResults';
import { correctionBase } from './correctBase';

const [sample] = sampleDataset().images;
const image = { ...defined(sample, 'image'), drawn: 'sum' };

/** One row of five pixels in which the model sees one object. */
const prediction: Prediction = {
  imageId: image.id,
  width: 5,
  height: 1,
  classes: 2,
  labels: Uint8Array.of(1, 1, 1, 1, 0),
  probabilities: new Uint8Array(10),
};
const objects = {
  labels: prediction.labels,
  map: { width: 5, height: 1, ids: Uint32Array.of(1, 1, 1, 1, 0), count: 1, classes: Uint8Array.of(0, 1) },
};

const drawn = {
  width: 5,
  height: 1,
  rgba: new Uint8ClampedArray(20),
  labels: Uint8Array.of(1, 1, 1, 0, 1),
  ignore: Uint8Array.of(0, 0, 0, 1, 0),
};

it('keeps apart what was taken apart by hand, whatever the model sees', () => {
  const view = { ...drawn, instances: Uint32Array.of(7, 7, 9, 0, 2) };
  const { instances, classes, touched } = correctionBase(prediction, objects, image, view);
  expect([...instances]).toEqual([8, 8, 10, 1, 3]);
  expect([...classes]).toEqual([1, 1, 1, 1, 1]);
  expect([...touched]).toEqual([1, 1, 1, 0, 1]);
});

it('numbers the pieces of what was drawn without numbers', () => {
  const { instances } = correctionBase(prediction, objects, image, drawn);
  expect([...instances]).toEqual([2, 2, 2, 1, 3]);
  const view = { ...drawn, instances: Uint32Array.of(4, 0, 0, 0, 4) };
  expect([...correctionBase(prediction, objects, image, view).instances]).toEqual([5, 6, 6, 1, 5]);
});

it('is the prediction as it is shown where nothing was drawn', () => {
  const { drawn: _, ...untouched } = image;
  const { instances, touched } = correctionBase(prediction, objects, untouched, drawn);
  expect([...instances]).toEqual([1, 1, 1, 1, 0]);
  expect(touched.some((one) => one === 1)).toBe(false);
});

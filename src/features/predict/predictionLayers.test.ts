import { describe, expect, it } from 'vitest';
import { viridis } from '../../common/viridis';
import type { Prediction } from '../../domain/predict';
import { errorLayer, probabilityLayer, uncertaintyLayer } from './predictionLayers';

const prediction: Prediction = {
  imageId: 'a',
  width: 2,
  height: 1,
  classes: 2,
  labels: Uint8Array.of(0, 1),
  probabilities: Uint8Array.of(255, 0, 0, 255),
};

describe('probabilityLayer', () => {
  it('draws the plane of the class that is asked for', () => {
    expect([...probabilityLayer(prediction, 0)]).toEqual([253, 231, 37, 255, 68, 1, 84, 255]);
    expect([...probabilityLayer(prediction, 1)]).toEqual([68, 1, 84, 255, 253, 231, 37, 255]);
  });
});

describe('uncertaintyLayer', () => {
  it('is dark where one class is certain, bright where all are alike', () => {
    const undecided = { ...prediction, probabilities: Uint8Array.of(255, 128, 0, 127) };
    expect([...uncertaintyLayer(undecided)]).toEqual([68, 1, 84, 255, 253, 231, 37, 255]);
  });
});

describe('errorLayer', () => {
  it('marks wrong pixels only', () => {
    expect([...errorLayer(prediction, Uint8Array.of(0, 0), null)]).toEqual([0, 0, 0, 0, 213, 94, 0, 255]);
  });

  it('never blames an ignored pixel', () => {
    expect(errorLayer(prediction, Uint8Array.of(1, 0), Uint8Array.of(1, 1)).every((byte) => byte === 0)).toBe(
      true,
    );
  });
});

describe('viridis', () => {
  it('gets lighter from 0 to 1, so that it reads without colour', () => {
    const lightness = Array.from({ length: 101 }, (_, i) => {
      const [red, green, blue] = viridis(i / 100);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    });
    for (let i = 1; i < lightness.length; i++) {
      expect(lightness[i]).toBeGreaterThan((lightness[i - 1] ?? 0) - 0.5);
    }
  });

  it('stays in range outside 0..1', () => {
    expect(viridis(-1)).toEqual(viridis(0));
    expect(viridis(2)).toEqual(viridis(1));
  });
});

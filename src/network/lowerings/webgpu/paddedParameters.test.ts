import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anySpec } from '../../../testing/anySpec';
import { buildGraph } from '../../buildGraph';
import { initWeights } from '../../initWeights';
import { packParameters } from './packParameters';
import { flatLength, paddedCount, planParameters } from './planParameters';
import { unpackParameters } from './unpackParameters';

describe('packParameters', () => {
  it('is undone by unpackParameters, and everything else is zero', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const graph = buildGraph(spec);
        const parameters = planParameters(graph);
        const weights = new Map(
          [...initWeights(graph, 3)].map(([name, values]) => [name, values.map(Math.abs)]),
        );
        const flat = packParameters(parameters, weights);
        expect(unpackParameters(parameters, flat)).toEqual(weights);
        const total = [...weights.values()].reduce((sum, values) => sum + sumOf(values), 0);
        expect(sumOf(flat)).toBeCloseTo(total, 3);
      }),
      { numRuns: 30 },
    );
  });

  it('pads each source of a convolution by itself', () => {
    const graph = buildGraph({
      depth: 1,
      width: 3,
      padding: 'same',
      inputChannels: 1,
      classes: 2,
      norm: 'none',
      activation: { kind: 'relu' },
      upActivation: 'linear',
      dropout: 0,
      skips: true,
    });
    const parameters = planParameters(graph);
    const joined = parameters.find(({ name }) => name === 'decoder.0.conv1.weight');
    expect(joined).toMatchObject({ shape: [3, 3, 6, 3], paddedShape: [3, 3, 8, 4] });
    expect(joined?.places[2]).toEqual([0, 1, 2, 4, 5, 6]);
    const up = parameters.find(({ name }) => name === 'decoder.0.up.weight');
    expect(up).toMatchObject({ shape: [2, 2, 3, 6], paddedShape: [2, 2, 4, 8] });
  });

  it('starts every parameter at 256 bytes, none in another', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const parameters = planParameters(buildGraph(spec));
        let end = 0;
        for (const parameter of parameters) {
          expect(parameter.offset % 64).toBe(0);
          expect(parameter.offset).toBeGreaterThanOrEqual(end);
          end = parameter.offset + paddedCount(parameter);
        }
        expect(flatLength(parameters)).toBeGreaterThanOrEqual(end);
      }),
      { numRuns: 30 },
    );
  });
});

function sumOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

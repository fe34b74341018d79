/** The float64 reference of whole networks judged by finite differences: every parameter of small networks. */
import { describe, expect, it } from 'vitest';
import { DICE_SMOOTHING } from '../../kernels/loss/lossOptions';
import { lossGradientReference, lossReference } from '../../kernels/loss/reference';
import { finiteDifferences } from '../../testing/finiteDifferences';
import { networkCases } from '../../testing/networkSpecs';
import { relativeError } from '../../testing/relativeError';
import { trainingCase } from '../../testing/trainingCase';
import { float64Gradients } from './float64Gradients';
import { type Float64Node, float64Forward, outputOf, shapesOf } from './float64Network';

/** Values of each parameter that are tried: their gradient takes two forward passes each. */
const TRIED = 6;

describe('float64Gradients', () => {
  it.each(networkCases)(
    'agree with finite differences: $name',
    { timeout: 60_000 },
    ({ spec, side, loss }) => {
      const narrow = { ...spec, width: Math.min(spec.width, 2), classes: Math.min(spec.classes, 3) };
      const data = trainingCase(narrow, { batch: 1, side, seed: 5, step: 0, firstSample: 0 });
      const weights = new Map([...data.weights].map(([name, values]) => [name, Array.from(values)]));
      const network = { ...data, weights };
      const { height = 0, width = 0 } = shapesOf(network).at(-1) ?? {};
      const options = {
        batch: 1,
        height,
        width,
        classes: narrow.classes,
        ...loss,
        smoothing: DICE_SMOOTHING,
      };
      const logitsOf = (nodes: readonly Float64Node[]) => outputOf(nodes, nodes.length - 1);
      const total = () =>
        lossReference(options, { logits: logitsOf(float64Forward(network)), ...data.target }).total;
      const nodes = float64Forward(network);
      const dlogits = lossGradientReference(options, { logits: logitsOf(nodes), ...data.target });
      const gradients = float64Gradients(network, nodes, dlogits);
      expect([...gradients.keys()].sort()).toEqual([...weights.keys()].sort());
      for (const [name, values] of weights) {
        const stride = Math.ceil(values.length / TRIED);
        const tried = values.filter((_, index) => index % stride === 0);
        const numeric = finiteDifferences(() => {
          for (const [i, value] of tried.entries()) values[i * stride] = value;
          return total();
        }, tried);
        for (const [i, value] of tried.entries()) values[i * stride] = value;
        const derived = (gradients.get(name) ?? []).filter((_, index) => index % stride === 0);
        expect(relativeError(derived, numeric), name).toBeLessThan(1e-5);
      }
    },
  );
});

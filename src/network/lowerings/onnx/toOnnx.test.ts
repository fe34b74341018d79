/** ONNX Runtime is the independent reader: what it computes from the file is what the float64 reference computes. */
import { InferenceSession, Tensor } from 'onnxruntime-web';
import { expect, test } from 'vitest';
import { networkCases } from '../../../testing/networkSpecs';
import { relativeError } from '../../../testing/relativeError';
import { trainingCase } from '../../../testing/trainingCase';
import { inferShapes } from '../../inferShapes';
import { type Float64Network, float64Forward } from '../../reference/float64Network';
import { ONNX_INPUT, ONNX_OUTPUT, toOnnx } from './toOnnx';

/** [N,H,W,C] to [N,C,H,W]. */
function channelsFirst(values: ArrayLike<number>, batch: number, pixels: number): Float32Array {
  const channels = values.length / batch / pixels;
  return Float32Array.from({ length: values.length }, (_, at) => {
    const [n, c, p] = [Math.floor(at / channels / pixels), Math.floor(at / pixels) % channels, at % pixels];
    return values[(n * pixels + p) * channels + c] ?? Number.NaN;
  });
}

test.each(networkCases)('$name', async ({ spec, side, batch }) => {
  const size = { batch, side, seed: 3, step: 0, firstSample: 0 };
  const { weights, ...network } = trainingCase(spec, size);
  const undropped: Float64Network = { ...network, weights, masks: new Map() };
  const expected = float64Forward(undropped).at(-1)?.output ?? [];
  const out = inferShapes(network.graph, side, side).at(-1)?.height ?? 0;
  const session = await InferenceSession.create(toOnnx(network.graph, weights));
  const input = channelsFirst(network.input, batch, side * side);
  const feed = new Tensor('float32', input, [batch, spec.inputChannels, side, side]);
  const { [ONNX_OUTPUT]: logits } = await session.run({ [ONNX_INPUT]: feed });
  expect(logits?.dims).toEqual([batch, spec.classes, out, out]);
  const found = logits?.data as Float32Array;
  expect(relativeError(found, channelsFirst(expected, batch, out * out))).toBeLessThan(1e-4);
  await session.release();
});

/** onnxruntime-web's WebGPU provider on the ONNX file of the same graph. In the browser only. */

import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/webgpu';
import { buildGraph } from '../../src/network/buildGraph';
import { ONNX_INPUT, ONNX_OUTPUT, toOnnx } from '../../src/network/lowerings/onnx/toOnnx';
import { type BenchSubject, logitSample, type OpenContender } from '../contender';
import { wholeImage } from './wholeImage';

env.wasm.wasmPaths = { wasm };
env.wasm.numThreads = 1;

export const openOrtPredict: OpenContender = async (subject) => {
  const { side, patch } = subject;
  const session = await open(subject);
  const run = async () => {
    const values = await planes(session, patch.image, side);
    return logitSample((pixel, channel) => values[channel * side * side + pixel] ?? Number.NaN, side);
  };
  return { run };
};

export const openOrtImage: OpenContender = async (subject) => {
  const { spec } = subject;
  const session = await open(subject);
  const logits = async (input: Float32Array<ArrayBuffer>, _count: number, side: number) =>
    interleaved(await planes(session, input, side), spec.classes);
  return wholeImage({ spec, logits }, subject);
};

function open({ spec, weights }: BenchSubject): Promise<InferenceSession> {
  return InferenceSession.create(toOnnx(buildGraph(spec), weights), {
    executionProviders: ['webgpu'],
    // Opening fails where a single node would run anywhere else.
    extra: { session: { disable_cpu_ep_fallback: '1' } },
  });
}

/** [classes, side, side] of an image of one channel. */
async function planes(session: InferenceSession, image: Float32Array, side: number): Promise<Float32Array> {
  const feed = new Tensor('float32', image, [1, 1, side, side]);
  const { [ONNX_OUTPUT]: logits } = await session.run({ [ONNX_INPUT]: feed });
  return logits?.data as Float32Array;
}

/** [pixels, classes] from [classes, pixels]. */
function interleaved(values: Float32Array, classes: number): Float32Array {
  const pixels = values.length / classes;
  const out = new Float32Array(values.length);
  for (let c = 0; c < classes; c++)
    for (let pixel = 0; pixel < pixels; pixel++) out[pixel * classes + c] = values[c * pixels + pixel] ?? 0;
  return out;
}

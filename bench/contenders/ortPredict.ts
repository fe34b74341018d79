/** onnxruntime-web's WebGPU provider on the ONNX file of the same graph. In the browser only. */

import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/webgpu';
import { buildGraph } from '../../src/network/buildGraph';
import { ONNX_INPUT, ONNX_OUTPUT, toOnnx } from '../../src/network/lowerings/onnx/toOnnx';
import { logitSample, type OpenContender } from '../contender';

env.wasm.wasmPaths = { wasm };
env.wasm.numThreads = 1;

export const openOrtPredict: OpenContender = async ({ spec, side, weights, patch }) => {
  const session = await InferenceSession.create(toOnnx(buildGraph(spec), weights), {
    executionProviders: ['webgpu'],
    // Opening fails where a single node would run anywhere else.
    extra: { session: { disable_cpu_ep_fallback: '1' } },
  });
  const run = async () => {
    const feed = new Tensor('float32', patch.image, [1, 1, side, side]);
    const { [ONNX_OUTPUT]: logits } = await session.run({ [ONNX_INPUT]: feed });
    const values = logits?.data as Float32Array;
    return logitSample((pixel, channel) => values[channel * side * side + pixel] ?? Number.NaN, side);
  };
  return { run };
};

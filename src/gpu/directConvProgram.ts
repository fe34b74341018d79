/**
 * A stride-1 convolution without workgroup memory, for tf.js's WebGPU backend: each thread computes four pixels
 * of a row in four output channels straight from global memory. Software adapters run barriers so slowly that
 * it beats tf.js's tiled kernel there many times over; on a real GPU the tiled kernel is the better one.
 */
import type { WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';

export interface DirectConvOptions {
  /** [N,H,W,channels] of the output. */
  readonly outputShape: readonly [number, number, number, number];
  /** Side of the square kernel. */
  readonly kernel: number;
  readonly bias: boolean;
  readonly relu: boolean;
}

const PIXELS = 4;
const CHANNELS = 4;
const THREADS = 64;

/** Inputs x [N,H,W,C], W [k,k,C,O] and, with `bias`, bias [O]. Uniforms: `directConvUniforms`. */
export function directConvProgram(options: DirectConvOptions): WebGPUProgram {
  const { outputShape, kernel, bias, relu } = options;
  return {
    variableNames: bias ? ['x', 'W', 'bias'] : ['x', 'W'],
    outputShape: [...outputShape],
    uniforms: 'pad : i32, threads : i32,',
    dispatchLayout: { x: [0, 1, 2, 3] },
    dispatch: [Math.ceil(threadCount(outputShape) / THREADS), 1, 1],
    workgroupSize: [THREADS, 1, 1],
    shaderKey: `directConv_${kernel}_${bias}_${relu}`,
    getUserCode: () => shader(options),
  };
}

/** `pad` is the zero border at the top and the left, px. */
export function directConvUniforms(outputShape: DirectConvOptions['outputShape'], pad: number) {
  return [
    { type: 'int32', data: [pad] },
    { type: 'int32', data: [threadCount(outputShape)] },
  ];
}

function threadCount([batch, height, width, channels]: DirectConvOptions['outputShape']): number {
  return batch * height * Math.ceil(width / PIXELS) * Math.ceil(channels / CHANNELS);
}

/** Values read beyond a row's or a channel group's end are computed with, and never written. */
function shader({ kernel, bias, relu }: DirectConvOptions): string {
  return `
fn pixelOf(row : i32, column : i32, channel : i32) -> f32 {
  let inside = column >= 0 && column < uniforms.xShape[2];
  return select(0.0, x[(row * uniforms.xShape[2] + column) * uniforms.xShape[3] + channel], inside);
}

fn store(row : i32, column : i32, channel : i32, sum : vec4<f32>) {
  if (column >= uniforms.outShape[2]) { return; }
  let at = (row * uniforms.outShape[2] + column) * uniforms.outShape[3] + channel;
  for (var i = 0; i < min(${CHANNELS}, uniforms.outShape[3] - channel); i++) {
    var value = sum[i];
    ${bias ? 'value += bias[channel + i];' : ''}
    ${relu ? 'value = max(value, 0.0);' : ''}
    result[at + i] = value;
  }
}

fn main(index : i32) {
  if (index >= uniforms.threads) { return; }
  let groups = (uniforms.outShape[3] + ${CHANNELS - 1}) / ${CHANNELS};
  let strips = (uniforms.outShape[2] + ${PIXELS - 1}) / ${PIXELS};
  let channel = (index % groups) * ${CHANNELS};
  let column = ((index / groups) % strips) * ${PIXELS};
  let row = index / (groups * strips);
  let image = row / uniforms.outShape[1];
  let top = row % uniforms.outShape[1] - uniforms.pad;
  ${each(PIXELS, (p) => `var sum${p} = vec4<f32>(0.0);`)}
  for (var ky = 0; ky < ${kernel}; ky++) {
    if (top + ky < 0 || top + ky >= uniforms.xShape[1]) { continue; }
    let xRow = image * uniforms.xShape[1] + top + ky;
    for (var c = 0; c < uniforms.xShape[3]; c++) {
      ${each(PIXELS + kernel - 1, (p) => `let x${p} = pixelOf(xRow, column + ${p} - uniforms.pad, c);`)}
      ${each(kernel, taps)}
    }
  }
  ${each(PIXELS, (p) => `store(row, column + ${p}, channel, sum${p});`)}
}`;
}

function taps(kx: number, count: number): string {
  const at = `((ky * ${count} + ${kx}) * uniforms.wShape[2] + c) * uniforms.wShape[3] + channel`;
  return `let at${kx} = ${at};
      let w${kx} = vec4<f32>(W[at${kx}], W[at${kx} + 1], W[at${kx} + 2], W[at${kx} + 3]);
      ${each(PIXELS, (p) => `sum${p} += x${p + kx} * w${kx};`)}`;
}

function each(count: number, line: (index: number, count: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index, count)).join('\n      ');
}

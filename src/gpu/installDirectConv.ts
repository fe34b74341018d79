/**
 * Puts the barrier-free convolution in the place of tf.js's own on the WebGPU backend. Called by openWebGpu
 * for software adapters only.
 */
import type { WebGPUBackend, WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';
import { assert, defined } from '../common/assert';
import { directConvProgram, directConvUniforms } from './directConvProgram';
import { tf } from './tf';

type KernelArguments = Parameters<tf.KernelConfig['kernelFunc']>[0];
type Shape4D = [number, number, number, number];

/** What tf.js hands to Conv2D and FusedConv2D, as far as it matters here. */
interface ConvAttributes {
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number;
  readonly dilations: number | [number, number];
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly activation?: string;
}

const stockKernels = new Map<string, tf.KernelConfig>();

/** Replaces both convolution kernels; calls it cannot serve go on to tf.js's own. Twice is as good as once. */
export function installDirectConv(): void {
  for (const name of ['Conv2D', 'FusedConv2D']) {
    if (stockKernels.has(name)) continue;
    const stock = defined(tf.getKernel(name, 'webgpu'), `${name} on WebGPU`);
    stockKernels.set(name, stock);
    tf.unregisterKernel(name, 'webgpu');
    tf.registerKernel({
      ...stock,
      kernelFunc: (call) => (isServed(call) ? directConv(call) : stock.kernelFunc(call)),
    });
  }
}

/** Gives tf.js its own kernels back. */
export function removeDirectConv(): void {
  for (const [name, stock] of stockKernels) {
    tf.unregisterKernel(name, 'webgpu');
    tf.registerKernel(stock);
  }
  stockKernels.clear();
}

function isServed({ inputs, attrs }: KernelArguments): boolean {
  const { strides, dilations, dataFormat, activation, pad } = attrs as unknown as ConvAttributes;
  const plain = [strides, dilations].flat().every((value) => value === 1);
  const known = activation === undefined || activation === 'linear' || activation === 'relu';
  const [height, width] = defined(inputs.filter, 'filter').shape;
  const square = height === width && (pad === 'valid' || (pad === 'same' && (height ?? 0) % 2 === 1));
  return plain && known && square && dataFormat === 'NHWC' && inputs.preluActivationWeights === undefined;
}

function directConv({ inputs, backend, attrs }: KernelArguments): tf.TensorInfo {
  const { pad, activation } = attrs as unknown as ConvAttributes;
  const { x, filter, bias } = inputs;
  assert(x !== undefined && filter !== undefined, 'a convolution has an image and a filter');
  const kernel = defined(filter.shape[0], 'kernel side');
  const shape = outputShape(x.shape, filter.shape, pad === 'same' ? 0 : kernel - 1);
  const options = { outputShape: shape, kernel, bias: bias !== undefined, relu: activation === 'relu' };
  const program: WebGPUProgram = directConvProgram(options);
  const uniforms = directConvUniforms(shape, pad === 'same' ? (kernel - 1) / 2 : 0);
  const tensors = bias ? [x, filter, bias] : [x, filter];
  return (backend as WebGPUBackend).runWebGPUProgram(program, tensors, 'float32', uniforms);
}

function outputShape(x: readonly number[], filter: readonly number[], loss: number): Shape4D {
  const [batch = 0, height = 0, width = 0] = x;
  return [batch, height - loss, width - loss, filter[3] ?? 0];
}

/**
 * Runs one KernelProgram on a real WebGPU device in a test: uploads, dispatches, reads every binding back.
 * Any validation error, shader message or lost device fails the test.
 */
import type { KernelProgram } from '../kernels/program';

let devicePromise: Promise<GPUDevice> | undefined;

/** The one device of a test file; fails loudly where there is none. */
export function testDevice(): Promise<GPUDevice> {
  devicePromise ??= openDevice();
  return devicePromise;
}

async function openDevice(): Promise<GPUDevice> {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('No WebGPU adapter: set VK_ICD_FILENAMES or install Chromium');
  const { maxStorageBuffersPerShaderStage, maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  return adapter.requestDevice({
    requiredLimits: { maxStorageBuffersPerShaderStage, maxBufferSize, maxStorageBufferBindingSize },
  });
}

type Words = Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/**
 * Runs the program once. `inputs` gives initial contents by binding name; a binding left out starts filled
 * with NaN bits, so that a kernel that forgets to write an element is seen. Returns each binding's bytes.
 */
export async function runProgram(
  program: KernelProgram,
  inputs: Readonly<Record<string, Words>>,
): Promise<Record<string, ArrayBuffer>> {
  const device = await testDevice();
  device.pushErrorScope('validation');
  device.pushErrorScope('out-of-memory');
  const buffers = program.bindings.map((binding) => upload(device, binding.bytes, inputs[binding.name]));
  const pipeline = await device.createComputePipelineAsync({
    label: program.label,
    layout: 'auto',
    compute: { module: device.createShaderModule({ code: program.wgsl }), entryPoint: 'main' },
  });
  const group = device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
  });
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(...program.workgroups);
  pass.end();
  const staging = buffers.map((buffer) => stage(device, encoder, buffer));
  device.queue.submit([encoder.finish()]);
  for (const error of [await device.popErrorScope(), await device.popErrorScope()]) {
    if (error) throw new Error(`${program.label}: ${error.message}`);
  }
  const results: Record<string, ArrayBuffer> = {};
  for (const [index, binding] of program.bindings.entries()) {
    const buffer = staging[index];
    if (buffer) results[binding.name] = await readBack(buffer);
  }
  for (const buffer of [...buffers, ...staging]) buffer.destroy();
  return results;
}

function upload(device: GPUDevice, bytes: number, content: Words | undefined): GPUBuffer {
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC;
  const buffer = device.createBuffer({ size: bytes, usage, mappedAtCreation: true });
  const words = new Uint32Array(buffer.getMappedRange());
  if (!content) words.fill(0x7fc00000);
  else if (content.byteLength !== bytes) throw new Error(`got ${content.byteLength} bytes for ${bytes}`);
  else words.set(new Uint32Array(content.buffer, content.byteOffset, content.length));
  buffer.unmap();
  return buffer;
}

function stage(device: GPUDevice, encoder: GPUCommandEncoder, source: GPUBuffer): GPUBuffer {
  const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
  const target = device.createBuffer({ size: source.size, usage });
  encoder.copyBufferToBuffer(source, 0, target, 0, source.size);
  return target;
}

async function readBack(buffer: GPUBuffer): Promise<ArrayBuffer> {
  await buffer.mapAsync(GPUMapMode.READ);
  return buffer.getMappedRange().slice(0);
}

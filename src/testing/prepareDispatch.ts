/** One program's dispatch on the test device, compiled and bound, for benches to repeat. */
import type { KernelProgram } from '../kernels/program';
import { testDevice } from './kernelHarness';

/** A function that dispatches once and waits for the device; every binding holds small numbers. */
export async function prepareDispatch(program: KernelProgram): Promise<() => Promise<void>> {
  const device = await testDevice();
  const buffers = program.bindings.map(({ bytes }) => numbersBuffer(device, bytes));
  const pipeline = await device.createComputePipelineAsync({
    layout: 'auto',
    compute: { module: device.createShaderModule({ code: program.wgsl }), entryPoint: 'main' },
  });
  const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
  const group = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  return async () => {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(...program.workgroups);
    pass.end();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
  };
}

function numbersBuffer(device: GPUDevice, size: number): GPUBuffer {
  const buffer = device.createBuffer({ size, usage: GPUBufferUsage.STORAGE, mappedAtCreation: true });
  new Float32Array(buffer.getMappedRange()).forEach((_, i, values) => {
    values[i] = ((i * 7) % 13) / 13 - 0.5;
  });
  buffer.unmap();
  return buffer;
}

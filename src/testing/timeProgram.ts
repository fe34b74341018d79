/** Time of one program's dispatch on the test device, for benches: compiled, warm, least of several rounds. */
import type { KernelProgram } from '../kernels/program';
import { testDevice } from './kernelHarness';

/** Milliseconds a dispatch; every binding holds small numbers. */
export async function timeProgram(program: KernelProgram, rounds = 5): Promise<number> {
  const device = await testDevice();
  const buffers = program.bindings.map(({ bytes }) => numbersBuffer(device, bytes));
  const pipeline = await device.createComputePipelineAsync({
    layout: 'auto',
    compute: { module: device.createShaderModule({ code: program.wgsl }), entryPoint: 'main' },
  });
  const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
  const group = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  const dispatch = async () => {
    const start = performance.now();
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(...program.workgroups);
    pass.end();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    return performance.now() - start;
  };
  await dispatch();
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) best = Math.min(best, await dispatch());
  for (const buffer of buffers) buffer.destroy();
  return best;
}

function numbersBuffer(device: GPUDevice, size: number): GPUBuffer {
  const buffer = device.createBuffer({ size, usage: GPUBufferUsage.STORAGE, mappedAtCreation: true });
  new Float32Array(buffer.getMappedRange()).forEach((_, i, values) => {
    values[i] = ((i * 7) % 13) / 13 - 0.5;
  });
  buffer.unmap();
  return buffer;
}

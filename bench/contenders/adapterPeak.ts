/**
 * What the adapter multiplies and adds at most: 16 independent vec4 accumulators in each thread, no loads. Best of six.
 */
import { defined } from '../../src/common/assert';
import type { OpenContender } from '../contender';

const ACCUMULATORS = 16;
const LOOPS = 512;
const WORKGROUP = 64;
const ROUNDS = 6;
/** A round is made this long at least, so that what a submit costs counts little. */
const LEAST_MS = 60;

export const openAdapterPeak: OpenContender = async () => {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  const device = await defined(adapter, 'adapter').requestDevice();
  const timed = await kernel(device);
  let groups = 64;
  while ((await timed(groups)) < LEAST_MS && groups < 65_535) groups = Math.min(65_535, groups * 2);
  let best = Number.POSITIVE_INFINITY;
  const run = async () => {
    for (let round = 0; round < ROUNDS; round++) best = Math.min(best, await timed(groups));
    return [];
  };
  const multiplyAdds = groups * WORKGROUP * LOOPS * ACCUMULATORS * 4;
  return { run, facts: async () => ({ multiplyAddsPerSecond: (1000 * multiplyAdds) / best }) };
};

/** ms of one dispatch. */
async function kernel(device: GPUDevice): Promise<(groups: number) => Promise<number>> {
  const module = device.createShaderModule({ code: wgsl() });
  const pipeline = await device.createComputePipelineAsync({ layout: 'auto', compute: { module } });
  const buffer = device.createBuffer({ size: 65_536 * 16, usage: GPUBufferUsage.STORAGE });
  const layout = pipeline.getBindGroupLayout(0);
  const group = device.createBindGroup({ layout, entries: [{ binding: 0, resource: { buffer } }] });
  return async (groups) => {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(groups);
    pass.end();
    const commands = encoder.finish();
    const started = performance.now();
    device.queue.submit([commands]);
    await device.queue.onSubmittedWorkDone();
    return performance.now() - started;
  };
}

/** The factor is below 1, so that nothing overflows, and comes from the thread, so that nothing is folded. */
function wgsl(): string {
  const each = (line: (i: number) => string) =>
    Array.from({ length: ACCUMULATORS }, (_, i) => line(i)).join('\n');
  return `
@group(0) @binding(0) var<storage, read_write> out: array<vec4<f32>>;
@compute @workgroup_size(${WORKGROUP}) fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let factor = vec4<f32>(0.5 + f32(id.x % 7u) * 0.01);
  let term = vec4<f32>(f32(id.x % 5u));
${each((i) => `  var a${i} = vec4<f32>(${i}.0);`)}
  for (var loop_ = 0u; loop_ < ${LOOPS}u; loop_++) {
${each((i) => `    a${i} = fma(a${i}, factor, term);`)}
  }
  out[id.x % 65536u] = ${Array.from({ length: ACCUMULATORS }, (_, i) => `a${i}`).join(' + ')};
}`;
}

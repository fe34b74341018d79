/** Planned dispatches bound to pipelines and buffers, each proven valid before any of them runs. */
import { assert, defined } from '../common/assert';
import type { PlannedDispatch } from '../network/lowerings/webgpu/compiledPlan';
import type { CompiledKernel } from './compilePipelines';
import { refusedDispatch } from './deviceFailure';

export interface PreparedDispatch {
  readonly planned: PlannedDispatch;
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
}

/**
 * Makes the bind groups once and has the device validate every dispatch, without running one. `slabs` are the
 * plan's buffers by index. Rejects with `device-error` naming the first op that is refused.
 */
export async function prepareDispatches(
  device: GPUDevice,
  dispatches: Iterable<PlannedDispatch>,
  kernels: ReadonlyMap<string, CompiledKernel>,
  slabs: readonly GPUBuffer[],
): Promise<ReadonlyMap<PlannedDispatch, PreparedDispatch>> {
  const distinct = [...new Set(dispatches)];
  const checked = distinct.map((planned) => {
    device.pushErrorScope('validation');
    const prepared = bind(device, planned, kernels, slabs);
    encodeOnly(device, prepared);
    return { prepared, refusal: device.popErrorScope() };
  });
  const refusals = await Promise.all(checked.map(({ refusal }) => refusal));
  const first = refusals.findIndex((refusal) => refusal !== null);
  const refused = distinct[first];
  if (refused) throw refusedDispatch(refused.op, refused.program.label, refusals[first]?.message ?? '');
  return new Map(checked.map(({ prepared }) => [prepared.planned, prepared]));
}

/** Encodes dispatches into a pass; each sees what those before it wrote. */
export function encodeDispatches(pass: GPUComputePassEncoder, dispatches: readonly PreparedDispatch[]): void {
  let current: GPUComputePipeline | null = null;
  for (const { planned, pipeline, group } of dispatches) {
    if (pipeline !== current) pass.setPipeline(pipeline);
    current = pipeline;
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(...planned.program.workgroups);
  }
}

function bind(
  device: GPUDevice,
  planned: PlannedDispatch,
  kernels: ReadonlyMap<string, CompiledKernel>,
  slabs: readonly GPUBuffer[],
): PreparedDispatch {
  const { program, regions, op } = planned;
  const { pipeline, layout } = defined(kernels.get(program.wgsl), `kernel of ${op}`);
  assert(regions.length === program.bindings.length, `${op} has ${regions.length} regions`);
  const entries = program.bindings.map(({ name, bytes }, binding) => {
    const region = defined(regions[binding], `region of ${name} in ${op}`);
    assert(bytes <= region.bytes, `${name} in ${op} has ${region.bytes} bytes for ${bytes}`);
    const buffer = defined(slabs[region.slab], `slab ${region.slab}`);
    return { binding, resource: { buffer, offset: region.offset, size: bytes } };
  });
  return { planned, pipeline, group: device.createBindGroup({ label: op, layout, entries }) };
}

/** Finishing a command buffer validates it; it is never submitted. */
function encodeOnly(device: GPUDevice, prepared: PreparedDispatch): void {
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  encodeDispatches(pass, [prepared]);
  pass.end();
  encoder.finish();
}

/** Compiles the pipelines of a plan, many at once and off this thread, each text once. */

import { studioError } from '../common/errors';
import { mapAtOnce } from '../common/mapAtOnce';
import type { PlannedDispatch } from '../network/lowerings/webgpu/compiledPlan';
import { refusedDispatch } from './deviceFailure';

export interface CompiledKernel {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

/** How many the driver is given at a time: enough for every core, few enough for a stop to be felt soon. */
const AT_ONCE = 16;

/** Told after each pipeline: how many are done, of how many. Where it throws, no further one is begun. */
export type CompileProgress = (done: number, total: number) => void;

/**
 * The kernels of `dispatches` by their WGSL text. Rejects with `device-error`, naming the op and quoting the
 * compiler, where a shader does not compile or the device makes no pipeline of it; with what `onProgress` throws.
 */
export async function compilePipelines(
  device: GPUDevice,
  dispatches: readonly PlannedDispatch[],
  onProgress: CompileProgress = () => undefined,
): Promise<ReadonlyMap<string, CompiledKernel>> {
  const distinct = [...new Map(dispatches.map((dispatch) => [dispatch.program.wgsl, dispatch])).values()];
  const layouts = new BindGroupLayouts(device);
  let done = 0;
  const compile = async (dispatch: PlannedDispatch): Promise<[string, CompiledKernel]> => {
    const kernel = await compileKernel(device, dispatch, layouts.ofSize(dispatch.program.bindings.length));
    onProgress(++done, distinct.length);
    return [dispatch.program.wgsl, kernel];
  };
  onProgress(0, distinct.length);
  return new Map(await mapAtOnce(distinct, AT_ONCE, compile));
}

async function compileKernel(
  device: GPUDevice,
  { op, program }: PlannedDispatch,
  layout: GPUBindGroupLayout,
): Promise<CompiledKernel> {
  device.pushErrorScope('validation');
  const module = device.createShaderModule({ label: program.label, code: program.wgsl });
  const refusal = device.popErrorScope();
  const made = device.createComputePipelineAsync({
    label: program.label,
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: { module, entryPoint: 'main' },
  });
  const [[outcome], error] = await Promise.all([Promise.allSettled([made]), refusal]);
  const fault = await compilerMessage(module);
  if (fault !== null) throw notCompiled(op, program.label, fault);
  if (error) throw notCompiled(op, program.label, error.message);
  if (outcome.status === 'rejected') throw refusedDispatch(op, program.label, messageOf(outcome.reason));
  return { pipeline: outcome.value, layout };
}

/** The compiler's first error with its line, null where it has none. */
async function compilerMessage(module: GPUShaderModule): Promise<string | null> {
  const { messages } = await module.getCompilationInfo();
  const first = messages.find(({ type }) => type === 'error');
  return first ? `line ${first.lineNum}: ${first.message}` : null;
}

function notCompiled(op: string, label: string, reason: string) {
  return studioError(
    'device-error',
    `The kernel of "${op}" (${label}) does not compile on this device: ${reason}`,
    'Update the browser and the graphics driver; if it happens again, report this sentence.',
    op,
    reason,
  );
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** All bindings are read-write storage (tensors share slabs), so their number is all that differs. */
class BindGroupLayouts {
  private readonly made = new Map<number, GPUBindGroupLayout>();

  constructor(private readonly device: GPUDevice) {}

  ofSize(count: number): GPUBindGroupLayout {
    const known = this.made.get(count);
    if (known) return known;
    const entries = Array.from({ length: count }, (_, binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type: 'storage' as const },
    }));
    const layout = this.device.createBindGroupLayout({ entries });
    this.made.set(count, layout);
    return layout;
  }
}

/**
 * Finds the op that first computes a number that is not finite, by replaying a plan's dispatches one at a time.
 * Slow, and only for the message of a step that has already failed.
 */
import type { KernelProgram } from '../kernels/program';
import type { PlannedDispatch, Region } from '../network/lowerings/webgpu/compiledPlan';
import type { PlanExecutor } from './planExecutor';

/** Bytes that are read back at a time. */
const PIECE = 2 ** 22;

const FLOAT_BINDING = /@binding\((\d+)\) var<storage, read_write> \w+: array<(?:f32|vec[234]f)(?:, \d+)?>/g;

/**
 * `the input` or `the weights` where these are not finite, else the op of the first dispatch that writes such a
 * number; null where all of them stay finite. Overwrites whatever the dispatches write.
 */
export async function firstNotFinite(
  executor: PlanExecutor,
  dispatches: readonly PlannedDispatch[],
): Promise<string | null> {
  const { input, parameters, ring } = executor.plan.regions;
  if (await hasNotFinite(executor, input)) return 'the input';
  if (await hasNotFinite(executor, parameters)) return 'the weights';
  // Records of failed steps hold NaN on purpose.
  if (ring) executor.clear(ring);
  for (const parts of byOp(dispatches)) {
    for (const dispatch of parts) executor.runOne(dispatch);
    for (const region of parts.flatMap(floatOutputs)) {
      if (await hasNotFinite(executor, region)) return parts[0].op;
    }
  }
  return null;
}

/** Neighbours of one op are parts of one output, which holds what was there before until the last has run. */
function byOp(dispatches: readonly PlannedDispatch[]): OneOp[] {
  const groups: OneOp[] = [];
  for (const dispatch of dispatches) {
    const last = groups.at(-1);
    if (last?.[0].op === dispatch.op) last.push(dispatch);
    else groups.push([dispatch]);
  }
  return groups;
}

type OneOp = [PlannedDispatch, ...PlannedDispatch[]];

/** The parts of a dispatch's regions that it writes and that hold float32; other words may have any bits. */
function floatOutputs({ program, regions }: PlannedDispatch): Region[] {
  const floats = floatBindings(program);
  return program.bindings.flatMap(({ access, bytes }, index) => {
    const region = regions[index];
    return region && access !== 'read' && floats.has(index) ? [{ ...region, bytes }] : [];
  });
}

function floatBindings({ wgsl }: KernelProgram): ReadonlySet<number> {
  return new Set([...wgsl.matchAll(FLOAT_BINDING)].map((match) => Number(match[1])));
}

async function hasNotFinite(executor: PlanExecutor, region: Region): Promise<boolean> {
  for (let at = 0; at < region.bytes; at += PIECE) {
    const bytes = Math.min(PIECE, region.bytes - at);
    const [piece] = await executor.read([{ slab: region.slab, offset: region.offset + at, bytes }]);
    if (new Uint32Array(piece ?? new ArrayBuffer(0)).some(isNotFinite)) return true;
  }
  return false;
}

/** Infinities and NaNs are the float32s whose exponent is all ones. */
function isNotFinite(bits: number): boolean {
  return (bits & 0x7f800000) === 0x7f800000;
}

/**
 * The global norm of a step's gradient, what clipping makes of it, and whether it is finite at all: two
 * dispatches before the update, which obeys the `gate` that they leave. Called by the training plan.
 */
import { assert } from '../../common/assert';
import { type FinishVariant, finishLanes } from '../finishVariant';
import { declareBindings, type KernelProgram } from '../program';
import { RING_FLOATS, STEP_BINDING, STEP_WGSL } from '../step';
import { f32Literal } from '../wgsl/f32Literal';

/** Words of the gate: 1 or 0 for apply or skip the update; the bits of the float that gradients are multiplied by. */
export const GATE_BYTES = 8;

const LANES = 64;
/** Enough to fill a large GPU; each thread then strides over the buffer. */
const MOST_PARTIALS = 16_384;
const LEAST_VEC4_A_THREAD = 8;

export interface GradientNorm {
  /** Floats of the flat gradient, a multiple of 4. */
  readonly length: number;
}

export interface GradientNormFinish extends GradientNorm {
  /** Norm above which the gradient is scaled down to it; null never does. */
  readonly clipNorm: number | null;
  /** Records in the ring, at least one. */
  readonly ringSlots: number;
  readonly variant: FinishVariant;
}

/** Bytes between the two dispatches: a sum of squares and a flag for each thread of the first. */
export function gradientNormPartialBytes(options: GradientNorm): number {
  return partialCount(options) * 8;
}

/** Bindings: gradient [length], partials. */
export function gradientNormPartials(options: GradientNorm): KernelProgram {
  const { length } = options;
  assert(length > 0 && length % 4 === 0, `the gradient has ${length} elements`);
  const count = partialCount(options);
  const bindings = [
    { name: 'gradient', access: 'read', bytes: length * 4 },
    { name: 'partials', access: 'write', bytes: gradientNormPartialBytes(options) },
  ] as const;
  return {
    label: `gradient norm partials ${length}`,
    bindings,
    workgroups: [count / LANES, 1, 1],
    wgsl: /* wgsl */ `
${declareBindings(bindings, { gradient: 'vec4f', partials: 'vec2u' })}
@compute @workgroup_size(${LANES})
fn main(@builtin(global_invocation_id) id: vec3u) {
  var squares = vec4f();
  var notFinite = vec4<bool>();
  for (var i = id.x; i < ${length / 4}u; i += ${count}u) {
    let g = gradient[i];
    squares += g * g;
    // Infinities and NaNs are the numbers whose exponent is all ones. Float comparisons may assume there are none.
    notFinite |= (bitcast<vec4u>(g) & vec4u(0x7f800000u)) == vec4u(0x7f800000u);
  }
  partials[id.x] = vec2u(bitcast<u32>(dot(squares, vec4f(1))), u32(any(notFinite)));
}`,
  };
}

/**
 * Bindings: step, partials, gate (GATE_BYTES), ring [slots, 4]: the norm goes into the fourth float of the step's
 * record, NaN where the gradient is not finite.
 */
export function gradientNormFinish(options: GradientNormFinish): KernelProgram {
  const { clipNorm, ringSlots, variant } = options;
  const count = partialCount(options);
  const lanes = finishLanes(variant, count);
  const bindings = [
    STEP_BINDING,
    { name: 'partials', access: 'read', bytes: gradientNormPartialBytes(options) },
    { name: 'gate', access: 'write', bytes: GATE_BYTES },
    { name: 'ring', access: 'read-write', bytes: ringSlots * RING_FLOATS * 4 },
  ] as const;
  const meet = /* wgsl */ `
  shares[lane] = vec2u(bitcast<u32>(sum), notFinite);
  workgroupBarrier();
  if (lane > 0u) { return; }
  for (var i = 1u; i < ${lanes}u; i++) {
    sum += bitcast<f32>(shares[i].x);
    notFinite |= shares[i].y;
  }`;
  const clip = clipNorm === null ? '1f' : `min(1f, ${f32Literal(clipNorm)} / max(norm, 1e-30f))`;
  return {
    label: `gradient norm finish ${variant}`,
    bindings,
    workgroups: [1, 1, 1],
    wgsl: /* wgsl */ `
${STEP_WGSL}
${declareBindings(bindings, { step: 'Step', partials: 'vec2u', gate: 'u32', ring: 'u32' })}
${lanes > 1 ? `var<workgroup> shares: array<vec2u, ${lanes}>;` : ''}
@compute @workgroup_size(${lanes})
fn main(@builtin(local_invocation_index) lane: u32) {
  var sum = 0f;
  var notFinite = 0u;
  for (var i = lane; i < ${count}u; i += ${lanes}u) {
    sum += bitcast<f32>(partials[i].x);
    notFinite |= partials[i].y;
  }
  ${lanes > 1 ? meet : ''}
  // Squares of finite numbers may overflow: such a step is no better.
  let finite = notFinite == 0u && (bitcast<u32>(sum) & 0x7f800000u) != 0x7f800000u;
  let norm = sqrt(sum);
  gate[0] = u32(finite);
  gate[1] = bitcast<u32>(${clip});
  ring[step[0].slot * ${RING_FLOATS}u + 3u] = select(0x7fc00000u, bitcast<u32>(norm), finite);
}`,
  };
}

/** A whole number of workgroups. */
function partialCount({ length }: GradientNorm): number {
  const wanted = Math.min(MOST_PARTIALS, length / 4 / LEAST_VEC4_A_THREAD);
  return Math.max(1, Math.ceil(wanted / LANES)) * LANES;
}

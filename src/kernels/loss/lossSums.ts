/** Phase 1 of the loss: every sum over pixels that its value and its gradient need, in two dispatches. */
import { type FinishVariant, finishLanes } from '../finishVariant';
import { declareBindings, type KernelProgram } from '../program';
import { declareSoftmax, perGroup } from '../wgsl/softmax';
import { channelGroups, tensorBytes } from '../wgsl/source';
import { LABEL_WGSL, type LossOptions, labelBytes, pixelCount, sumBytes, sumRows } from './lossOptions';

export interface LossSums extends LossOptions {
  /** Adds to what `sums` holds, for the second and later micro-batches of a step. */
  readonly accumulate: boolean;
  readonly variant: FinishVariant;
}

const LANES = 64;
const MOST_PARTIALS = 4096;
const LEAST_PIXELS_A_THREAD = 8;

/** Bytes between the two dispatches: one sum a thread, float32 [sumRows, threads, 4]. */
export function lossPartialBytes(options: LossOptions): number {
  return sumRows(options) * threadCount(options) * 16;
}

/** Bindings: logits [N,H,W,C'], labels (see labelBytes), weights [N,H,W], partials. */
export function lossPartials(options: LossOptions): KernelProgram {
  const { batch, height, width, classes, dice } = options;
  const groups = channelGroups(classes);
  const threads = threadCount(options);
  const pixels = pixelCount(options);
  const bindings = [
    { name: 'logits', access: 'read', bytes: tensorBytes(batch, height, width, classes) },
    { name: 'labels', access: 'read', bytes: labelBytes(options) },
    { name: 'weights', access: 'read', bytes: pixels * 4 },
    { name: 'partials', access: 'write', bytes: lossPartialBytes(options) },
  ] as const;
  const types = { logits: 'vec4f', labels: 'u32', weights: 'f32', partials: 'vec4f' };
  const quantities = dice === 0 ? [] : ['both', 'predicted', 'actual'];
  const forDice = (line: (group: number) => string) => (dice === 0 ? '' : perGroup(classes, line));
  return {
    label: `loss partials ${classes} classes @${width}x${height}`,
    bindings,
    workgroups: [threads / LANES, 1, 1],
    wgsl: /* wgsl */ `
${declareBindings(bindings, types)}
${LABEL_WGSL}
${declareSoftmax(classes)}
@compute @workgroup_size(${LANES})
fn main(@builtin(global_invocation_id) id: vec3u) {
  var crossEntropy = 0f;
  ${forDice((g) => quantities.map((name) => `var ${name}${g} = vec4f();`).join(' '))}
  for (var pixel = id.x; pixel < ${pixels}u; pixel += ${threads}u) {
    let weight = weights[pixel];
    let label = labelOf(pixel);
    let s = softmax(pixel);
    let own = logits[pixel * ${groups}u + label / 4u][label % 4u];
    crossEntropy += weight * (s.logTotal - (own - s.greatest));
    let counts = select(0f, 1f, weight > 0f);
    ${forDice(
      (g) => `let t${g} = counts * oneHot(label, ${g}u);
    both${g} += s.p${g} * t${g};
    predicted${g} += counts * s.p${g};
    actual${g} += t${g};`,
    )}
  }
  partials[id.x] = vec4f(crossEntropy, 0, 0, 0);
  ${forDice((g) => quantities.map((name, i) => `partials[${(1 + i * groups + g) * threads}u + id.x] = ${name}${g};`).join('\n  '))}
}`,
  };
}

/** Bindings: partials, sums (see sumRows). A workgroup a row. */
export function lossSums(options: LossSums): KernelProgram {
  const { classes, accumulate, variant } = options;
  const threads = threadCount(options);
  const lanes = finishLanes(variant, threads);
  const bindings = [
    { name: 'partials', access: 'read', bytes: lossPartialBytes(options) },
    { name: 'sums', access: accumulate ? 'read-write' : 'write', bytes: sumBytes(options) },
  ] as const;
  const meet = /* wgsl */ `
  shares[lane] = share;
  workgroupBarrier();
  if (lane > 0u) { return; }
  for (var i = 1u; i < ${lanes}u; i++) { share += shares[i]; }`;
  return {
    label: `loss sums ${variant} ${classes} classes`,
    bindings,
    workgroups: [sumRows(options), 1, 1],
    wgsl: /* wgsl */ `
${declareBindings(bindings, { partials: 'vec4f', sums: 'vec4f' })}
${lanes > 1 ? `var<workgroup> shares: array<vec4f, ${lanes}>;` : ''}
@compute @workgroup_size(${lanes})
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  var share = vec4f();
  for (var i = lane; i < ${threads}u; i += ${lanes}u) { share += partials[workgroup.x * ${threads}u + i]; }
  ${lanes > 1 ? meet : ''}
  sums[workgroup.x] ${accumulate ? '+=' : '='} share;
}`,
  };
}

/** A whole number of workgroups. */
function threadCount(options: LossOptions): number {
  const wanted = Math.min(MOST_PARTIALS, pixelCount(options) / LEAST_PIXELS_A_THREAD);
  return Math.ceil(wanted / LANES) * LANES;
}

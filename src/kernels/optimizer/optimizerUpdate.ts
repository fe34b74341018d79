/**
 * One optimizer step over the flat buffers of all parameters, in place: clipping, weight decay, SGD or Adam,
 * moving average. Writes nothing where the gate is closed. Called by the training plan after gradientNormFinish.
 */
import { assert } from '../../common/assert';
import { type Binding, declareBindings, type KernelProgram, linearGrid } from '../program';
import { STEP_BINDING, STEP_WGSL } from '../step';
import { f32Literal } from '../wgsl/f32Literal';
import { GATE_BYTES } from './gradientNorm';

/** g is the clipped gradient, lr the step's learning rate. */
export type OptimizerRule =
  /**
   * g += weightDecay w; v = momentum v + g; w -= lr v, or with Nesterov w -= lr (g + momentum v): as
   * tf.train.momentum. Without momentum there is no v: w -= lr g.
   */
  | {
      readonly kind: 'sgd';
      readonly momentum: number;
      readonly nesterov: boolean;
      readonly weightDecay: number;
    }
  /**
   * Kingma and Ba 2015, algorithm 1, as tf.train.adam has it (epsilon beside the root of the corrected second
   * moment). Weight decay is decoupled (Loshchilov and Hutter 2019): w -= lr weightDecay w, so AdamW where not 0.
   */
  | {
      readonly kind: 'adam';
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
      readonly weightDecay: number;
    };

export interface OptimizerUpdate {
  /** Floats of each flat buffer, a multiple of 4. */
  readonly length: number;
  readonly rule: OptimizerRule;
  /**
   * average = d average + (1 - d) w after the step, with d = emaDecay or the step record's `mostAverageDecay` where that
   * is less; null keeps no average.
   */
  readonly emaDecay: number | null;
}

const WORKGROUP = 64;

/** Names of the buffers of `length` floats that a rule carries from step to step, zero before the first. */
export function optimizerState(rule: OptimizerRule): readonly string[] {
  if (rule.kind === 'adam') return ['moment1', 'moment2'];
  return rule.momentum === 0 ? [] : ['velocity'];
}

/** Bindings: step, gate, gradient, weights, each of optimizerState, average (with emaDecay only); all [length]. */
export function optimizerUpdate(options: OptimizerUpdate): KernelProgram {
  const { length, rule, emaDecay } = options;
  assert(length > 0 && length % 4 === 0, `there are ${length} parameters`);
  const { grid, rowLength } = linearGrid(Math.ceil(length / 4 / WORKGROUP));
  const bindings = updateBindings(options);
  const types: Record<string, string> = { step: 'Step', gate: 'u32' };
  for (const { name } of bindings) types[name] ??= 'vec4f';
  return {
    label: `${rule.kind} ${length}`,
    bindings,
    workgroups: grid,
    wgsl: /* wgsl */ `
${STEP_WGSL}
${declareBindings(bindings, types)}
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let i = (workgroup.x + workgroup.y * ${rowLength}u) * ${WORKGROUP}u + lane;
  // A gradient that is not finite must leave the state as it was, so that the step can be replayed.
  if (i >= ${length / 4}u || gate[0] == 0u) { return; }
  let rate = step[0].learningRate;
  let g = gradient[i] * bitcast<f32>(gate[1]);
  let w = weights[i];
  ${rule.kind === 'adam' ? adamRule(rule) : sgdRule(rule)}
  weights[i] = updated;
  ${emaDecay === null ? '' : average(emaDecay)}
}`,
  };
}

function updateBindings({ length, rule, emaDecay }: OptimizerUpdate): Binding[] {
  const bytes = length * 4;
  const changed = ['weights', ...optimizerState(rule), ...(emaDecay === null ? [] : ['average'])];
  return [
    STEP_BINDING,
    { name: 'gate', access: 'read', bytes: GATE_BYTES },
    { name: 'gradient', access: 'read', bytes },
    ...changed.map((name) => ({ name, access: 'read-write', bytes }) as const),
  ];
}

/** Statements that define `updated` from g, w and rate. */
function sgdRule(rule: OptimizerRule & { kind: 'sgd' }): string {
  const momentum = f32Literal(rule.momentum);
  const total = rule.weightDecay === 0 ? 'g' : `g + ${f32Literal(rule.weightDecay)} * w`;
  if (rule.momentum === 0) return `let updated = w - rate * (${total});`;
  return `let total = ${total};
  let v = ${momentum} * velocity[i] + total;
  velocity[i] = v;
  let updated = w - rate * ${rule.nesterov ? `(total + ${momentum} * v)` : 'v'};`;
}

function adamRule({ beta1, beta2, epsilon, weightDecay }: OptimizerRule & { kind: 'adam' }): string {
  const decayed = weightDecay === 0 ? 'w' : `w - rate * ${f32Literal(weightDecay)} * w`;
  return `let m1 = ${f32Literal(beta1)} * moment1[i] + ${f32Literal(1 - beta1)} * g;
  let m2 = ${f32Literal(beta2)} * moment2[i] + ${f32Literal(1 - beta2)} * g * g;
  moment1[i] = m1;
  moment2[i] = m2;
  let direction = m1 * step[0].correction1 / (sqrt(m2 * step[0].correction2) + ${f32Literal(epsilon)});
  let updated = ${decayed} - rate * direction;`;
}

function average(decay: number): string {
  return `let decay = min(${f32Literal(decay)}, step[0].mostAverageDecay);
  average[i] = decay * average[i] + (1f - decay) * updated;`;
}

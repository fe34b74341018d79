/** The loss of a step from its sums, into the step's record of the ring. One thread; called once a step. */
import { declareBindings, type KernelProgram } from '../program';
import { RING_FLOATS, STEP_BINDING, STEP_WGSL } from '../step';
import { f32Literal } from '../wgsl/f32Literal';
import { perGroup } from '../wgsl/softmax';
import { declareDice, type LossOptions, sumBytes } from './lossOptions';

export interface LossValue extends LossOptions {
  /** Records in the ring, at least one. */
  readonly ringSlots: number;
}

/** Bindings: step, sums, ring [slots, 4]: total, cross-entropy and Dice loss; the fourth float is not touched. */
export function lossValue(options: LossValue): KernelProgram {
  const { classes, crossEntropy, dice, ringSlots } = options;
  const bindings = [
    STEP_BINDING,
    { name: 'sums', access: 'read', bytes: sumBytes(options) },
    { name: 'ring', access: 'read-write', bytes: ringSlots * RING_FLOATS * 4 },
  ] as const;
  return {
    label: `loss value ${classes} classes`,
    bindings,
    workgroups: [1, 1, 1],
    wgsl: /* wgsl */ `
${STEP_WGSL}
${declareBindings(bindings, { step: 'Step', sums: 'vec4f', ring: 'f32' })}
${dice === 0 ? 'fn diceLoss() -> f32 { return 0f; }' : declareDiceLoss(options)}
@compute @workgroup_size(1)
fn main() {
  let crossEntropy = sums[0].x * step[0].inverseWeight;
  let dice = diceLoss();
  let record = step[0].slot * ${RING_FLOATS}u;
  ring[record] = ${f32Literal(crossEntropy)} * crossEntropy + ${f32Literal(dice)} * dice;
  ring[record + 1u] = crossEntropy;
  ring[record + 2u] = dice;
}`,
  };
}

function declareDiceLoss(options: LossOptions): string {
  const { classes } = options;
  return /* wgsl */ `${declareDice(options)}
fn diceLoss() -> f32 {
  // Added as 1 - D, which is small where the prediction is good.
  var loss = 0f;
  ${perGroup(classes, (g) => `loss += dot(1f - diceParts(${g}u).value, ${liveClasses(classes, g)});`)}
  return loss * ${f32Literal(1 / classes)};
}`;
}

/** 1 for the classes of a group, 0 for its pad channels. */
function liveClasses(classes: number, group: number): string {
  return `vec4f(${[0, 1, 2, 3].map((lane) => (4 * group + lane < classes ? 1 : 0)).join(', ')})`;
}

/** Phase 2 of the loss: its gradient at the logits. With Dice, `sums` must hold those of the whole batch. */
import { declareBindings, type KernelProgram, linearGrid } from '../program';
import { STEP_BINDING, STEP_WGSL } from '../step';
import { f32Literal } from '../wgsl/f32Literal';
import { declareSoftmax, perGroup } from '../wgsl/softmax';
import { channelGroups, tensorBytes } from '../wgsl/source';
import { declareDice, LABEL_WGSL, type LossOptions, labelBytes, pixelCount, sumBytes } from './lossOptions';

const WORKGROUP = 64;

/**
 * Bindings: step, logits [N,H,W,C'], labels, weights [N,H,W], sums (with Dice only), dlogits [N,H,W,C'].
 * Cross-entropy gives w (p - t) / Σw. Dice gives p (q - Σ p q) with q = dL/dp = -(2 t - D) / ((Σp + Σt + s) C).
 */
export function lossGradient(options: LossOptions): KernelProgram {
  const { classes, dice } = options;
  const pixels = pixelCount(options);
  const { grid, rowLength } = linearGrid(Math.ceil(pixels / WORKGROUP));
  const bindings = gradientBindings(options);
  const types = {
    step: 'Step',
    logits: 'vec4f',
    labels: 'u32',
    weights: 'f32',
    sums: 'vec4f',
    dlogits: 'vec4f',
  };
  return {
    label: `loss gradient ${classes} classes @${options.width}x${options.height}`,
    bindings,
    workgroups: grid,
    wgsl: /* wgsl */ `
${STEP_WGSL}
${declareBindings(bindings, types)}
${LABEL_WGSL}
${declareSoftmax(classes)}
${dice === 0 ? '' : declareDice(options)}
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let pixel = (workgroup.x + workgroup.y * ${rowLength}u) * ${WORKGROUP}u + lane;
  if (pixel >= ${pixels}u) { return; }
  let weight = weights[pixel];
  let label = labelOf(pixel);
  let s = softmax(pixel);
  let share = ${f32Literal(options.crossEntropy)} * weight * step[0].inverseWeight;
  ${perGroup(classes, (g) => `let t${g} = oneHot(label, ${g}u);`)}
  ${dice === 0 ? '' : diceGradient(options)}
  ${perGroup(classes, (g) => storeGroup(options, g))}
}`,
  };
}

function gradientBindings(options: LossOptions) {
  const { batch, height, width, classes } = options;
  const tensor = tensorBytes(batch, height, width, classes);
  const sums = { name: 'sums', access: 'read', bytes: sumBytes(options) } as const;
  return [
    STEP_BINDING,
    { name: 'logits', access: 'read', bytes: tensor },
    { name: 'labels', access: 'read', bytes: labelBytes(options) },
    { name: 'weights', access: 'read', bytes: pixelCount(options) * 4 },
    ...(options.dice === 0 ? [] : [sums]),
    { name: 'dlogits', access: 'write', bytes: tensor },
  ] as const;
}

/** Statements that define q0, q1, ... (zero where the pixel does not count) and `mean` = Σ p q. */
function diceGradient({ classes, dice }: LossOptions): string {
  return `let counts = select(0f, ${f32Literal(-dice / classes)}, weight > 0f);
  ${perGroup(classes, (g) => `let d${g} = diceParts(${g}u);`)}
  ${perGroup(classes, (g) => `let q${g} = counts * (2f * t${g} - d${g}.value) * d${g}.inverse;`)}
  let mean = ${perGroup(classes, (g) => `dot(s.p${g}, q${g})`, ' + ')};`;
}

function storeGroup({ classes, dice }: LossOptions, g: number): string {
  const fromDice = dice === 0 ? '' : ` + s.p${g} * (q${g} - mean)`;
  return `dlogits[pixel * ${channelGroups(classes)}u + ${g}u] = share * (s.p${g} - t${g})${fromDice};`;
}

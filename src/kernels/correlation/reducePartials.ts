/**
 * Adds up a filter gradient's partial sums in a fixed order, so that the same inputs give the same bits.
 * Bindings: partials [splits, weights + bias], weightGradient [, biasGradient].
 */
import { type Binding, declareBindings, type KernelProgram, linearGrid } from '../program';
import type { PartialsLayout } from './filterGradient';
import { range } from './registerTile';

export interface ReduceOptions {
  readonly label: string;
  /** Add to what the gradients hold (a further micro-batch of one step) instead of replacing it. */
  readonly accumulate: boolean;
}

const WORKGROUP = 64;
/** Sums that run side by side, so that loads overlap: split s goes to sum s mod 4. */
const LANES = 4;

export function reducePartials(layout: PartialsLayout, { label, accumulate }: ReduceOptions): KernelProgram {
  const { splits, weights, bias } = layout;
  const length = weights + bias;
  const { grid, rowLength } = linearGrid(Math.ceil(length / WORKGROUP));
  const access = accumulate ? 'read-write' : 'write';
  const bindings: Binding[] = [
    { name: 'partials', access: 'read', bytes: splits * length * 16 },
    { name: 'weightGradient', access, bytes: weights * 16 },
  ];
  if (bias > 0) bindings.push({ name: 'biasGradient', access, bytes: bias * 16 });
  const types = Object.fromEntries(bindings.map(({ name }) => [name, 'vec4f']));
  const store = (target: string) => `${target} = sum${accumulate ? ` + ${target}` : ''};`;
  const whole = splits - (splits % LANES);
  const wgsl = /* wgsl */ `
${declareBindings(bindings, types)}
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let i = i32((workgroup.x + workgroup.y * ${rowLength}u) * ${WORKGROUP}u + lane);
  if (i >= ${length}) { return; }
  ${range(LANES)
    .map((s) => `var sum${s} = ${s < splits % LANES ? `partials[${(whole + s) * length} + i]` : 'vec4f()'};`)
    .join('\n')}
  for (var s = 0; s < ${whole}; s += ${LANES}) {
    ${range(LANES)
      .map((s) => `sum${s} += partials[(s + ${s}) * ${length} + i];`)
      .join('\n')}
  }
  let sum = (sum0 + sum1) + (sum2 + sum3);
  ${bias > 0 ? `if (i >= ${weights}) { ${store(`biasGradient[i - ${weights}]`)} return; }` : ''}
  ${store('weightGradient[i]')}
}`;
  return { label, wgsl, bindings, workgroups: grid };
}

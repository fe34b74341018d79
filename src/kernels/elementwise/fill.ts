/** A flat buffer set to one number. Zeroing a whole buffer is the encoder's clearBuffer; this is for the rest. */
import { assert } from '../../common/assert';
import { declareBindings, type KernelProgram, linearGrid } from '../program';
import { f32Literal } from '../wgsl/f32Literal';

const WORKGROUP = 64;

/** Binding: y, `length` floats, a multiple of 4. */
export function fill(length: number, value: number): KernelProgram {
  assert(length > 0 && length % 4 === 0, `filling ${length} elements`);
  const { grid, rowLength } = linearGrid(Math.ceil(length / 4 / WORKGROUP));
  const bindings = [{ name: 'y', access: 'write', bytes: length * 4 }] as const;
  return {
    label: `fill ${length}`,
    bindings,
    workgroups: grid,
    wgsl: /* wgsl */ `
${declareBindings(bindings, { y: 'vec4f' })}
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let i = (workgroup.x + workgroup.y * ${rowLength}u) * ${WORKGROUP}u + lane;
  if (i < ${length / 4}u) { y[i] = vec4f(${f32Literal(value)}); }
}`,
  };
}

/** y = a x + b y over flat buffers: a copy with b = 0, where the encoder's copy cannot (both in one buffer). */
import { assert } from '../../common/assert';
import { declareBindings, type KernelProgram, linearGrid } from '../program';
import { f32Literal } from '../wgsl/f32Literal';

const WORKGROUP = 64;

export interface ScaleAdd {
  /** Floats of each buffer, a multiple of 4. */
  readonly length: number;
  readonly a: number;
  /** With 0, y is not read. */
  readonly b: number;
}

/** Bindings: x, y, both [length]. */
export function scaleAdd({ length, a, b }: ScaleAdd): KernelProgram {
  assert(length > 0 && length % 4 === 0, `adding ${length} elements`);
  const { grid, rowLength } = linearGrid(Math.ceil(length / 4 / WORKGROUP));
  const bindings = [
    { name: 'x', access: 'read', bytes: length * 4 },
    { name: 'y', access: b === 0 ? 'write' : 'read-write', bytes: length * 4 },
  ] as const;
  return {
    label: `scale add ${length}`,
    bindings,
    workgroups: grid,
    wgsl: /* wgsl */ `
${declareBindings(bindings, { x: 'vec4f', y: 'vec4f' })}
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let i = (workgroup.x + workgroup.y * ${rowLength}u) * ${WORKGROUP}u + lane;
  if (i < ${length / 4}u) { y[i] = ${f32Literal(a)} * x[i]${b === 0 ? '' : ` + ${f32Literal(b)} * y[i]`}; }
}`,
  };
}

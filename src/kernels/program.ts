/**
 * One GPU dispatch as plain data. A kernel's builder is a pure function of shapes and options that returns
 * this; the executor and the tests run it. No builder touches a device.
 */

/** What the kernel does with a binding. All are declared `read_write` in WGSL, since tensors share slabs. */
export type Access = 'read' | 'write' | 'read-write';

export interface Binding {
  /** Name of the WGSL variable. */
  readonly name: string;
  readonly access: Access;
  /** Bytes that the kernel may touch, a multiple of 4. */
  readonly bytes: number;
}

export interface KernelProgram {
  /** What it computes, for messages and profiles: `conv3x3 forward 16→32 @64x64`. */
  readonly label: string;
  /** The whole shader; every shape is a constant in it. Equal text means equal pipeline. */
  readonly wgsl: string;
  /** In binding order: `@group(0) @binding(i)`. */
  readonly bindings: readonly Binding[];
  /** Workgroups to dispatch, each at most 65,535. */
  readonly workgroups: readonly [number, number, number];
}

/** Channels in memory: padded with zeros to a multiple of 4, so that every kernel loads vec4. */
export function paddedChannels(channels: number): number {
  return Math.ceil(channels / 4) * 4;
}

/** Bytes of the element types whose arrays get a fixed length. */
const ELEMENT_BYTES: Readonly<Record<string, number>> = { vec4f: 16, vec2u: 8, f32: 4, u32: 4 };

/**
 * The `@group(0)` declarations of a program's bindings, with the element type of each. Arrays of numbers have their
 * length in the text: the compiler then checks an index against a constant, not against a length it has to fetch.
 */
export function declareBindings(
  bindings: readonly Binding[],
  types: Readonly<Record<string, string>>,
): string {
  return bindings
    .map(({ name, bytes }, index) => {
      const type = types[name];
      if (!type) throw new Error(`binding ${name} has no type`);
      const size = ELEMENT_BYTES[type];
      const length = size === undefined ? '' : `, ${Math.ceil(bytes / size)}`;
      return `@group(0) @binding(${index}) var<storage, read_write> ${name}: array<${type}${length}>;`;
    })
    .join('\n');
}

/** One of `of` nearly equal parts of a program's workgroups, for a long dispatch that is cut. */
export interface WorkgroupPart {
  /** From 0. */
  readonly index: number;
  /** At most as many as there are workgroups. */
  readonly of: number;
}

export const WHOLE_GRID: WorkgroupPart = { index: 0, of: 1 };

/**
 * One linear grid of at most 65,535 a side: WGSL finds a workgroup's index as `start + x + y * rowLength`. Where
 * there are several rows the last may go beyond the end.
 */
export function linearGrid(
  workgroups: number,
  { index, of }: WorkgroupPart = WHOLE_GRID,
): { grid: [number, number, number]; rowLength: number; start: number } {
  const limit = 65_535;
  const start = Math.floor((workgroups * index) / of);
  const count = Math.floor((workgroups * (index + 1)) / of) - start;
  const rows = Math.ceil(count / limit);
  const rowLength = Math.ceil(count / rows);
  return { grid: [rowLength, rows, 1], rowLength, start };
}

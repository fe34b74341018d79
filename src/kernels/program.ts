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

/** The `@group(0)` declarations of a program's bindings, with the element type of each. */
export function declareBindings(
  bindings: readonly Binding[],
  types: Readonly<Record<string, string>>,
): string {
  return bindings
    .map(({ name }, index) => {
      const type = types[name];
      if (!type) throw new Error(`binding ${name} has no type`);
      return `@group(0) @binding(${index}) var<storage, read_write> ${name}: array<${type}>;`;
    })
    .join('\n');
}

/** One linear workgroup grid of at most 65,535 a side: WGSL finds its index as `x + y * rowLength`. */
export function linearGrid(workgroups: number): { grid: [number, number, number]; rowLength: number } {
  const limit = 65_535;
  const rows = Math.ceil(workgroups / limit);
  const rowLength = Math.ceil(workgroups / rows);
  return { grid: [rowLength, rows, 1], rowLength };
}

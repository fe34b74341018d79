/**
 * Tables float32 [N, C', 2] that hold two numbers for each sample and channel, interleaved: scale and shift, mean
 * and inverse deviation, two means. Bound as `array<vec4f>`, so two vec4 hold the pairs of one channel group.
 */
/** Bytes of a table; `groups` = C' / 4. */
export function pairBytes(batch: number, groups: number): number {
  return batch * groups * 32;
}

/** Statements that define the vec4f `first` and `second` of sample `n` and group `group` (names in scope, u32). */
export function loadPair(table: string, groups: number, first: string, second: string): string {
  return /* wgsl */ `
  let ${table}Low = ${table}[(n * ${groups}u + group) * 2u];
  let ${table}High = ${table}[(n * ${groups}u + group) * 2u + 1u];
  let ${first} = vec4f(${table}Low.xz, ${table}High.xz);
  let ${second} = vec4f(${table}Low.yw, ${table}High.yw);`;
}

/** Statements that store them. */
export function storePair(table: string, groups: number, first: string, second: string): string {
  return /* wgsl */ `
  ${table}[(n * ${groups}u + group) * 2u] = vec4f(${first}.x, ${second}.x, ${first}.y, ${second}.y);
  ${table}[(n * ${groups}u + group) * 2u + 1u] = vec4f(${first}.z, ${second}.z, ${first}.w, ${second}.w);`;
}

/** The function `normalise(x, n, group)`: x * scale + shift by the binding `scaleShift`. */
export function declareNormalise(groups: number): string {
  return /* wgsl */ `
fn normalise(x: vec4f, n: u32, group: u32) -> vec4f {${loadPair('scaleShift', groups, 'scale', 'shift')}
  return x * scale + shift;
}`;
}

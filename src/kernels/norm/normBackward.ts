/**
 * The gradient through activation and instance norm, from the tensor before the norm and the gradient of the
 * activation's output: sums over each sample and channel, their finish, then the tensor in place. The normalised
 * values are recomputed, never stored. Called by the training plan.
 *
 * With z = y scale + shift, dz = g act'(z), ŷ = (y - mean) inverse and means over the pixels of one sample:
 *   dbeta = Σ dz, dgamma = Σ dz ŷ, dy = scale (dz - mean(dz) - ŷ mean(dz ŷ))    (Ioffe and Szegedy 2015, section 3)
 */
import { type FinishVariant, finishLanes } from '../finishVariant';
import { type Binding, declareBindings, type KernelProgram, linearGrid, paddedChannels } from '../program';
import { type Activation, activationSlope } from '../wgsl/activation';
import { f32Literal } from '../wgsl/f32Literal';
import { loadPair, pairBytes, storePair } from '../wgsl/pairTable';
import { channelGroups, tensorBytes } from '../wgsl/source';

export interface NormBackward {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  /** True channels. */
  readonly channels: number;
  readonly activation: Activation;
}

export interface NormBackwardFinish extends NormBackward {
  readonly variant: FinishVariant;
  /** Adds to dgamma and dbeta what they hold, for the second and later micro-batches of a step. */
  readonly accumulate: boolean;
}

const WORKGROUP = 64;
const PIXELS_A_TILE = 64;
const MOST_TILES = 1024;
/** Of the last dispatch, which has no sums to keep few. */
const PIXELS_A_THREAD = 8;

/** Bytes of the sums between the first and the second dispatch: float32 [N, tiles, 2, C']. */
export function normBackwardSumBytes(options: NormBackward): number {
  return options.batch * tileCount(options) * 2 * paddedChannels(options.channels) * 4;
}

/** Bindings: y [N,H,W,C'] before the norm, gradient [N,H,W,C'], scaleShift, statistics (of normFinish), sums. */
export function normBackwardSums(options: NormBackward): KernelProgram {
  const { height, width, channels, activation } = options;
  const groups = channelGroups(channels);
  const tiles = tileCount(options);
  const sweep = sweepPixels(options, tiles);
  const bindings: Binding[] = [
    ...tensorBindings(options, 'read'),
    { name: 'sums', access: 'write', bytes: normBackwardSumBytes(options) },
  ];
  return {
    label: `norm backward sums ${channels} @${width}x${height}`,
    bindings,
    workgroups: sweep.grid,
    wgsl: /* wgsl */ `
${declareBindings(bindings, vec4Types(bindings))}
${sweep.head}
  var total = vec4f();
  var product = vec4f();
  ${sweep.loop}
    let v = y[at];
    let z = v * scale + shift;
    let dz = gradient[at] * ${activationSlope(activation, 'z')};
    total += dz;
    product += dz * ((v - mean) * inverse);
  }
  let out = (n * ${tiles}u + tile) * ${2 * groups}u + group;
  sums[out] = total;
  sums[out + ${groups}u] = product;
}`,
  };
}

/** Bindings: sums, means [N,C',2] (mean of dz, mean of dz ŷ), dgamma [C'], dbeta [C']. */
export function normBackwardFinish(options: NormBackwardFinish): KernelProgram {
  const { batch, channels, variant, accumulate } = options;
  const groups = channelGroups(channels);
  const vector = paddedChannels(channels) * 4;
  const access = accumulate ? 'read-write' : 'write';
  const bindings: Binding[] = [
    { name: 'sums', access: 'read', bytes: normBackwardSumBytes(options) },
    { name: 'means', access: 'write', bytes: pairBytes(batch, groups) },
    { name: 'dgamma', access, bytes: vector },
    { name: 'dbeta', access, bytes: vector },
  ];
  return {
    label: `norm backward finish ${variant} ${channels}`,
    bindings,
    workgroups: [groups, 1, 1],
    wgsl: /* wgsl */ `
${declareBindings(bindings, vec4Types(bindings))}
struct Sums { total: vec4f, product: vec4f }
${declareTileSums(options)}
fn storeMeans(n: u32, group: u32, sum: Sums) {
  let first = sum.total * ${f32Literal(1 / (options.height * options.width))};
  let second = sum.product * ${f32Literal(1 / (options.height * options.width))};
  ${storePair('means', groups, 'first', 'second')}
}
fn storeGradients(group: u32, sum: Sums) {
  dbeta[group] ${accumulate ? '+=' : '='} sum.total;
  dgamma[group] ${accumulate ? '+=' : '='} sum.product;
}
${declareFinishMain(options)}`,
  };
}

/** Bindings: y, gradient (in: of the activation's output, out: dy), scaleShift, statistics, means. */
export function normBackwardApply(options: NormBackward): KernelProgram {
  const { batch, height, width, channels, activation } = options;
  const groups = channelGroups(channels);
  const bindings: Binding[] = [
    ...tensorBindings(options, 'read-write'),
    { name: 'means', access: 'read', bytes: pairBytes(batch, groups) },
  ];
  const sweep = sweepPixels(options, Math.ceil((height * width) / PIXELS_A_THREAD));
  return {
    label: `norm backward apply ${channels} @${width}x${height}`,
    bindings,
    workgroups: sweep.grid,
    wgsl: /* wgsl */ `
${declareBindings(bindings, vec4Types(bindings))}
${sweep.head}
  ${loadPair('means', groups, 'meanGradient', 'meanProduct')}
  ${sweep.loop}
    let v = y[at];
    let z = v * scale + shift;
    let dz = gradient[at] * ${activationSlope(activation, 'z')};
    gradient[at] = scale * (dz - meanGradient - (v - mean) * inverse * meanProduct);
  }
}`,
  };
}

/**
 * The frame of a kernel whose threads each take every `tiles`th pixel of one sample and group, so that neighbours
 * read neighbouring memory and the pairs are loaded once: `head` opens main and defines n, tile, group, scale,
 * shift, mean and inverse; `loop` opens a loop over `at`, an index of y.
 */
function sweepPixels({ batch, height, width, channels }: NormBackward, tiles: number) {
  const groups = channelGroups(channels);
  const threads = batch * tiles * groups;
  const { grid, rowLength } = linearGrid(Math.ceil(threads / WORKGROUP));
  const head = /* wgsl */ `@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let i = (workgroup.x + workgroup.y * ${rowLength}u) * ${WORKGROUP}u + lane;
  if (i >= ${threads}u) { return; }
  let group = i % ${groups}u;
  let tile = i / ${groups}u % ${tiles}u;
  let n = i / ${groups * tiles}u;
  ${loadPair('scaleShift', groups, 'scale', 'shift')}
  ${loadPair('statistics', groups, 'mean', 'inverse')}`;
  const loop = /* wgsl */ `for (var pixel = tile; pixel < ${height * width}u; pixel += ${tiles}u) {
    let at = (n * ${height * width}u + pixel) * ${groups}u + group;`;
  return { grid, head, loop };
}

function tensorBindings(options: NormBackward, access: 'read' | 'read-write'): Binding[] {
  const { batch, height, width, channels } = options;
  const tensor = tensorBytes(batch, height, width, channels);
  const pairs = pairBytes(batch, channelGroups(channels));
  return [
    { name: 'y', access: 'read', bytes: tensor },
    { name: 'gradient', access, bytes: tensor },
    { name: 'scaleShift', access: 'read', bytes: pairs },
    { name: 'statistics', access: 'read', bytes: pairs },
  ];
}

function vec4Types(bindings: readonly Binding[]): Record<string, string> {
  return Object.fromEntries(bindings.map(({ name }) => [name, 'vec4f']));
}

/** `tileSums(n, group, first, stride)`: of the tiles first, first + stride, ... in this order. */
function declareTileSums(options: NormBackward): string {
  const groups = channelGroups(options.channels);
  const tiles = tileCount(options);
  return /* wgsl */ `
fn tileSums(n: u32, group: u32, first: u32, stride: u32) -> Sums {
  var sum = Sums();
  for (var tile = first; tile < ${tiles}u; tile += stride) {
    let i = (n * ${tiles}u + tile) * ${2 * groups}u + group;
    sum.total += sums[i];
    sum.product += sums[i + ${groups}u];
  }
  return sum;
}`;
}

/** A workgroup for each channel group. */
function declareFinishMain(options: NormBackwardFinish): string {
  const lanes = finishLanes(options.variant, tileCount(options));
  const meet = /* wgsl */ `
    workgroupBarrier();
    shares[lane] = sum;
    workgroupBarrier();
    for (var i = 1u; i < ${lanes}u; i++) {
      sum.total += shares[i].total;
      sum.product += shares[i].product;
    }`;
  return /* wgsl */ `
${lanes > 1 ? `var<workgroup> shares: array<Sums, ${lanes}>;` : ''}
@compute @workgroup_size(${lanes})
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let group = workgroup.x;
  var all = Sums();
  for (var n = 0u; n < ${options.batch}u; n++) {
    var sum = tileSums(n, group, lane, ${lanes}u);
    ${lanes > 1 ? meet : ''}
    // Only the first lane has the whole sum: the others began with their own share.
    if (lane == 0u) { storeMeans(n, group, sum); }
    all.total += sum.total;
    all.product += sum.product;
  }
  if (lane == 0u) { storeGradients(group, all); }
}`;
}

function tileCount({ height, width }: NormBackward): number {
  return Math.min(MOST_TILES, Math.ceil((height * width) / PIXELS_A_TILE));
}

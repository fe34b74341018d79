/**
 * The statistics of an instance norm from the partial ones that a convolution left: one dispatch between the
 * convolution and its consumers, which normalise on their loads. Called by the training and inference plans.
 */
import { type FinishVariant, finishLanes } from '../finishVariant';
import { type Binding, declareBindings, type KernelProgram, paddedChannels } from '../program';
import { f32Literal } from '../wgsl/f32Literal';
import { pairBytes, storePair } from '../wgsl/pairTable';
import { channelGroups } from '../wgsl/source';
import { STATISTICS_ROWS, type StatisticsLayout, statisticsBytes } from './partials';

export interface NormFinish extends StatisticsLayout {
  readonly variant: FinishVariant;
}

/** Added to the variance, as in torch.nn.InstanceNorm2d. */
export const NORM_EPSILON = 1e-5;

/**
 * Bindings: partials (see partials.ts), gamma [C'], beta [C'], statistics [N,C',2] (mean, inverse deviation),
 * scaleShift [N,C',2], so that gamma (x - mean) inverse + beta = x scale + shift. Pad channels get zeros.
 */
export function normFinish(options: NormFinish): KernelProgram {
  const { batch, tiles, channels, variant } = options;
  const bindings = finishBindings(options);
  const types = Object.fromEntries(bindings.map(({ name }) => [name, 'vec4f']));
  return {
    label: `norm finish ${variant} ${channels}, ${tiles} tiles`,
    bindings,
    workgroups: [batch * channelGroups(channels), 1, 1],
    wgsl: /* wgsl */ `
${declareBindings(bindings, types)}
${declareMoments(options)}
${declareStore(options)}
${declareMain(options)}`,
  };
}

function finishBindings({ batch, channels, ...layout }: NormFinish): Binding[] {
  const vector = paddedChannels(channels) * 4;
  const pairs = pairBytes(batch, channelGroups(channels));
  return [
    { name: 'partials', access: 'read', bytes: statisticsBytes({ ...layout, batch, channels }) },
    { name: 'gamma', access: 'read', bytes: vector },
    { name: 'beta', access: 'read', bytes: vector },
    { name: 'statistics', access: 'write', bytes: pairs },
    { name: 'scaleShift', access: 'write', bytes: pairs },
  ];
}

function declareMoments({ tiles, channels }: NormFinish): string {
  const groups = channelGroups(channels);
  return /* wgsl */ `
struct Moments { count: vec4f, mean: vec4f, m2: vec4f }
fn tileMoments(n: u32, tile: u32, group: u32) -> Moments {
  let i = (n * ${tiles}u + tile) * ${STATISTICS_ROWS * groups}u + group;
  return Moments(partials[i], partials[i + ${groups}u], partials[i + ${2 * groups}u]);
}
// Chan, Golub, LeVeque 1983: never a difference of two large sums.
fn merge(a: Moments, b: Moments) -> Moments {
  let count = a.count + b.count;
  let share = b.count / count;
  let d = b.mean - a.mean;
  return Moments(count, a.mean + d * share, a.m2 + b.m2 + d * d * a.count * share);
}`;
}

function declareStore({ channels }: NormFinish): string {
  const groups = channelGroups(channels);
  return /* wgsl */ `
fn store(n: u32, group: u32, moments: Moments) {
  let live = vec4f(vec4u(group * 4u) + vec4u(0, 1, 2, 3) < vec4u(${channels}));
  let mean = moments.mean * live;
  let inverse = live / sqrt(moments.m2 / moments.count + ${f32Literal(NORM_EPSILON)});
  let scale = gamma[group] * inverse;
  let shift = beta[group] - mean * scale;
  ${storePair('statistics', groups, 'mean', 'inverse')}
  ${storePair('scaleShift', groups, 'scale', 'shift')}
}`;
}

/** A workgroup for each sample and channel group. */
function declareMain({ tiles, channels, variant }: NormFinish): string {
  const groups = channelGroups(channels);
  const lanes = finishLanes(variant, tiles);
  const meet = /* wgsl */ `
  shares[lane] = moments;
  workgroupBarrier();
  if (lane > 0u) { return; }
  for (var i = 1u; i < ${lanes}u; i++) { moments = merge(moments, shares[i]); }`;
  return /* wgsl */ `
${lanes > 1 ? `var<workgroup> shares: array<Moments, ${lanes}>;` : ''}
@compute @workgroup_size(${lanes})
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let n = workgroup.x / ${groups}u;
  let group = workgroup.x % ${groups}u;
  var moments = tileMoments(n, lane, group);
  for (var tile = lane + ${lanes}u; tile < ${tiles}u; tile += ${lanes}u) {
    moments = merge(moments, tileMoments(n, tile, group));
  }
  ${lanes > 1 ? meet : ''}
  store(n, group, moments);
}`;
}

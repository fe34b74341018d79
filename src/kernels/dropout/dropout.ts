/**
 * Inverted dropout (Srivastava et al. 2014): each value is dropped with a probability, the rest are scaled up to
 * keep the expectation. Being linear, the same program is its own backward pass. Called by the training plan.
 */
import { assert } from '../../common/assert';
import { type Binding, declareBindings, type KernelProgram, linearGrid } from '../program';
import { STEP_BINDING, STEP_WGSL } from '../step';
import { activate } from '../wgsl/activation';
import { f32Literal } from '../wgsl/f32Literal';
import { declareNormalise, pairBytes } from '../wgsl/pairTable';
import { channelGroups, type OnLoad, tensorBytes } from '../wgsl/source';
import { COUNTER_HASH_WGSL, counterHash } from './counterHash';

export interface Dropout {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  /** True channels. */
  readonly channels: number;
  /** Of dropping a value, 0 up to but not 1. */
  readonly probability: number;
  /** Tells the network's dropouts apart: each draws its own masks. */
  readonly layer: number;
  /** `none` works in place on x; `normAct` reads x before its norm and writes y. */
  readonly onLoad: OnLoad;
  /** `hash` draws from the counter; `buffer` reads a mask of ones and zeros, so that tests can give their own. */
  readonly mask: 'hash' | 'buffer';
}

const WORKGROUP = 64;

/**
 * Bindings: step (hash) or mask [N,H,W,C'] (buffer), x [N,H,W,C'], and with normAct scaleShift [N,C',2] and y.
 * The backward pass is the program with `onLoad` none, x being the gradient.
 */
export function dropout(options: Dropout): KernelProgram {
  const { batch, height, width, channels, probability, onLoad, mask } = options;
  assert(probability >= 0 && probability < 1, `dropout with probability ${probability}`);
  const groups = channelGroups(channels);
  const elements = batch * height * width * groups;
  const { grid, rowLength } = linearGrid(Math.ceil(elements / WORKGROUP));
  const bindings = dropoutBindings(options);
  const types = { step: 'Step', mask: 'vec4f', x: 'vec4f', scaleShift: 'vec4f', y: 'vec4f' };
  return {
    label: `dropout ${channels} @${width}x${height}`,
    bindings,
    workgroups: grid,
    wgsl: /* wgsl */ `
${mask === 'hash' ? STEP_WGSL : ''}
${declareBindings(bindings, types)}
${onLoad.kind === 'normAct' ? declareNormalise(groups) : ''}
${mask === 'hash' ? declareHashedMask(options) : declareGivenMask(options)}
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let i = (workgroup.x + workgroup.y * ${rowLength}u) * ${WORKGROUP}u + lane;
  if (i >= ${elements}u) { return; }
  let n = i / ${groups * height * width}u;
  let group = i % ${groups}u;
  let kept = maskAt(n, i / ${groups * width}u % ${height}u, i / ${groups}u % ${width}u, group);
  ${applyMask(onLoad, f32Literal(1 / (1 - probability)))}
}`,
  };
}

/** Whether the hash keeps one value: what the kernel decides, for tests and references. */
export function dropoutKeeps(
  { probability, layer }: Pick<Dropout, 'probability' | 'layer'>,
  seed: number,
  step: number,
  [sample, y, x, channel]: readonly [number, number, number, number],
): boolean {
  return counterHash(seed, [layer, step, sample, y, x, channel]) >= threshold(probability);
}

function threshold(probability: number): number {
  return Math.round(probability * 2 ** 32);
}

function dropoutBindings({ batch, height, width, channels, onLoad, mask }: Dropout): Binding[] {
  const bytes = tensorBytes(batch, height, width, channels);
  const first: Binding = mask === 'hash' ? STEP_BINDING : { name: 'mask', access: 'read', bytes };
  if (onLoad.kind === 'none') return [first, { name: 'x', access: 'read-write', bytes }];
  return [
    first,
    { name: 'x', access: 'read', bytes },
    { name: 'scaleShift', access: 'read', bytes: pairBytes(batch, channelGroups(channels)) },
    { name: 'y', access: 'write', bytes },
  ];
}

/** `maskAt(n, y, x, group)`: 1 where a value is kept, 0 where it is dropped. */
function declareHashedMask({ probability, layer }: Dropout): string {
  return /* wgsl */ `${COUNTER_HASH_WGSL}
fn maskAt(n: u32, y: u32, x: u32, group: u32) -> vec4f {
  var h = mixWord(step[0].seed, ${layer}u);
  h = mixWord(h, step[0].index);
  h = mixWord(h, step[0].firstSample + n);
  h = mixWord(h, y);
  h = mixWord(h, x);
  var kept = vec4f();
  for (var lane = 0u; lane < 4u; lane++) {
    let bits = finishHash(mixWord(h, group * 4u + lane), 24u);
    kept[lane] = select(0f, 1f, bits >= ${threshold(probability)}u);
  }
  return kept;
}`;
}

function declareGivenMask({ height, width, channels }: Dropout): string {
  return /* wgsl */ `
fn maskAt(n: u32, y: u32, x: u32, group: u32) -> vec4f {
  return mask[((n * ${height}u + y) * ${width}u + x) * ${channelGroups(channels)}u + group];
}`;
}

function applyMask(onLoad: OnLoad, scale: string): string {
  if (onLoad.kind === 'none') return `x[i] = x[i] * kept * ${scale};`;
  return `let z = normalise(x[i], n, group);
  y[i] = ${activate(onLoad.activation, 'z')} * kept * ${scale};`;
}

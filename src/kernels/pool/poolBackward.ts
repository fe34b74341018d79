/**
 * The gradient at a tensor that a max-pool and, where there is a skip connection, a cropped copy both read:
 * their gradients added, then the activation's mask once. Called by the training plan.
 */
import { assert } from '../../common/assert';
import { type Binding, declareBindings, type KernelProgram, linearGrid } from '../program';
import { type Activation, activationSlope } from '../wgsl/activation';
import { declareNormalise, pairBytes } from '../wgsl/pairTable';
import { channelGroups, tensorBytes } from '../wgsl/source';
import { type PoolShape, winnerBytes } from './poolForward';

/** The region of the pooled tensor that the skip connection reads, px. Outside it the skip's gradient is zero. */
export interface SkipRegion {
  readonly cropY: number;
  readonly cropX: number;
  readonly height: number;
  readonly width: number;
}

export type PoolMask =
  /** dx stays the gradient of the activation's output: there is none, or the norm's backward pass masks. */
  | { readonly kind: 'none' }
  /** Times act'(h), h [N,H,W,C'] being the stored output of the activation. */
  | { readonly kind: 'post'; readonly activation: Activation }
  /** Times act'(h * scale + shift), h being the tensor before its norm. */
  | { readonly kind: 'normAct'; readonly activation: Activation };

export interface PoolBackward extends PoolShape {
  readonly skip: SkipRegion | null;
  readonly mask: PoolMask;
}

const WORKGROUP = 64;

/**
 * Bindings: dy [N,H/2,W/2,C'], winners (of poolForward), skip [N,h,w,C'] (with a skip only), h [N,H,W,C'] (with a
 * mask only), scaleShift [N,C',2] (with normAct only), dx [N,H,W,C'].
 */
export function poolBackward(options: PoolBackward): KernelProgram {
  const { batch, height, width, channels } = options;
  assert(height % 2 === 0 && width % 2 === 0, `a ${width}x${height} tensor cannot be pooled`);
  const groups = channelGroups(channels);
  const elements = (batch * height * width * groups) / 4;
  const { grid, rowLength } = linearGrid(Math.ceil(elements / WORKGROUP));
  const bindings = backwardBindings(options);
  const types = { dy: 'vec4f', winners: 'u32', skip: 'vec4f', h: 'vec4f', scaleShift: 'vec4f', dx: 'vec4f' };
  return {
    label: `pool backward ${channels} @${width}x${height}`,
    bindings,
    workgroups: grid,
    wgsl: /* wgsl */ `
${declareBindings(bindings, types)}
${options.mask.kind === 'normAct' ? declareNormalise(groups) : ''}
${options.skip ? declareSkip(options.skip, groups) : ''}
${declareWriteOne(options)}
// A thread makes the four pixels of one pooled pixel, so that it reads the winner once.
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let element = (workgroup.x + workgroup.y * ${rowLength}u) * ${WORKGROUP}u + lane;
  if (element >= ${elements}u) { return; }
  let group = element % ${groups}u;
  let column = element / ${groups}u % ${width / 2}u;
  let row = element / ${(groups * width) / 2}u % ${height / 2}u;
  let n = element / ${(groups * width * height) / 4}u;
  let packed = winners[element / 4u] >> (8u * (element % 4u));
  let winner = (vec4u(packed) >> vec4u(0, 2, 4, 6)) & vec4u(3);
  let gradient = dy[element];
  for (var corner = 0u; corner < 4u; corner++) {
    let routed = select(vec4f(), gradient, winner == vec4u(corner));
    writeOne(n, 2u * row + corner / 2u, 2u * column + corner % 2u, group, routed);
  }
}`,
  };
}

function backwardBindings(options: PoolBackward): Binding[] {
  const { batch, height, width, channels, skip, mask } = options;
  const full = tensorBytes(batch, height, width, channels);
  const bindings: Binding[] = [
    { name: 'dy', access: 'read', bytes: full / 4 },
    { name: 'winners', access: 'read', bytes: winnerBytes(options) },
  ];
  if (skip) {
    bindings.push({
      name: 'skip',
      access: 'read',
      bytes: tensorBytes(batch, skip.height, skip.width, channels),
    });
  }
  if (mask.kind !== 'none') bindings.push({ name: 'h', access: 'read', bytes: full });
  if (mask.kind === 'normAct') {
    bindings.push({ name: 'scaleShift', access: 'read', bytes: pairBytes(batch, channelGroups(channels)) });
  }
  return [...bindings, { name: 'dx', access: 'write', bytes: full }];
}

/** `skipGradient(n, y, x, group)`: zero outside the region. */
function declareSkip({ cropY, cropX, height, width }: SkipRegion, groups: number): string {
  return /* wgsl */ `
fn skipGradient(n: u32, y: u32, x: u32, group: u32) -> vec4f {
  // Above or left of the region the difference wraps to a huge number and fails the same comparison.
  let sy = y - ${cropY}u;
  let sx = x - ${cropX}u;
  if (sy >= ${height}u || sx >= ${width}u) { return vec4f(); }
  return skip[((n * ${height}u + sy) * ${width}u + sx) * ${groups}u + group];
}`;
}

function declareWriteOne({ height, width, channels, skip, mask }: PoolBackward): string {
  const total = skip ? 'routed + skipGradient(n, y, x, group)' : 'routed';
  return /* wgsl */ `
fn writeOne(n: u32, y: u32, x: u32, group: u32, routed: vec4f) {
  let i = ((n * ${height}u + y) * ${width}u + x) * ${channelGroups(channels)}u + group;
  ${mask.kind === 'none' ? '' : `let z = ${mask.kind === 'normAct' ? 'normalise(h[i], n, group)' : 'h[i]'};`}
  dx[i] = ${mask.kind === 'none' ? total : `(${total}) * ${activationSlope(mask.activation, 'z')}`};
}`;
}

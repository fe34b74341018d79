/**
 * 2x2 max-pool with stride 2 that also stores which of the four pixels won, for poolBackward. Called by the
 * training plan; without the winners there would be nothing to route gradients by where two pixels tie.
 */
import { assert } from '../../common/assert';
import { declareBindings, type KernelProgram, linearGrid } from '../program';
import { activate } from '../wgsl/activation';
import { declareNormalise, pairBytes } from '../wgsl/pairTable';
import { channelGroups, type OnLoad, tensorBytes } from '../wgsl/source';

export interface PoolShape {
  readonly batch: number;
  /** Of the tensor that is pooled, px, both even. */
  readonly height: number;
  readonly width: number;
  /** True channels. */
  readonly channels: number;
}

export interface PoolForward extends PoolShape {
  readonly onLoad: OnLoad;
}

const WORKGROUP = 64;

/**
 * Bindings: x [N,H,W,C'], scaleShift [N,C',2] (with normAct only), y [N,H/2,W/2,C'], winners (see winnerBytes).
 * A winner is 0, 1, 2, 3 for the upper left, upper right, lower left, lower right pixel; the first maximum in
 * that order wins.
 */
export function poolForward(options: PoolForward): KernelProgram {
  const { batch, height, width, channels, onLoad } = options;
  assert(height % 2 === 0 && width % 2 === 0, `a ${width}x${height} tensor cannot be pooled`);
  const groups = channelGroups(channels);
  const words = winnerBytes(options) / 4;
  const { grid, rowLength } = linearGrid(Math.ceil(words / WORKGROUP));
  const bindings = poolBindings(options);
  return {
    label: `pool forward ${channels} @${width}x${height}`,
    bindings,
    workgroups: grid,
    wgsl: /* wgsl */ `
${declareBindings(bindings, { x: 'vec4f', scaleShift: 'vec4f', y: 'vec4f', winners: 'u32' })}
${onLoad.kind === 'normAct' ? declareNormalise(groups) : ''}
${declareRead(onLoad)}
${declarePoolOne(options)}
// A thread makes four elements, since their winners share a word.
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let word = (workgroup.x + workgroup.y * ${rowLength}u) * ${WORKGROUP}u + lane;
  if (word >= ${words}u) { return; }
  var packed = 0u;
  for (var i = 0u; i < 4u; i++) {
    let element = word * 4u + i;
    if (element < ${(batch * height * width * groups) / 4}u) { packed |= poolOne(element) << (8u * i); }
  }
  winners[word] = packed;
}`,
  };
}

/**
 * Bytes of the winners: 2 bits a channel, so one byte for the four channels of a group, bytes in the order of the
 * pooled tensor's vec4s [N,H/2,W/2,C'/4], four to a word, lowest byte first.
 */
export function winnerBytes({ batch, height, width, channels }: PoolShape): number {
  const elements = (batch * height * width * channelGroups(channels)) / 4;
  return Math.ceil(elements / 4) * 4;
}

function poolBindings(options: PoolForward): KernelProgram['bindings'] {
  const { batch, height, width, channels, onLoad } = options;
  const scaleShift = {
    name: 'scaleShift',
    access: 'read',
    bytes: pairBytes(batch, channelGroups(channels)),
  } as const;
  return [
    { name: 'x', access: 'read', bytes: tensorBytes(batch, height, width, channels) },
    ...(onLoad.kind === 'normAct' ? [scaleShift] : []),
    { name: 'y', access: 'write', bytes: tensorBytes(batch, height / 2, width / 2, channels) },
    { name: 'winners', access: 'write', bytes: winnerBytes(options) },
  ];
}

function declareRead(onLoad: OnLoad): string {
  if (onLoad.kind === 'none') return 'fn read(i: u32, n: u32, group: u32) -> vec4f { return x[i]; }';
  return `fn read(i: u32, n: u32, group: u32) -> vec4f {
  let z = normalise(x[i], n, group);
  return ${activate(onLoad.activation, 'z')};
}`;
}

/** `poolOne(element)` writes one vec4 of y and returns its byte of winners. */
function declarePoolOne({ height, width, channels }: PoolForward): string {
  const groups = channelGroups(channels);
  const row = width * groups;
  return /* wgsl */ `
fn poolOne(element: u32) -> u32 {
  let group = element % ${groups}u;
  let column = element / ${groups}u % ${width / 2}u;
  // Rows of all samples are numbered through: heights are even, so no 2x2 block spans two samples.
  let pooledRow = element / ${(groups * width) / 2}u;
  let n = pooledRow / ${height / 2}u;
  let first = pooledRow * ${2 * row}u + column * ${2 * groups}u + group;
  var best = read(first, n, group);
  var winner = vec4u(0);
  ${[groups, row, row + groups].map((offset, i) => challenge(offset, i + 1)).join('')}
  y[element] = best;
  return winner.x | (winner.y << 2u) | (winner.z << 4u) | (winner.w << 6u);
}`;
}

/** Strictly greater replaces, so the first maximum stays. */
function challenge(offset: number, index: number): string {
  const name = `v${index}`;
  return `
  let ${name} = read(first + ${offset}u, n, group);
  winner = select(winner, vec4u(${index}), ${name} > best);
  best = select(best, ${name}, ${name} > best);`;
}

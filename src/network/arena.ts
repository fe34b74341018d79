/**
 * Gives every tensor a place in a few large buffers (slabs) so that no two that live at the same time overlap.
 * Greedy by size with best fit (Pisarchyk and Lee 2020, "Efficient Memory Management for Deep Neural Net
 * Inference", section 4.3). Pure; called by the compilers of plans.
 */
import { defined } from '../common/assert';
import { studioError } from '../common/errors';
import { type Lifetime, meet } from './liveness';

export interface ArenaTensor extends Lifetime {
  /** For messages: `encoder.0.conv1 output`. */
  readonly name: string;
  readonly bytes: number;
}

export interface Placement {
  readonly slab: number;
  /** Bytes from the slab's start, a multiple of ARENA_ALIGNMENT. */
  readonly offset: number;
}

export interface Arena {
  /** By the tensors' indices. */
  readonly placements: readonly Placement[];
  /** Bytes of each slab. */
  readonly slabs: readonly number[];
}

/** WebGPU's default minStorageBufferOffsetAlignment, the greatest a device may ask for; bytes. */
export const ARENA_ALIGNMENT = 256;

/** `bytes` rounded up to the alignment. */
function alignedBytes(bytes: number): number {
  return Math.ceil(bytes / ARENA_ALIGNMENT) * ARENA_ALIGNMENT;
}

interface Placed extends Lifetime, Placement {
  readonly bytes: number;
}

/** Slabs are at most `largestSlab` bytes. Throws `out-of-memory` naming a tensor that is larger by itself. */
export function packArena(tensors: readonly ArenaTensor[], largestSlab: number): Arena {
  const slabs: number[] = [];
  const placed: Placed[] = [];
  const placements = new Array<Placement>(tensors.length);
  for (const { tensor, index } of bySize(tensors)) {
    if (tensor.bytes > largestSlab) throw tooLarge(tensor, largestSlab);
    const bytes = alignedBytes(tensor.bytes);
    const neighbours = placed.filter((other) => meet(other, tensor));
    const place = bestPlace(
      bytes,
      neighbours,
      slabs,
      Math.floor(largestSlab / ARENA_ALIGNMENT) * ARENA_ALIGNMENT,
    );
    slabs[place.slab] = Math.max(slabs[place.slab] ?? 0, place.offset + bytes);
    placed.push({ ...tensor, ...place, bytes });
    placements[index] = place;
  }
  return { placements, slabs };
}

function bySize(tensors: readonly ArenaTensor[]) {
  return tensors
    .map((tensor, index) => ({ tensor, index }))
    .sort((a, b) => b.tensor.bytes - a.tensor.bytes || a.index - b.index);
}

/** The tightest gap in any slab; else the end that makes a slab grow least; else a new slab. */
function bestPlace(
  bytes: number,
  neighbours: readonly Placed[],
  slabs: readonly number[],
  largestSlab: number,
): Placement {
  let best: Placement = { slab: slabs.length, offset: 0 };
  let least = Number.POSITIVE_INFINITY;
  for (const [slab, size] of slabs.entries()) {
    for (const gap of gapsIn(neighbours.filter((other) => other.slab === slab))) {
      const growth = Math.max(0, gap.offset + bytes - size);
      if (gap.bytes < bytes || gap.offset + bytes > largestSlab) continue;
      // Any waste inside the slabs is better than any growth.
      const cost = growth > 0 ? largestSlab + growth : Math.min(gap.bytes, size - gap.offset) - bytes;
      if (cost < least) {
        least = cost;
        best = { slab, offset: gap.offset };
      }
    }
  }
  return best;
}

/** The free stretches of a slab between tensors that may overlap each other in place; the last has no end. */
function gapsIn(neighbours: readonly Placed[]): { offset: number; bytes: number }[] {
  const sorted = [...neighbours].sort((a, b) => a.offset - b.offset);
  const gaps: { offset: number; bytes: number }[] = [];
  let offset = 0;
  for (const other of sorted) {
    if (other.offset > offset) gaps.push({ offset, bytes: other.offset - offset });
    offset = Math.max(offset, other.offset + other.bytes);
  }
  return [...gaps, { offset, bytes: Number.POSITIVE_INFINITY }];
}

function tooLarge({ name, bytes }: ArenaTensor, limit: number) {
  return studioError(
    'out-of-memory',
    `The ${name} takes ${bytes} bytes; the largest buffer of this device has ${limit}.`,
    'Choose a smaller tile, a smaller batch or a smaller width.',
    name,
  );
}

/** The place of a tensor by its index. */
export function placementOf(arena: Arena, index: number): Placement {
  return defined(arena.placements[index], `place of tensor ${index}`);
}

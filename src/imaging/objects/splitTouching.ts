/** Objects that touch, taken apart by a watershed. Not separateTouching, which draws lines between known ones. */
import type { ClassProbabilities, ObjectSettings } from '../../domain/objects';
import { squaredDistances } from '../distanceTransform';
import type { Components } from '../labelComponents';
import { watershed } from './watershed';

/** What the pieces were cut out of; `labels` [height, width]. */
export interface Labelled {
  readonly width: number;
  readonly height: number;
  readonly labels: Uint8Array;
  readonly probabilities: ClassProbabilities;
}

/**
 * The pieces, or what `settings` takes them apart into. Over `distance` from the nearest pixel of another class (the
 * image's edge is none), round objects come apart at their necks; over `probability` of the pixel's class, objects come
 * apart where the network was less sure.
 */
export function splitTouching(
  pieces: Components,
  found: Labelled,
  settings: Pick<ObjectSettings, 'background' | 'neighbours' | 'split' | 'splitDepth'>,
): Components {
  const { split, splitDepth, neighbours, background } = settings;
  if (split === 'none') return pieces;
  const { width, height } = found;
  const heights = split === 'distance' ? edgeDistances(found, background) : ownProbabilities(found);
  return watershed({ width, height, ids: pieces.ids, heights }, splitDepth, neighbours);
}

/** [height, width], px; Infinity where the image holds no other class. */
function edgeDistances({ labels, width, height }: Labelled, background: number): Float32Array<ArrayBuffer> {
  const heights = new Float32Array(labels.length);
  for (const index of new Set(labels)) {
    if (index === background) continue;
    const others = labels.map((label) => (label === index ? 0 : 1));
    const squares = squaredDistances(others, width, height);
    for (let at = 0; at < labels.length; at++) {
      if (others[at] === 0) heights[at] = Math.sqrt(squares[at] ?? 0);
    }
  }
  return heights;
}

/** [height, width], 0..1. */
function ownProbabilities({ labels, probabilities: { data, one } }: Labelled): Float32Array<ArrayBuffer> {
  const count = labels.length;
  return Float32Array.from(labels, (label, at) => (data[label * count + at] ?? 0) / one);
}

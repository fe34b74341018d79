/** The sample's tissue: cells of many sizes packed without gaps, and how far each pixel is from a membrane. */
import type { Rng } from '../../common/rng';
import { smoothNoise } from './sampleNoise';

export interface Tissue {
  /** [size, size], px to the nearest membrane's middle, before the walls' wobble. */
  readonly distance: Float32Array<ArrayBuffer>;
  /** [size, size], number of the cell at each pixel. */
  readonly cell: Uint8Array<ArrayBuffer>;
  readonly cells: number;
}

interface Site {
  readonly x: number;
  readonly y: number;
  /** Squared radius, px^2: heavier sites take room from their neighbours. */
  readonly weight: number;
}

/** Pixels per cell, on average. */
const CELL_AREA = 1900;
/** Sites outside the image, so that cells at the border are cut, not closed. */
const MARGIN = 30;

/** A power diagram (weighted Voronoi) seen through smoothly displaced coordinates, which bends the walls. */
export function growTissue(rng: Rng, size: number): Tissue {
  const sites = placeSites(rng, size);
  const bendX = bending(rng, size);
  const bendY = bending(rng, size);
  const distance = new Float32Array(size * size);
  const cell = new Uint8Array(size * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const at = y * size + x;
      const nearest = nearestWall(sites, x + (bendX[at] ?? 0), y + (bendY[at] ?? 0));
      distance[at] = nearest.distance;
      cell[at] = nearest.index;
    }
  }
  return { distance, cell, cells: sites.length };
}

/** Random sites, each new one the best of several tries, so that few cells are slivers. At most 255. */
function placeSites(rng: Rng, size: number): Site[] {
  const span = size + 2 * MARGIN;
  const count = Math.min(255, Math.round(span ** 2 / CELL_AREA));
  const sites: Site[] = [];
  for (let i = 0; i < count; i++) {
    const tries = Array.from({ length: 4 }, () => ({
      x: rng.uniform(-MARGIN, size + MARGIN),
      y: rng.uniform(-MARGIN, size + MARGIN),
    }));
    const room = tries.map((place) => Math.min(1e9, ...sites.map((site) => squared(site, place))));
    const best = tries[room.indexOf(Math.max(...room))] ?? { x: 0, y: 0 };
    sites.push({ ...best, weight: rng.uniform(0, 1) ** 3 * 2600 });
  }
  return sites;
}

/** Slow bends of some 8 px and fast ones of 1.5 px; steeper slopes would tear walls into blots. */
function bending(rng: Rng, size: number): Float32Array<ArrayBuffer> {
  const slow = smoothNoise(rng, size, 42);
  const fast = smoothNoise(rng, size, 13);
  return slow.map((value, i) => value * 8 + (fast[i] ?? 0) * 1.5);
}

/** The power distance's winner, and the exact distance to the wall between it and the runner-up. */
function nearestWall(sites: readonly Site[], x: number, y: number): { index: number; distance: number } {
  let [index, runner] = [0, 0];
  let [first, second] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let i = 0; i < sites.length; i++) {
    const site = sites[i] as Site;
    const power = (site.x - x) ** 2 + (site.y - y) ** 2 - site.weight;
    if (power < first) {
      second = first;
      runner = index;
      first = power;
      index = i;
    } else if (power < second) {
      second = power;
      runner = i;
    }
  }
  const between = Math.sqrt(squared(sites[index] as Site, sites[runner] as Site));
  return { index, distance: between === 0 ? 0 : (second - first) / (2 * between) };
}

function squared(a: { x: number; y: number }, b: { x: number; y: number }): number {
  return (a.x - b.x) ** 2 + (a.y - b.y) ** 2;
}

/**
 * Seeded random streams. Every draw in the studio names its stream by (seed, purpose, step, index),
 * so a run can be replayed whatever order the work was done in.
 */

export interface Rng {
  /** 32 random bits as a whole number, 0..2^32 - 1. */
  bits(): number;
  /** Uniform in [0, 1), 32 random bits. */
  next(): number;
  /** Uniform in [low, high). */
  uniform(low: number, high: number): number;
  /** Integer, uniform in [0, count). */
  below(count: number): number;
  /** Standard normal, by Box and Muller's transform. */
  normal(): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
}

/** What a stream is drawn for. A new use of randomness gets a new purpose, so that streams never overlap. */
export type RngPurpose =
  | 'init'
  | 'sample'
  | 'patch'
  | 'place'
  | 'split'
  | 'self-check'
  | 'test'
  | `augment/${string}`;

/** The stream of one (seed, purpose, step, index). Equal arguments give equal draws on every machine. */
export function rngStream(seed: number, purpose: RngPurpose, step: number, index: number): Rng {
  const key = `${seed}/${purpose}/${step}/${index}`;
  return makeRng(sfc32(hash(key, 1), hash(key, 2), hash(key, 3), hash(key, 4)));
}

function makeRng(bits: () => number): Rng {
  const next = () => bits() / 2 ** 32;
  return {
    bits,
    next,
    uniform: (low, high) => low + (high - low) * next(),
    below: (count) => Math.floor(next() * count),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    chance: (probability) => next() < probability,
  };
}

/** FNV-1a over the text, then MurmurHash3's 32-bit finaliser (both public domain). */
function hash(text: string, salt: number): number {
  let h = (0x811c9dc5 ^ Math.imul(salt, 0x9e3779b9)) >>> 0;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Small Fast Counter, 32-bit (C. Doty-Humphrey's PractRand); the first 12 outputs are thrown away to mix. */
function sfc32(a: number, b: number, c: number, counter: number): () => number {
  const step = () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) step();
  return step;
}

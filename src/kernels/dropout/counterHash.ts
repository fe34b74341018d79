/**
 * MurmurHash3_x86_32 (A. Appleby, public domain) over 32-bit words, as WGSL and as its bit-exact twin: random bits
 * that depend on a counter alone, so that no thread's order matters and the backward pass draws them again.
 */

const HASH = { multiply1: 0xcc9e2d51, multiply2: 0x1b873593, add: 0xe6546b64 };
const FINISH = { multiply1: 0x85ebca6b, multiply2: 0xc2b2ae35 };

/** The hash of the words' little-endian bytes, 0..2^32-1. */
export function counterHash(seed: number, words: readonly number[]): number {
  let h = seed | 0;
  for (const word of words) h = mixWord(h, word);
  h ^= words.length * 4;
  h = Math.imul(h ^ (h >>> 16), FINISH.multiply1);
  h = Math.imul(h ^ (h >>> 13), FINISH.multiply2);
  return (h ^ (h >>> 16)) >>> 0;
}

function mixWord(h: number, word: number): number {
  const k = Math.imul(rotate(Math.imul(word, HASH.multiply1), 15), HASH.multiply2);
  return (Math.imul(rotate(h ^ k, 13), 5) + HASH.add) | 0;
}

function rotate(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits));
}

/** WGSL: start from the seed, `mixWord` each word into it, `finishHash` with their number times 4. */
export const COUNTER_HASH_WGSL = /* wgsl */ `
fn rotate(x: u32, bits: u32) -> u32 { return (x << bits) | (x >> (32u - bits)); }
fn mixWord(h: u32, word: u32) -> u32 {
  let k = rotate(word * ${HASH.multiply1}u, 15u) * ${HASH.multiply2}u;
  return rotate(h ^ k, 13u) * 5u + ${HASH.add}u;
}
fn finishHash(hash: u32, bytes: u32) -> u32 {
  var h = hash ^ bytes;
  h = (h ^ (h >> 16u)) * ${FINISH.multiply1}u;
  h = (h ^ (h >> 13u)) * ${FINISH.multiply2}u;
  return h ^ (h >> 16u);
}`;

import { crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { studioError } from '../../common/errors';
import { runState } from '../../testing/runState';
import { type Bytes, readCheckpoint, writeCheckpoint } from './checkpointFile';
import {
  CheckpointSlots,
  newestCheckpoint,
  type Slot,
  type SlotReader,
  type SlotWriter,
} from './checkpointSlots';

/** Two slots in memory; `spoil` is what becomes of the bytes of a write. */
function slots(spoil: (bytes: Bytes, before: Bytes | undefined) => Bytes | null = (bytes) => bytes) {
  const held = new Map<Slot, Bytes>();
  const store: SlotReader & SlotWriter = {
    read: async (slot) => held.get(slot) ?? null,
    write: async (slot, bytes) => {
      const left = spoil(bytes, held.get(slot));
      if (left) held.set(slot, left);
      return left !== null;
    },
  };
  return { held, store };
}

function bits(bytes: Bytes): number[] {
  return [...bytes];
}

describe('a checkpoint', () => {
  test('comes back bit for bit, with both zeros and subnormals', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(100),
        fc.constantFrom([], ['m'], ['m', 'v', 'average']),
        (seed, step, names) => {
          const state = runState(seed, step, names);
          const bytes = writeCheckpoint({ state, generation: 7 });
          const read = readCheckpoint(bytes, 'x');
          expect(read).toEqual({ state, generation: 7 });
          const weights = [...read.state.training.weights.values()][0];
          expect(Object.is(weights?.[0], -0)).toBe(true);
          expect(bits(writeCheckpoint(read))).toEqual(bits(bytes));
        },
      ),
      { numRuns: 20 },
    );
  });

  test('is a safetensors file: a header of JSON, padded to 8 bytes, tensors without gaps', () => {
    const bytes = writeCheckpoint({ state: runState(1, 4), generation: 1 });
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    const { __metadata__, ...tensors } = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
    expect(Object.values(__metadata__).every((value) => typeof value === 'string')).toBe(true);
    let end = 0;
    for (const { dtype, shape, data_offsets: at } of Object.values<Record<string, number[]>>(tensors)) {
      expect([dtype, at?.[0]]).toEqual(['F32', end]);
      end += 4 * (shape ?? []).reduce((product, side) => product * side, 1);
      expect(at?.[1]).toBe(end);
    }
    expect(bytes.length).toBe(8 + length + end);
  });

  test('with any one byte altered, or cut off anywhere, is refused', () => {
    const bytes = writeCheckpoint({ state: runState(1, 4), generation: 1 });
    const damaged = expect.objectContaining({ code: 'bad-checkpoint' });
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const altered = bytes.slice();
        altered[at] = (altered[at] ?? 0) ^ change;
        expect(() => readCheckpoint(altered, 'x')).toThrow(damaged);
        expect(() => readCheckpoint(bytes.slice(0, at), 'x')).toThrow(damaged);
      }),
      { numRuns: 300 },
    );
  });

  test('of a newer studio is refused as such', () => {
    const newer = altered('"version\\":1', '"version\\":2');
    expect(() => readCheckpoint(newer, 'x')).toThrow(expect.objectContaining({ code: 'checkpoint-too-new' }));
  });

  test('whose plan is none is refused, though its checksum is right', () => {
    const bad = altered('"batch\\":2', '"batch\\":0');
    expect(() => readCheckpoint(bad, 'x')).toThrow(/its plan is wrong/);
  });
});

/** A checkpoint with another text in its header and the checksum that then is right, as zlib takes it. */
function altered(from: string, to: string): Bytes {
  const bytes = Buffer.from(writeCheckpoint({ state: runState(1, 4), generation: 1 }));
  const at = bytes.indexOf(from);
  expect(at).toBeGreaterThan(0);
  bytes.write(to, at, 'latin1');
  const sumAt = bytes.indexOf('"checksum":"') + 12;
  bytes.write('00000000', sumAt, 'latin1');
  bytes.write(zlibCrc32(bytes).toString(16).padStart(8, '0'), sumAt, 'latin1');
  return new Uint8Array(bytes);
}

describe('two slots', () => {
  test('hold the last two states, the newest of which is found', async () => {
    const { held, store } = slots();
    const writer = new CheckpointSlots(store, null);
    expect(await newestCheckpoint(store)).toBeNull();
    for (const step of [2, 4, 6]) expect(await writer.write(runState(1, step))).toBe(true);
    expect(await newestCheckpoint(store)).toMatchObject({
      state: runState(1, 6),
      generation: 3,
      slot: 'a',
      problem: null,
    });
    expect([...held].map(([slot, bytes]) => [slot, readCheckpoint(bytes, slot).generation])).toEqual([
      ['a', 3],
      ['b', 2],
    ]);
  });

  test('a write killed at any byte leaves the state before it readable, and says what it fell back to', async () => {
    const whole = writeCheckpoint({ state: runState(1, 6), generation: 3 });
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.boolean(), async (cut, inPlace) => {
        let writes = 0;
        const torn = (bytes: Bytes, before: Bytes | undefined): Bytes => {
          writes += 1;
          if (writes < 3) return bytes;
          const rest = inPlace && before ? before.subarray(cut) : new Uint8Array();
          return new Uint8Array([...bytes.subarray(0, cut), ...rest]);
        };
        const { store } = slots(torn);
        const writer = new CheckpointSlots(store, null);
        for (const step of [2, 4, 6]) await writer.write(runState(1, step));
        const found = await newestCheckpoint(store);
        // In place, the new bytes may be there although the write did not end: then they are all of them there.
        const step = inPlace && found?.generation === 3 ? 6 : 4;
        expect(found).toMatchObject({ state: runState(1, step), generation: step / 2 });
        if (!inPlace) expect(found?.problem).toMatch(/^Checkpoint a cannot be read.*after step 4\.$/);
      }),
      { numRuns: 150 },
    );
  });

  test('a slot that refuses is tried again, and the other one stays', async () => {
    let full = false;
    const { held, store } = slots((bytes) => (full ? null : bytes));
    const writer = new CheckpointSlots(store, null);
    await writer.write(runState(1, 2));
    await writer.write(runState(1, 4));
    full = true;
    for (const step of [6, 8, 10]) expect(await writer.write(runState(1, step))).toBe(false);
    expect((await newestCheckpoint(store))?.state.training.step).toBe(4);
    full = false;
    expect(await writer.write(runState(1, 12))).toBe(true);
    expect([...held.keys()].sort()).toEqual(['a', 'b']);
    expect((await newestCheckpoint(store))?.state.training.step).toBe(12);
  });

  test('a run that goes on never writes over what it went on from', async () => {
    const { store } = slots();
    const first = new CheckpointSlots(store, null);
    for (const step of [2, 4, 6]) await first.write(runState(1, step));
    const found = await newestCheckpoint(store);
    await new CheckpointSlots(store, found).write(runState(1, 8));
    expect(await newestCheckpoint(store)).toMatchObject({ generation: 4, slot: 'b' });
    expect(readCheckpoint((await store.read('a')) ?? new Uint8Array(), 'a').state.training.step).toBe(6);
  });

  test('with one that cannot be read from the disk, takes no older one: the next write would replace it', async () => {
    const { store } = slots();
    const writer = new CheckpointSlots(store, null);
    for (const step of [2, 4, 6]) await writer.write(runState(1, step));
    const unreadable = studioError('storage-failed', 'The disk did not answer.', 'Try again.');
    const read = (slot: Slot) => (slot === 'a' ? Promise.reject(unreadable) : store.read(slot));
    await expect(newestCheckpoint({ read })).rejects.toBe(unreadable);
  });

  test('with both damaged, says so instead of beginning anew', async () => {
    const { store } = slots((bytes) => bytes.slice(0, -1));
    const writer = new CheckpointSlots(store, null);
    await writer.write(runState(1, 2));
    await writer.write(runState(1, 4));
    await expect(newestCheckpoint(store)).rejects.toMatchObject({ code: 'bad-checkpoint' });
  });
});

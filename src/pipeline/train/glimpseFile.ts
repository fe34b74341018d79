/**
 * The glimpses that are kept of a run, `runs/ID/glimpses`: the length of a JSON header (4 bytes, little-endian), the
 * header, and the labels of one after the other as one zlib stream. Written and read by the worker's LiveRun and RunBook.
 */
import { unzlibSync, zlibSync } from 'fflate';
import { z } from 'zod';
import { type StudioError, studioError } from '../../common/errors';
import type { GlimpseReel, ReelLimits } from '../../domain/glimpseReel';
import type { Bytes } from './checkpointFile';

// The page's content security policy forbids the code generation that zod would try.
z.config({ jitless: true });

/** Some 64 of the usual size, before they are packed, which makes them a tenth of it or less. */
export const KEPT_REEL: ReelLimits = { count: 64, bytes: 2 * 2 ** 20 };

/** A newer studio's file is refused, never guessed at. */
const VERSION = 1;

const count = z.int().min(0);
const side = z
  .int()
  .min(1)
  .max(2 ** 16);

const HEADER = z.object({
  version: z.literal(VERSION),
  glimpses: z
    .array(z.object({ step: count, imageId: z.string(), x: count, y: count, width: side, height: side }))
    .max(1000),
});

/** What is within KEPT_REEL can be more by the one or two that always stay. */
const MOST_BYTES = 2 ** 28;

export function writeGlimpses(reel: GlimpseReel): Bytes {
  const glimpses = reel.map(({ labels, ...place }) => place);
  const header = new TextEncoder().encode(JSON.stringify({ version: VERSION, glimpses }));
  const packed = zlibSync(joined(reel.map(({ labels }) => labels)));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, header.length, true);
  return joined([length, header, packed]);
}

/** Ascending by step; `bad-project` where the file is damaged, or a newer studio's. `name` is what the sentence calls the run. */
export function readGlimpses(bytes: Bytes, name: string): GlimpseReel | StudioError {
  const start = bytes.length < 4 ? 0 : 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (start === 0 || start > bytes.length) return damaged(name);
  const result = HEADER.safeParse(jsonOf(bytes.subarray(4, start)));
  if (!result.success) return damaged(name);
  const { glimpses } = result.data;
  const size = glimpses.reduce((sum, { width, height }) => sum + width * height, 0);
  const all = size <= MOST_BYTES ? unpacked(bytes.subarray(start), size) : null;
  if (all === null) return damaged(name);
  let at = 0;
  return glimpses.map((place) => {
    const end = at + place.width * place.height;
    const labels = all.slice(at, end);
    at = end;
    return { ...place, labels };
  });
}

function joined(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Null where it is no such stream, or one of another length. */
function unpacked(packed: Uint8Array, size: number): Bytes | null {
  try {
    // One byte more than there should be: a longer stream is found out.
    const out = unzlibSync(packed, { out: new Uint8Array(size + 1) });
    return out.length === size ? new Uint8Array(out) : null;
  } catch (thrown) {
    if (thrown instanceof Error) return null;
    throw thrown;
  }
}

/** Undefined where it is no JSON. */
function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}

function damaged(name: string): StudioError {
  return studioError(
    'bad-project',
    `What the run ${name} showed while it learned cannot be read.`,
    'Its numbers and its weights are not touched.',
    name,
  );
}

/** Damaged copies of every awkward file: each ends decoded or refused with a code, none hangs or takes all memory. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { toErrorData } from '../../common/errors';
import { type Rng, rngStream } from '../../common/rng';
import { buildTiff, long, short } from '../../testing/buildTiff';
import { dataDir } from '../../testing/dataDir';
import { nodeDataHost } from '../../testing/nodeDataHost';
import { decodeFile } from './decodeFile';
import { openWindowed } from './openWindowed';
import { MAX_DECODED_BYTES } from './refusals';
import { unpackArchives } from './unpackArchives';

const CODES =
  /^(unsupported-format|unsupported-feature|unreadable-file|truncated-file|image-too-large|archive-bomb)$/;
const data = dataDir();
const SEED = 20261126;
/** Damaged copies of each file; STUDIO_FUZZ makes them more, for a longer hunt. */
const COPIES = Number(process.env.STUDIO_FUZZ ?? 12);

function files(): string[] {
  if (data === null) return [];
  const root = join(data, 'awkward');
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name }) =>
    readdirSync(join(root, name)).map((file) => `awkward/${name}/${file}`),
  );
}

/** A third of the copies are cut off; the others have a few bytes changed, mostly where headers and lists are. */
function damaged(bytes: Uint8Array<ArrayBuffer>, rng: Rng): Uint8Array<ArrayBuffer> {
  if (rng.chance(1 / 3)) return bytes.slice(0, rng.below(bytes.length));
  const copy = bytes.slice();
  const reach = rng.chance(0.6) ? Math.min(400, copy.length) : copy.length;
  const fromEnd = rng.chance(0.4);
  for (let flips = 1 + rng.below(4); flips > 0; flips--) {
    const at = fromEnd ? copy.length - 1 - rng.below(reach) : rng.below(reach);
    copy[at] = rng.chance(0.3) ? 255 : rng.below(256);
  }
  return copy;
}

async function outcome(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  try {
    const { planes } = await decodeFile(path, bytes, nodeDataHost);
    const taken = planes.reduce((sum, { raster }) => sum + raster.data.byteLength, 0);
    return planes.length > 0 && taken <= MAX_DECODED_BYTES
      ? 'decoded'
      : `${planes.length} planes, ${taken} bytes`;
  } catch (thrown) {
    const { code, message } = toErrorData(thrown);
    // A decoder that stumbles over its own code, or over the end of a view, has not understood what it met.
    const stumbled =
      thrown instanceof Error && (thrown.cause instanceof TypeError || thrown.cause instanceof RangeError);
    return stumbled || code === 'internal' ? `${code}: ${message}` : code;
  }
}

describe.skipIf(data === null)('damaged copies', { timeout: 120_000 }, () => {
  it.for(files().map((file, index) => [file, index] as const))('%s', async ([file, index]) => {
    const bytes = Uint8Array.from(readFileSync(join(data ?? '', file)));
    for (let copy = 0; copy < COPIES; copy++) {
      const rng = rngStream(SEED, 'test', index, copy);
      const ended = await outcome(file, damaged(bytes, rng));
      expect(ended, `copy ${copy}`).toMatch(
        /^(decoded|not-an-image|unsupported-format|unsupported-feature|unreadable-file|truncated-file|image-too-large)$/,
      );
    }
  });
});

describe('damaged archives and gigantic TIFFs', { timeout: 120_000 }, () => {
  it('gives files or refusals of a damaged zip', async () => {
    const names = ['a.png', 'b/c.png', 'b/d.zip'];
    const inner = zipSync({ 'x.png': new Uint8Array(300).fill(7) });
    const whole = zipSync(
      Object.fromEntries(names.map((name) => [name, name.endsWith('zip') ? inner : Uint8Array.of(1, 2)])),
    );
    for (let copy = 0; copy < COPIES * 10; copy++) {
      const blob = new Blob([damaged(Uint8Array.from(whole), rngStream(SEED, 'test', 1000, copy))]);
      for await (const item of unpackArchives([{ path: 'set.zip', blob }])) {
        if (item.kind === 'refused') expect(item.refusal.error.code, `copy ${copy}`).toMatch(CODES);
      }
    }
  });

  it('opens, reads or refuses a damaged large TIFF', async () => {
    const tile = deflateSync(new Uint8Array(1024 * 1024), { level: 9 });
    const fields = [
      ...[
        short(256, 10_240),
        short(257, 10_240),
        short(258, 8),
        short(259, 8),
        short(262, 1),
        short(322, 1024),
      ],
      ...[
        short(323, 1024),
        long(324, ...Array<number>(100).fill(16)),
        long(325, ...Array<number>(100).fill(tile.length)),
      ],
    ];
    const whole = buildTiff({ littleEndian: true }, [{ fields, blocks: [tile], ownBlocks: false }]);
    for (let copy = 0; copy < COPIES * 10; copy++) {
      const bytes = damaged(whole, rngStream(SEED, 'test', 2000, copy));
      try {
        const file = await openWindowed('large.tif', new Blob([bytes]), nodeDataHost);
        await file?.planes[0]?.read({ x: 1000, y: 1000, width: 50, height: 50 });
      } catch (thrown) {
        expect(toErrorData(thrown).code, `copy ${copy}`).toMatch(CODES);
      }
    }
  });
});

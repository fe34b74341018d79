/** Glimpses as a file: the same when read back, small, and never read from damaged bytes. */
import { expect, it } from 'vitest';
import { StudioError } from '../../common/errors';
import { type GlimpseReel, withGlimpse } from '../../domain/glimpseReel';
import { KEPT_REEL, readGlimpses, writeGlimpses } from './glimpseFile';

const SIDE = 128;

function longReel(steps: number): GlimpseReel {
  let reel: GlimpseReel = [];
  for (let step = 0; step < steps; step++) {
    const labels = Uint8Array.from({ length: SIDE * SIDE }, (_, at) => (at % SIDE > step % SIDE ? 1 : 0));
    const glimpse = { step, imageId: 'images/1.png', x: 3, y: 5, width: SIDE, height: SIDE, labels };
    reel = withGlimpse(reel, glimpse, KEPT_REEL);
  }
  return reel;
}

it('reads what it wrote, within its limits and much smaller than them', () => {
  const reel = longReel(500);
  expect(reel).toHaveLength(KEPT_REEL.count);
  expect([reel[0]?.step, reel.at(-1)?.step]).toEqual([0, 499]);
  const bytes = writeGlimpses(reel);
  expect(bytes.length).toBeLessThan(KEPT_REEL.bytes / 10);
  expect(readGlimpses(bytes, 'a')).toEqual(reel);
  expect(readGlimpses(writeGlimpses([]), 'a')).toEqual([]);
});

it('says so where bytes are missing, too many or of another kind', () => {
  const whole = writeGlimpses(longReel(3));
  const [first, ...rest] = longReel(3);
  const header = whole.slice(0, 4 + new DataView(whole.buffer).getUint32(0, true));
  const text = new TextDecoder().decode(header).replace('"width":128', '"width":127');
  const narrow = new Uint8Array([...new TextEncoder().encode(text), ...whole.slice(header.length)]);
  const broken = [whole.slice(0, 2), whole.slice(0, -20), narrow, new Uint8Array(50), whole.slice(9)];
  for (const bytes of broken) expect(readGlimpses(bytes, 'a')).toBeInstanceOf(StudioError);
  expect(first && rest).toHaveLength(2);
});

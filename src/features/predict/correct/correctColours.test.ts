/** How a correction is drawn. */
import { expect, it } from 'vitest';
import { correctColours } from './correctColours';

const MAP = {
  width: 3,
  height: 2,
  classes: Uint8Array.from([0, 1, 1, 0, 0, 1]),
  ignore: Uint8Array.from([0, 0, 0, 0, 1, 0]),
  instances: new Uint32Array(6),
  touched: Uint8Array.from([1, 1, 0, 0, 0, 0]),
};
const WHOLE = { x: 0, y: 0, width: 3, height: 2 };
const look = (regionOnly: boolean) => ({ colors: ['#000000', '#0a141e'], hidden: new Set([0]), regionOnly });

it('draws classes in their colours, ignored pixels opaque, hidden classes clear', () => {
  const rgba = correctColours(MAP, WHOLE, look(false));
  expect([...rgba.subarray(0, 12)]).toEqual([0, 0, 0, 0, 10, 20, 30, 255, 10, 20, 30, 255]);
  expect(rgba[4 * 4 + 3]).toBeGreaterThan(100);
});

it('draws pale what does not count, and a veil over background that does', () => {
  const rgba = correctColours(MAP, WHOLE, look(true));
  expect([...rgba.subarray(0, 12)]).toEqual([255, 255, 255, 70, 10, 20, 30, 255, 10, 20, 30, 77]);
});

it('draws a part as it is in the whole', () => {
  const whole = correctColours(MAP, WHOLE, look(true));
  const part = correctColours(MAP, { x: 1, y: 1, width: 2, height: 1 }, look(true));
  expect(part).toEqual(whole.slice(4 * 4));
});

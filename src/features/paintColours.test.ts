/** How labels that are drawn on look. */
import { expect, it } from 'vitest';
import { type PaintLook, paintColours, repaintedPart } from './paintColours';

const MAP = {
  width: 3,
  height: 2,
  classes: Uint8Array.from([0, 1, 1, 0, 0, 1]),
  ignore: Uint8Array.from([0, 0, 0, 0, 1, 0]),
  instances: new Uint32Array(6),
  touched: Uint8Array.from([1, 1, 0, 0, 0, 0]),
};
const WHOLE = { x: 0, y: 0, width: 3, height: 2 };
const look = (change: Partial<PaintLook> = {}): PaintLook => ({
  colors: ['#646464', '#0a141e'],
  hidden: new Set([0]),
  regionOnly: false,
  unpainted: 'background',
  outlines: false,
  ...change,
});
/** Of each pixel, how opaque it is. */
const alphas = (rgba: Uint8ClampedArray) => [...rgba].filter((_, i) => i % 4 === 3);

it('draws classes in their colours, ignored pixels opaque, hidden classes clear', () => {
  const rgba = paintColours(MAP, WHOLE, look());
  expect([...rgba.subarray(0, 12)]).toEqual([0, 0, 0, 0, 10, 20, 30, 255, 10, 20, 30, 255]);
  expect(rgba[4 * 4 + 3]).toBeGreaterThan(100);
});

it('draws pale what does not count, and a veil over background that does', () => {
  const rgba = paintColours(MAP, WHOLE, look({ regionOnly: true }));
  expect([...rgba.subarray(0, 12)]).toEqual([255, 255, 255, 70, 10, 20, 30, 255, 10, 20, 30, 77]);
});

it('draws between scribbles nothing, and background that was painted', () => {
  const rgba = paintColours(MAP, WHOLE, look({ unpainted: 'ignored' }));
  expect(rgba[4 * 4 + 3]).toBe(0);
  expect([...rgba.subarray(0, 4)]).toEqual([100, 100, 100, 255]);
});

it('draws a gap between objects that touch, and of outlines only rims', () => {
  const classes = new Uint8Array(25).fill(1);
  const instances = Uint32Array.from({ length: 25 }, (_, i) => (i % 5 < 2 ? 7 : 9));
  const map = {
    width: 5,
    height: 5,
    classes,
    instances,
    ignore: new Uint8Array(25),
    touched: new Uint8Array(25),
  };
  const whole = { x: 0, y: 0, width: 5, height: 5 };
  expect(alphas(paintColours(map, whole, look())).slice(0, 5)).toEqual([255, 0, 255, 255, 255]);
  expect(alphas(paintColours(map, whole, look({ outlines: true }))).slice(0, 5)).toEqual([0, 0, 255, 0, 0]);
});

it('draws a part as it is in the whole', () => {
  const whole = paintColours(MAP, WHOLE, look({ regionOnly: true, outlines: true }));
  const part = paintColours(
    MAP,
    { x: 1, y: 1, width: 2, height: 1 },
    look({ regionOnly: true, outlines: true }),
  );
  expect(part).toEqual(whole.slice(4 * 4));
});

it('draws again what lies around a change, as far as the image goes', () => {
  expect(repaintedPart(MAP, { x: 1, y: 0, width: 1, height: 1 })).toEqual({
    x: 0,
    y: 0,
    width: 3,
    height: 2,
  });
});

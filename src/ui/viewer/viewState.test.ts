import { describe, expect, it } from 'vitest';
import { initialViewState, type ViewAction, viewReducer } from './viewState';

const image = { width: 100, height: 100 };
const small: ViewAction = { type: 'stage', stage: { width: 200, height: 300 } };
const large: ViewAction = { type: 'stage', stage: { width: 400, height: 500 } };

function played(...actions: ViewAction[]) {
  return actions.reduce(viewReducer, initialViewState(image));
}

describe('viewReducer', () => {
  it('follows the stage while fitted', () => {
    expect(played(small).view).toEqual({ scale: 2, x: 0, y: 50 });
    expect(played(small, large).view).toEqual({ scale: 4, x: 0, y: 50 });
  });

  it('keeps scale and centre on resize once the user has zoomed', () => {
    const zoomed = played(small, { type: 'zoom', factor: 2 });
    const resized = viewReducer(zoomed, large);
    expect(resized.view.scale).toBe(4);
    expect(resized.view.x - zoomed.view.x).toBe(100);
    expect(resized.view.y - zoomed.view.y).toBe(100);
  });

  it('keeps the view for an image of the same size and fits another size', () => {
    const panned = played(small, { type: 'pan', dx: 10, dy: 0 });
    expect(viewReducer(panned, { type: 'image', image: { width: 100, height: 100 } })).toBe(panned);
    const other = viewReducer(panned, { type: 'image', image: { width: 200, height: 200 } });
    expect(other).toMatchObject({ fitted: true, view: { scale: 1, x: 0, y: 50 } });
  });

  it('goes to 100 % about the middle and back to the fit', () => {
    const actual = played(small, { type: 'actual' });
    expect(actual).toMatchObject({ fitted: false, view: { scale: 1, x: 50, y: 100 } });
    expect(viewReducer(actual, { type: 'fit' })).toMatchObject({ fitted: true, view: { scale: 2 } });
  });

  it('zooms about the given point', () => {
    const at = { x: 20, y: 70 };
    const before = played(small);
    const zoomed = viewReducer(before, { type: 'zoom', factor: 3, at });
    expect((at.x - zoomed.view.x) / zoomed.view.scale).toBeCloseTo(
      (at.x - before.view.x) / before.view.scale,
    );
  });

  it('brings a part to the middle at the scale that was, unless it could not be seen whole or made out', () => {
    const before = played(small, { type: 'zoom', factor: 2 });
    const shown = (width: number, height: number) =>
      viewReducer(before, { type: 'reveal', box: { x: 40, y: 60, width, height } }).view;
    const middle = ({ scale, x, y }: typeof before.view, width: number, height: number) => [
      x + (40 + width / 2) * scale,
      y + (60 + height / 2) * scale,
    ];
    expect(shown(10, 10).scale).toBe(before.view.scale);
    expect(shown(60, 10)).toMatchObject({ scale: expect.closeTo((0.8 * 200) / 60) });
    expect(shown(1, 1)).toMatchObject({ scale: expect.closeTo(200 / 20) });
    for (const [width, height] of [
      [10, 10],
      [60, 10],
      [1, 1],
    ] as const) {
      const [x, y] = middle(shown(width, height), width, height);
      expect([x, y]).toEqual([expect.closeTo(100), expect.closeTo(150)]);
    }
  });
});

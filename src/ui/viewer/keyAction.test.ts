import { describe, expect, it } from 'vitest';
import { keyAction } from './keyAction';

const bare = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };

describe('keyAction', () => {
  it('fits, goes to 100 % and zooms', () => {
    expect(keyAction({ ...bare, key: '0' })).toEqual({ type: 'fit' });
    expect(keyAction({ ...bare, key: '1' })).toEqual({ type: 'actual' });
    expect(keyAction({ ...bare, key: '+' })).toEqual({ type: 'zoom', factor: 1.25 });
    expect(keyAction({ ...bare, key: '-' })).toEqual({ type: 'zoom', factor: 0.8 });
  });

  it("leaves plain arrows and the browser's own zoom alone", () => {
    expect(keyAction({ ...bare, key: 'ArrowLeft' })).toBeNull();
    expect(keyAction({ ...bare, key: '0', ctrlKey: true })).toBeNull();
    expect(keyAction({ ...bare, key: 'x' })).toBeNull();
  });

  it('pans with shift', () => {
    expect(keyAction({ ...bare, key: 'ArrowLeft', shiftKey: true })).toEqual({ type: 'pan', dx: 64, dy: 0 });
  });
});

/** Painters that nobody needs any more make room. */
import { expect, it } from 'vitest';
import { blankMap } from '../imaging/paint/paintMap';
import { CorrectPainters } from './correctPainters';

it('lets the oldest settled painters go beyond its bytes, never one with work that is not added', () => {
  const drawn = new Map([
    ['b', 'sum-b'],
    ['c', 'sum-c'],
  ]);
  const images = () => ['a', 'b', 'c', 'd'].map((id) => ({ id, drawn: drawn.get(id) }));
  const painters = new CorrectPainters(images, 0);
  for (const id of ['a', 'b', 'c', 'd']) {
    const painter = painters.open(id, {}, () => blankMap(8, 8));
    painter.begin();
    painter.fill(1, 1, { kind: 'class', classIndex: 1, instance: 1 });
    painter.end();
    painters.settled(id, painter.state);
  }
  expect([...painters.edited()]).toEqual(['a', 'd']);
  expect(painters.trim('c')).toEqual(['b']);
  expect(painters.get('a')).not.toBeNull();
  expect(painters.get('c')).not.toBeNull();
});

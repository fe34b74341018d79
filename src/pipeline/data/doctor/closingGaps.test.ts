import { expect, test } from 'vitest';
import { closingGaps, judgeGaps } from './closingGaps';

/** Three bars of 6 px with `gaps` columns of background between them. */
function bars(first: number, second: number) {
  const starts = [0, 6 + first, 12 + first + second];
  const width = 18 + first + second;
  const classes = Uint8Array.from({ length: width * 8 }, (_, at) =>
    starts.some((from) => at % width >= from && at % width < from + 6) ? 1 : 0,
  );
  return { width, height: 8, classes, ignore: null, instances: null };
}

const half = { x: 0.5, y: 0.5 };

test('says how many gaps close and shows the narrowest', () => {
  const gaps = closingGaps(bars(1, 8), half);
  expect(gaps).toMatchObject({ count: 1, narrowest: { x: 0, y: 0, height: 8 } });
  const [finding] = judgeGaps([{ imageId: 'a', name: 'a.png', gaps }]);
  expect(finding).toMatchObject({ code: 'closing-gaps', imageId: 'a', repair: null });
  expect(finding?.message).toContain('In a.png 1 gap between objects is narrower');
});

test('is one sentence of the whole set, and shows where most gaps close', () => {
  const image = (name: string, first: number, second: number) => ({
    imageId: name,
    name,
    gaps: closingGaps(bars(first, second), half),
  });
  const found = judgeGaps([image('a', 1, 8), image('b', 1, 1), image('c', 4, 8)]);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ imageId: 'b', evidence: { x: 0, y: 0 } });
  expect(found[0]?.message).toContain('In 2 images, most of them in b, 3 gaps between objects are narrower');
});

test('is silent where all stay open, and where nothing is scaled down', () => {
  expect(closingGaps(bars(4, 8), half)).toBeNull();
  expect(closingGaps(bars(1, 1), { x: 1, y: 1 })).toBeNull();
  expect(judgeGaps([{ imageId: 'a', name: 'a.png', gaps: null }])).toEqual([]);
});

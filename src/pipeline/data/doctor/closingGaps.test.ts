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
  const [finding] = judgeGaps('a', 'a.png', gaps);
  expect(finding).toMatchObject({ code: 'closing-gaps', imageId: 'a', repair: null });
  expect(finding?.message).toContain('1 gap between objects is narrower');
});

test('is silent where all stay open, and where nothing is scaled down', () => {
  expect(closingGaps(bars(4, 8), half)).toBeNull();
  expect(closingGaps(bars(1, 1), { x: 1, y: 1 })).toBeNull();
  expect(judgeGaps('a', 'a.png', null)).toEqual([]);
});

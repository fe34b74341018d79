import { expect, it } from 'vitest';
import { areaAtStep, LAST_AREA_STEP, stepOfArea } from './areaSteps';

it('has a place for each area, ascending from none', () => {
  const areas = Array.from({ length: LAST_AREA_STEP + 1 }, (_, step) => areaAtStep(step));
  expect(areas.slice(0, 8)).toEqual([0, 1, 2, 3, 5, 7, 10, 15]);
  expect(areas.at(-1)).toBe(100_000);
  expect(areas).toEqual([...new Set(areas)].sort((a, b) => a - b));
  expect(areas.map(stepOfArea)).toEqual(areas.map((_, step) => step));
});

it('takes an area that it does not offer to the one below', () => {
  expect([stepOfArea(4), stepOfArea(1e9)]).toEqual([3, LAST_AREA_STEP]);
});

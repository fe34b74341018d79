/** Areas that a slider offers: fine where objects are small. Pure. */

/** px. */
const AREAS = [
  0,
  ...[1, 10, 100, 1000, 10_000].flatMap((ten) => [1, 1.5, 2, 3, 5, 7].map((n) => n * ten)),
  100_000,
]
  .map(Math.round)
  .filter((area, index, all) => area !== all[index - 1]);

export const LAST_AREA_STEP = AREAS.length - 1;

/** The area at a place of the slider, px. */
export function areaAtStep(step: number): number {
  return AREAS[step] ?? 0;
}

/** The place of the nearest area that is not larger. */
export function stepOfArea(area: number): number {
  return AREAS.findLastIndex((own) => own <= area);
}

/** What holds for every pairing, whatever the names and the choices. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PairChoice, type PlaneSource, planeId } from '../../domain/data';
import { pairPlanes } from './pairPlanes';

const FOLDERS = [
  '',
  'images/',
  'masks/',
  'train/label/',
  'train/image/',
  'gt/',
  'a/images/',
  'a/masks/',
  'a/',
  '01_GT/SEG/',
  '01/',
  'overlays/',
];
const STEMS = [
  '1',
  '01',
  '2',
  'a_1',
  'a_1_mask',
  'a_1_cell_2',
  'mask',
  'b-2',
  'img10',
  'seg_10',
  'é',
  'a',
  'a_pred',
  'f00d1',
  'man_seg1',
  'a_0000',
];

const file = fc
  .tuple(
    fc.constantFrom(...FOLDERS),
    fc.constantFrom(...STEMS),
    fc.constantFrom('.png', '.jpg', '.tif'),
    fc.constantFrom(1, 1, 1, 2, 3),
  )
  .map(([folder, stem, extension, pages]) => ({ path: folder + stem + extension, pages }));

const drop = fc
  .uniqueArray(file, { maxLength: 16, selector: ({ path }) => path })
  .map((files) =>
    files.flatMap(({ path, pages }) =>
      Array.from({ length: pages }, (_, page): PlaneSource => ({ path, page, pages })),
    ),
  );

/** Choices among the planes of a drop and one that is gone. */
function choicesAmong(planes: readonly PlaneSource[]): fc.Arbitrary<PairChoice[]> {
  const id = fc.constantFrom(...planes.map(planeId), 'gone.png');
  return fc.array(fc.record({ imageId: id, maskIds: fc.array(id, { maxLength: 3 }) }), { maxLength: 5 });
}

const case_ = drop.chain((planes) => fc.tuple(fc.constant(planes), choicesAmong(planes)));
const named = (pairing: ReturnType<typeof pairPlanes>) => JSON.stringify(pairing);

describe('laws of pairing', () => {
  it('does not depend on the order of the planes', () => {
    const shuffled = case_.chain(([planes, choices]) =>
      fc.tuple(
        fc.constant(planes),
        fc.shuffledSubarray(planes, { minLength: planes.length }),
        fc.constant(choices),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([planes, others, choices]) => {
        expect(pairPlanes(others, choices)).toEqual(pairPlanes(planes, choices));
      }),
      { numRuns: 150 },
    );
  });

  it('puts every plane in exactly one place', () => {
    fc.assert(
      fc.property(case_, ([planes, choices]) => {
        const { pairs, unpaired } = pairPlanes(planes, choices);
        const placed = pairs.flatMap(({ image, mask }) => [image, ...(mask?.planes ?? [])]);
        expect([...placed, ...unpaired].map(planeId).sort()).toEqual(planes.map(planeId).sort());
      }),
      { numRuns: 250 },
    );
  });

  it('gives a mask at least one plane, a word or null for each, and every image and lone plane a reason', () => {
    fc.assert(
      fc.property(case_, ([planes, choices]) => {
        const { pairs, unpaired } = pairPlanes(planes, choices);
        for (const { mask } of pairs) expect(mask?.planes.length).not.toBe(0);
        for (const { mask } of pairs) expect(mask?.words.length).toBe(mask?.planes.length);
        for (const { reason } of [...pairs, ...unpaired]) expect(reason).not.toBe('');
      }),
    );
  });

  it('does what the last choice says', () => {
    fc.assert(
      fc.property(case_, ([planes, choices]) => {
        const ids = new Set(planes.map(planeId));
        const last = choices.at(-1);
        if (last === undefined || !ids.has(last.imageId)) return;
        const masks = [...new Set(last.maskIds)].filter((id) => ids.has(id) && id !== last.imageId);
        if (masks.length === 0 && last.maskIds.length > 0) return;
        const pair = pairPlanes(planes, choices).pairs.find(({ image }) => planeId(image) === last.imageId);
        expect(pair?.by).toBe('user');
        expect((pair?.mask?.planes ?? []).map(planeId).sort()).toEqual(masks.sort());
      }),
      { numRuns: 150 },
    );
  });

  it('is the same below a common folder', () => {
    fc.assert(
      fc.property(
        drop,
        fc.constantFrom('my masks', 'gt 2', 'raw images', 'X', 'train set'),
        (planes, parent) => {
          const below = planes.map((plane) => ({ ...plane, path: `${parent}/${plane.path}` }));
          const moved = named(pairPlanes(below, [])).replaceAll(`${parent}/`, '');
          expect(moved).toBe(named(pairPlanes(planes, [])));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('does not depend on the case of extensions', () => {
    const upper = (text: string) => text.replace(/\.(png|jpg|tif)/g, (extension) => extension.toUpperCase());
    fc.assert(
      fc.property(drop, (planes) => {
        const loud = planes.map((plane) => ({ ...plane, path: upper(plane.path) }));
        expect(named(pairPlanes(loud, []))).toBe(upper(named(pairPlanes(planes, []))));
      }),
      { numRuns: 150 },
    );
  });

  it('does not depend on how accents are written', () => {
    fc.assert(
      fc.property(drop, (planes) => {
        const apart = planes.map((plane) => ({ ...plane, path: plane.path.normalize('NFD') }));
        expect(named(pairPlanes(apart, [])).normalize('NFC')).toBe(named(pairPlanes(planes, [])));
      }),
    );
  });
});

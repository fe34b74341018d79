/** Damaged annotation files: each ends in outlines that can be drawn, in nothing, or in a clear refusal; none hangs. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StudioError } from '../../../common/errors';
import { drawOutlines } from '../../../imaging/objects/drawOutlines';
import { objectOutlines } from '../../../imaging/objects/outlines';
import { blotches, mapOf } from '../../../testing/objectMaps';
import { imagejRoi } from '../../export/imagejRoi';
import { readAnnotations } from './readAnnotations';

const TEXTS: readonly string[] = [
  JSON.stringify({
    images: [{ id: 1, file_name: 'a.png', width: 8, height: 6 }],
    categories: [{ id: 1, name: 'cell' }],
    annotations: [
      { image_id: 1, category_id: 1, segmentation: [[0, 0, 5, 1, 4, 5]] },
      { image_id: 1, category_id: 1, segmentation: { size: [6, 8], counts: '122O]1' } },
      { image_id: 1, category_id: 1, segmentation: { size: [6, 8], counts: [1, 2, 45] } },
    ],
  }),
  JSON.stringify({
    imagePath: 'a.png',
    shapes: [
      {
        label: 'a',
        points: [
          [0, 0],
          [5, 1],
          [4, 5],
        ],
        shape_type: 'polygon',
      },
      {
        label: 'b',
        points: [
          [1, 1],
          [3, 2],
        ],
        shape_type: 'circle',
      },
    ],
  }),
  JSON.stringify({
    type: 'Feature',
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [5, 1],
          [4, 5],
          [0, 0],
        ],
      ],
    },
  }),
  'filename: a.png\nannotation:\n- type: weed\n  points:\n    x: [0, 5, 4]\n    y: [0, 1, 5]\n',
];

async function outcome(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  try {
    const file = await readAnnotations('a.json', new Blob([bytes]));
    for (const { outlines } of file?.images ?? []) {
      const values = drawOutlines(outlines, 8, 6, ['cell']);
      expect(values).toHaveLength(48);
    }
    return file === null ? 'none' : 'drawn';
  } catch (thrown) {
    if (thrown instanceof StudioError) return thrown.code;
    throw thrown;
  }
}

const OUTCOMES =
  /^(none|drawn|bad-annotations|mask-unreadable|unreadable-file|truncated-file|unsupported-feature)$/;

/** Replaces, takes out or puts in a few bytes. */
const damage = fc.array(
  fc.record({
    at: fc.nat(),
    byte: fc.oneof(fc.nat(255), fc.constantFrom(45, 48, 57, 91, 93, 101, 123)),
    cut: fc.nat(2),
  }),
  { minLength: 1, maxLength: 4 },
);

function damaged(bytes: Uint8Array, steps: readonly { at: number; byte: number; cut: number }[]) {
  const list = [...bytes];
  for (const { at, byte, cut } of steps) list.splice(at % Math.max(1, list.length), cut, byte);
  return Uint8Array.from(list);
}

describe('damaged files of annotations', () => {
  test.each(TEXTS.map((text, index) => [index, text] as const))('text %i', async (_, text) => {
    const whole = new TextEncoder().encode(text);
    expect(await outcome(Uint8Array.from(whole))).toMatch(/drawn|bad-annotations/);
    await fc.assert(
      fc.asyncProperty(damage, async (steps) => {
        expect(await outcome(damaged(whole, steps))).toMatch(OUTCOMES);
      }),
      { numRuns: 150 },
    );
  });

  test('ROIs that the studio wrote draw their objects; damaged ones end in a refusal or in outlines', async () => {
    await fc.assert(
      fc.asyncProperty(blotches, damage, async ({ width, height, labels }, steps) => {
        const map = mapOf(labels, width, height);
        const [, polygons] = objectOutlines(map);
        if (polygons === undefined) return;
        const roi = imagejRoi(polygons, 0xff0000);
        const read = await readAnnotations('a.roi', new Blob([roi]));
        const values = drawOutlines(read?.images[0]?.outlines ?? [], width, height, []);
        expect([...values]).toEqual(Array.from(map.ids, (id) => (id === 1 ? 1 : 0)));
        expect(await outcome(damaged(roi, steps))).toMatch(OUTCOMES);
      }),
      { numRuns: 100 },
    );
  });
});

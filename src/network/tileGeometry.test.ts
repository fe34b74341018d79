import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SPEC_PARTS, type UNetSpec } from '../domain/network';
import { PAPER_SPEC } from '../testing/paperSpec';
import { buildGraph } from './buildGraph';
import { inferShapes, inferSides } from './inferShapes';
import { receptiveInterval } from './receptiveReach';
import { predictionTile, smallerTile, tileGeometry, tileWithCore, trainedTile } from './tileGeometry';

const specs = fc
  .record({
    depth: fc.integer({ min: 1, max: 5 }),
    width: fc.constant(2),
    padding: fc.constantFrom('valid' as const, 'same' as const),
    inputChannels: fc.constant(1),
    classes: fc.constant(2),
  })
  .map((numbers): UNetSpec => ({ ...DEFAULT_SPEC_PARTS, ...numbers }));
const sizes = fc.integer({ min: 1, max: 700 });

describe('tileGeometry', () => {
  it('maps 572 to 388 with 92 px a side, as the paper', () => {
    expect(tileGeometry(PAPER_SPEC, 572)).toEqual({
      inputSize: 572,
      outputSize: 388,
      core: 388,
      margin: 92,
      alignment: 16,
    });
  });

  it('snaps to the nearest size the network takes', () => {
    fc.assert(
      fc.property(specs, sizes, (spec, wanted) => {
        const { inputSize } = tileGeometry(spec, wanted);
        const graph = buildGraph(spec);
        expect(inferSides(graph, inputSize)).not.toBeNull();
        const distance = Math.abs(inputSize - wanted);
        for (let nearer = wanted - distance + 1; nearer < wanted + distance; nearer++) {
          expect(inferSides(graph, nearer)).toBeNull();
        }
      }),
    );
  });

  it('keeps the core away from what padding or the cut of the tile touched', () => {
    fc.assert(
      fc.property(specs, sizes, (spec, wanted) => {
        const { inputSize, outputSize, core, margin, alignment } = tileGeometry(spec, wanted);
        if (core === 0) return;
        const graph = buildGraph(spec);
        const first = (outputSize - core) / 2;
        expect(receptiveInterval(graph, inputSize, first).low).toBeGreaterThanOrEqual(0);
        expect(receptiveInterval(graph, inputSize, first + core - 1).high).toBeLessThan(inputSize);
        if (spec.padding === 'same') expect(margin % alignment).toBe(0);
        else expect(core).toBe(outputSize);
      }),
    );
  });

  it('predicts with the whole image or a large tile where norm layers make its statistics count', () => {
    const spec = { ...PAPER_SPEC, depth: 2, padding: 'same', norm: 'instance' } as const;
    const inputOf = (side: number, trained: number) =>
      predictionTile(spec, { width: side, height: side - 7 }, trained).inputSize;
    // The whole image, up to a multiple of 64 px; never smaller than what was trained with.
    expect([inputOf(320, 128), inputOf(321, 128), inputOf(100, 128)]).toEqual([320, 384, 128]);
    // Eight times the trained side at most, and 64 channels no larger than 512 px; a larger trained tile stays.
    expect([inputOf(900, 32), inputOf(900, 200), inputOf(900, 640)]).toEqual([256, 512, 640]);
    const narrow = { ...spec, width: 8 };
    expect(predictionTile(narrow, { width: 2000, height: 900 }, 200).inputSize).toBe(1024);
    expect(trainedTile(spec, 128)).toEqual(tileGeometry(spec, 128));
    expect(trainedTile(spec, 16).core).toBeGreaterThan(0);
  });

  it('covers an image with one tile also where valid convolutions return less than they see', () => {
    const spec = { ...PAPER_SPEC, depth: 2, padding: 'valid', norm: 'instance' } as const;
    const { outputSize } = predictionTile(spec, { width: 200, height: 190 }, 140);
    expect(outputSize).toBeGreaterThanOrEqual(256);
    expect(outputSize).toBeLessThan(264);
  });

  it('gives large images tiles of twice the side, where their tensors stay small', () => {
    const tile = (width: number, side: number) =>
      predictionTile({ ...PAPER_SPEC, depth: 1, width, padding: 'same' }, { width: side, height: 9 }, 128);
    expect([tile(16, 2047).core, tile(16, 2048).core, tile(16, 16_384).core]).toEqual([256, 512, 512]);
    expect(tile(32, 16_384).core).toBe(256);
  });

  it('gets smaller in few steps, without norm layers down to the smallest that writes anything', () => {
    fc.assert(
      fc.property(specs, sizes, (spec, side) => {
        const smallest = spec.norm === 'none' ? tileWithCore(spec, 1) : tileGeometry(spec, 32);
        let tile = predictionTile(spec, { width: side, height: side }, 32);
        for (let steps = 0; ; steps++) {
          expect(steps).toBeLessThan(12);
          const next = smallerTile(spec, tile, 32);
          if (next === null) break;
          expect(next.inputSize).toBeLessThan(tile.inputSize);
          tile = next;
        }
        expect(tile).toEqual(smallest);
      }),
    );
  });

  it('predicts with few tiles, each no larger than the image needs', () => {
    fc.assert(
      fc.property(specs, sizes, sizes, (spec, width, height) => {
        const tile = predictionTile(spec, { width, height }, 128);
        const longest = Math.max(width, height);
        const tiles = Math.ceil(longest / 256);
        expect(tile.core * tiles).toBeGreaterThanOrEqual(longest);
        expect(tile.core).toBeLessThan(longest / tiles + 2 * tile.alignment);
      }),
    );
  });
});

describe('inferShapes', () => {
  it('crops every skip by the same number of pixels at every input size', () => {
    const graph = buildGraph(PAPER_SPEC);
    const crops = [188, 572, 1004].map((side) => {
      const sides = inferSides(graph, side) ?? [];
      return graph.nodes.flatMap((node) =>
        node.op === 'concat' ? [((sides[node.skip] ?? 0) - (sides[node.input] ?? 0)) / 2] : [],
      );
    });
    expect(crops[0]).toEqual([4, 16, 40, 88]);
    expect(crops[1]).toEqual(crops[0]);
    expect(crops[2]).toEqual(crops[0]);
  });

  it('treats both axes alike and refuses sizes that a pooling cannot halve', () => {
    const graph = buildGraph({ ...PAPER_SPEC, padding: 'same' });
    expect(inferShapes(graph, 32, 48).at(-1)).toEqual({ height: 32, width: 48, channels: 2 });
    expect(() => inferShapes(graph, 32, 40)).toThrow(
      expect.objectContaining({ code: 'bad-setting', subject: '40x32' }),
    );
  });
});

/** Drawn labels as bytes and back, and what is not believed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../../common/crc32';
import type { LabelMap, MaskReading } from '../../domain/labels';
import { drawnFacts, packLabels, unpackLabels } from './drawnFile';

const CELLS: LabelMap = {
  width: 4,
  height: 2,
  classes: Uint8Array.from([0, 1, 1, 0, 0, 0, 2, 0]),
  ignore: Uint8Array.from([1, 0, 0, 0, 0, 0, 0, 0]),
  instances: Uint32Array.from([0, 7, 7, 0, 0, 0, 70_000, 0]),
};

const plane = (length: number, max: number) => fc.uint8Array({ minLength: length, maxLength: length, max });

describe('labels that were drawn', () => {
  it('come back as they were, with each plane or without it', () => {
    const labels = fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
      .chain(([width, height]) =>
        fc.record({
          width: fc.constant(width),
          height: fc.constant(height),
          classes: plane(width * height, 31),
          ignore: fc.option(plane(width * height, 1)),
          unpainted: fc.option(fc.option(plane(width * height, 1)), { nil: undefined }),
          instances: fc.option(fc.uint32Array({ minLength: width * height, maxLength: width * height })),
        }),
      );
    fc.assert(
      fc.property(labels, ({ classes, ignore, instances, unpainted, ...size }) => {
        // Copies: fast-check's arrays may lie in a larger buffer.
        const given: LabelMap = {
          ...size,
          classes: Uint8Array.from(classes),
          ignore: ignore && Uint8Array.from(ignore),
          instances: instances && Uint32Array.from(instances),
          ...(unpainted !== undefined && { unpainted: unpainted && Uint8Array.from(unpainted) }),
        };
        expect(unpackLabels(packLabels(given, null), 'a.png')).toEqual(given);
      }),
    );
  });

  it('say what a set asks of them without their pixels', () => {
    const reading: MaskReading = {
      kind: 'classes',
      classes: [[0], [128, 129], [255]],
      ignore: [],
      clean: false,
    };
    const facts = drawnFacts(packLabels(CELLS, reading), 'a.png');
    expect(facts).toMatchObject({
      width: 4,
      height: 2,
      pixels: [4, 2, 1],
      sizes: { count: 2, areas: [1, 2] },
      values: [0, 128, 255],
    });
    const other = drawnFacts(packLabels({ ...CELLS, ignore: null }, reading), 'a.png');
    expect(other.checksum).not.toBe(facts.checksum);
  });

  it('are refused after any byte of them has changed, and where they are cut off', () => {
    const bytes = packLabels(CELLS, null);
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 0x10;
      expect(() => drawnFacts(changed, 'a.png'), `byte ${at}`).toThrow(/a\.png are not used/);
      expect(() => drawnFacts(bytes.slice(0, at), 'a.png'), `cut at ${at}`).toThrow(/a\.png are not used/);
    }
  });

  it('are refused where checksums are right and what they stand for is not', () => {
    const text = new TextEncoder().encode('{no JSON');
    const bytes = new Uint8Array(16 + text.length);
    bytes.set(packLabels(CELLS, null).subarray(0, 8));
    new DataView(bytes.buffer).setUint32(8, text.length);
    new DataView(bytes.buffer).setUint32(12, crc32(text));
    bytes.set(text, 16);
    expect(() => drawnFacts(bytes, 'a.png')).toThrow(expect.objectContaining({ code: 'mask-unreadable' }));
    const ignore = new Uint8Array(8).fill(2);
    expect(() => unpackLabels(packLabels({ ...CELLS, ignore }, null), 'a.png')).toThrow(/cannot be told/);
  });

  it('keep the names of classes that masks say', () => {
    const words = ['cell', 'nucleus'];
    const reading: MaskReading = { kind: 'instances', words, ignore: [], separate: false };
    expect(drawnFacts(packLabels(CELLS, reading), 'a.png')).toMatchObject({ words });
    expect(drawnFacts(packLabels(CELLS, null), 'a.png')).toMatchObject({ words: null });
  });

  it('are refused with planes of another size, or a class that cannot be', () => {
    expect(() => packLabels({ ...CELLS, width: 5 }, null)).toThrow(/another number of pixels/);
    const classes = new Uint8Array(8).fill(40);
    expect(() => packLabels({ ...CELLS, classes }, null)).toThrow(/more than 32 classes/);
  });
});

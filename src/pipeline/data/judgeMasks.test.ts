/** Sets of masks of every kind, drawn with known truth: what they are taken for, and that the truth comes back. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rngStream } from '../../common/rng';
import type { MaskReading } from '../../domain/labels';
import type { MaskKind, MaskRaster } from '../../domain/masks';
import { drawDiscs, maskOf, numbersOf, rgbOf, softDiscs } from '../../testing/drawMasks';
import { throughJpeg } from '../../testing/throughJpeg';
import { type JudgedMasks, judgeMasks } from './judgeMasks';
import { maskFacts } from './maskFacts';
import { maskPlane } from './maskPlane';
import { toLabelMap } from './toLabelMap';

const SIZE = 72;
const MASKS = 3;
const CLASSES = 3;
const COLOURS = [0x000000, 0xff0000, 0x00ff00, 0x4040ff];

type Numbers = Uint32Array<ArrayBuffer>;

/** Object numbers of the masks of one set; objects differ in count. */
function drawSet(seed: number): Numbers[] {
  return Array.from({ length: MASKS }, (_, index) =>
    numbersOf(drawDiscs(seed, index, 10 + index, SIZE), SIZE),
  );
}

/** 0 for background, else one of 1..CLASSES, each of several objects. */
const classOf = (number: number) => (number === 0 ? 0 : 1 + (number % CLASSES));
const isObject = (number: number) => (number === 0 ? 0 : 1);
const bytes = (numbers: Numbers, of: (number: number) => number) => Uint8Array.from(numbers, of);

function judge(masks: readonly MaskRaster[]): JudgedMasks {
  return judgeMasks(masks.map(maskFacts), { words: [], names: [] });
}

/** Share of the pixels whose class is the true one and which count. */
function agreement(masks: readonly MaskRaster[], truth: readonly ArrayLike<number>[], reading: MaskReading) {
  let right = 0;
  masks.forEach((mask, index) => {
    const { classes, ignore } = toLabelMap(mask, reading);
    classes.forEach((own, pixel) => {
      if (own === truth[index]?.[pixel] && ignore?.[pixel] !== 1) right += 1;
    });
  });
  return right / masks.reduce((sum, mask) => sum + mask.data.length, 0);
}

interface Rendering {
  readonly kind: MaskKind;
  readonly render: (numbers: Numbers) => MaskRaster;
  readonly truth: (number: number) => number;
}

const LOSSLESS: Readonly<Record<string, Rendering>> = {
  '0/255': { kind: 'binary', render: (n) => maskOf(bytes(n, (v) => 255 * isObject(v))), truth: isObject },
  '0/1': { kind: 'binary', render: (n) => maskOf(bytes(n, isObject)), truth: isObject },
  '0/65535': {
    kind: 'binary',
    render: (n) => maskOf(Uint16Array.from(n, (v) => 65535 * isObject(v))),
    truth: isObject,
  },
  'black on white': {
    kind: 'inverted',
    render: (n) => maskOf(bytes(n, (v) => 255 - 255 * isObject(v))),
    truth: isObject,
  },
  indices: { kind: 'index', render: (n) => maskOf(bytes(n, classOf)), truth: classOf },
  'indices in 16 bits': {
    kind: 'index',
    render: (n) => maskOf(Uint16Array.from(n, classOf)),
    truth: classOf,
  },
  'grey levels': { kind: 'levels', render: (n) => maskOf(bytes(n, (v) => 85 * classOf(v))), truth: classOf },
  palette: {
    kind: 'palette',
    render: (n) => maskOf(bytes(n, classOf), 'palette', [0, 0, 0, 128, 0, 0, 0, 128, 0, 128, 128, 0]),
    truth: classOf,
  },
  'object numbers': { kind: 'instances', render: (n) => maskOf(Uint16Array.from(n)), truth: isObject },
  'object numbers with gaps': {
    kind: 'instances',
    render: (n) => maskOf(Uint16Array.from(n, (v) => v * 97)),
    truth: isObject,
  },
  'object numbers in 8 bits': {
    kind: 'instances',
    render: (n) => maskOf(Uint8Array.from(n)),
    truth: isObject,
  },
  'object numbers in floats': {
    kind: 'instances',
    render: (n) => maskOf(Float32Array.from(n)),
    truth: isObject,
  },
};

const seeds = fc.integer({ min: 1, max: 1e6 });

describe('what the truth was', () => {
  it.for(Object.entries(LOSSLESS))(
    'is known of %s, and comes back exactly',
    ([, { kind, render, truth }]) => {
      fc.assert(
        fc.property(seeds, (seed) => {
          const numbers = drawSet(seed);
          const masks = numbers.map(render);
          const { judgement, reading } = judge(masks);
          expect(judgement).toMatchObject({ kind, flaws: [] });
          const wanted = numbers.map((list) => Uint8Array.from(list, truth));
          expect(agreement(masks, wanted, reading)).toBe(1);
        }),
        { numRuns: 8 },
      );
    },
  );

  it('is known of colours, and comes back exactly', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const numbers = drawSet(seed);
        const masks = numbers.map((list) =>
          maskPlane([rgbOf(Array.from(list, (v) => COLOURS[classOf(v)] ?? 0))], [], []),
        );
        const { judgement, reading } = judge(masks);
        expect(judgement).toMatchObject({ kind: 'colours', flaws: [] });
        expect(agreement(masks, truthIn(reading, numbers), reading)).toBe(1);
      }),
      { numRuns: 8 },
    );
  });

  it('is known of soft edges, and comes back exactly', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const discs = Array.from({ length: MASKS }, (_, i) => drawDiscs(seed, i, 10 + i, SIZE));
        const masks = discs.map((list) => maskOf(softDiscs(list, SIZE)));
        const { judgement, reading } = judge(masks);
        expect(judgement).toMatchObject({ kind: 'binary', flaws: ['soft-edges'] });
        expect(reading).toMatchObject({ classes: [[0], [255]], clean: true });
        const wanted = discs.map((list) => Uint8Array.from(numbersOf(list, SIZE), isObject));
        // Where the ramp is at its middle, either side is right.
        expect(agreement(masks, wanted, reading)).toBeGreaterThan(0.999);
      }),
      { numRuns: 8 },
    );
  });
});

describe('kinds that are easily mistaken', () => {
  it('grey levels with one object each are classes, not object numbers', () => {
    const masks = drawSet(21).map((list) => maskOf(bytes(list, (v) => Math.min(255, 32 * Math.min(v, 8)))));
    expect(judge(masks)).toMatchObject({
      judgement: { kind: 'levels', flaws: [] },
      reading: { kind: 'classes', classes: { length: 9 } },
    });
  });

  it('indices of which every mask holds the same, one piece each, are classes', () => {
    const masks = drawSet(22).map((list) => maskOf(bytes(list, (v) => (v > 6 ? 0 : v))));
    expect(judge(masks).reading).toMatchObject({ kind: 'classes', classes: { length: 7 } });
  });

  it('numbers in more pieces than values are classes even in 16 bits', () => {
    const masks = drawSet(23).map((list) => maskOf(Uint16Array.from(list, (v) => classOf(v))));
    expect(judge(masks).judgement.kind).toBe('index');
  });

  it('a palette with a contour of 255 keeps its indices and ignores the contour', () => {
    const palette = Array.from({ length: 768 }, (_, i) => (i * 37) % 256);
    const soft = drawSet(24).map((list) => bytes(list, (v) => (v === 0 ? 0 : 5 * classOf(v))));
    const masks = soft.map((data) => maskOf(withContour(data), 'palette', palette));
    expect(judge(masks)).toMatchObject({
      judgement: { kind: 'palette', flaws: [] },
      reading: { classes: [[0], [5], [10], [15]], ignore: [255] },
    });
  });

  it('soft edges are soft in 16 bits, in fractions and in colours too', () => {
    const soft = [0, 1, 2].map((index) => softDiscs(drawDiscs(25, index, 10, SIZE), SIZE));
    const wide = judge(soft.map((list) => maskOf(Uint16Array.from(list, (v) => 257 * v))));
    expect(wide).toMatchObject({
      judgement: { kind: 'binary', flaws: ['soft-edges'] },
      reading: { classes: [[0], [65535]], clean: true },
    });
    const fractions = judge(soft.map((list) => maskOf(Float32Array.from(list, (v) => v / 255))));
    expect(fractions).toMatchObject({
      judgement: { kind: 'binary', flaws: ['soft-edges'] },
      reading: { classes: [[0], [1]], clean: true },
    });
    const red = judge(soft.map((list) => maskPlane([rgbOf(Array.from(list, (v) => v * 65536))], [], [])));
    expect(red).toMatchObject({
      judgement: { kind: 'colours', flaws: ['soft-edges'] },
      reading: { classes: [[0], [0xff0000]], clean: true, colours: true },
    });
  });

  it('a grey mask among colours is taken by its colour', () => {
    const [first, ...rest] = drawSet(26);
    const black = maskPlane([rgbOf(Array.from(first ?? [], () => 0))], [], []);
    const white = maskPlane([rgbOf(Array.from(first ?? [], (v) => 0xffffff * isObject(v)))], [], []);
    const red = rest.map((list) =>
      maskPlane([rgbOf(Array.from(list, (v) => 0xff0000 * isObject(v)))], [], []),
    );
    const { reading } = judge([black, white, ...red]);
    expect(reading).toMatchObject({ classes: [[0], [0xff0000], [0xffffff]], ignore: [], colours: true });
    const { classes } = toLabelMap(white, reading);
    expect(classes).toEqual(Uint8Array.from(first ?? [], (v) => 2 * isObject(v)));
  });
});

/** 255 on every background pixel that has an object to its right or left. */
function withContour(data: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return data.map((value, i) =>
    value === 0 && ((data[i - 1] ?? 0) > 0 || (data[i + 1] ?? 0) > 0) ? 255 : value,
  );
}

/** The classes of COLOURS in the order in which a reading has them. */
function truthIn(reading: MaskReading, numbers: readonly Numbers[]): Uint8Array[] {
  const order = reading.kind === 'classes' ? reading.classes.map(([colour]) => colour) : [];
  const near = (colour: number) => order.findIndex((own) => own !== undefined && isNear(own, colour));
  return numbers.map((list) => Uint8Array.from(list, (v) => near(COLOURS[classOf(v)] ?? 0)));
}

function isNear(a: number, b: number): boolean {
  return [16, 8, 0].every((shift) => Math.abs(((a >> shift) & 255) - ((b >> shift) & 255)) <= 24);
}

describe('masks that went through JPEG', () => {
  it.for([95, 75, 50])('of 0/255 are cleaned at quality %i', async (quality) => {
    const numbers = drawSet(quality);
    const masks = await Promise.all(
      numbers.map(async (list) => {
        const rgb = rgbOf(Array.from(list, (v) => 0xffffff * isObject(v)));
        return maskPlane([await throughJpeg(rgb, quality)], [], []);
      }),
    );
    const { judgement, reading } = judge(masks);
    expect(judgement.kind).toBe('binary');
    expect(judgement.flaws).toContain('noise');
    expect(reading).toMatchObject({ classes: [[0], [255]], clean: true });
    const wanted = numbers.map((list) => Uint8Array.from(list, isObject));
    expect(agreement(masks, wanted, reading)).toBeGreaterThan(0.995);
  });

  it.for([95, 75])('of colours are cleaned by distance in RGB at quality %i', async (quality) => {
    const numbers = [0, 1].map((index) => numbersOf(drawDiscs(5, index, 14, 160, 9), 160));
    const masks = await Promise.all(
      numbers.map(async (list) => {
        const rgb = rgbOf(Array.from(list, (v) => COLOURS[classOf(v)] ?? 0));
        return maskPlane([await throughJpeg(rgb, quality)], [], []);
      }),
    );
    const { judgement, reading } = judge(masks);
    expect(judgement.kind).toBe('colours');
    expect(judgement.flaws).toContain('noise');
    expect(reading).toMatchObject({ clean: true, colours: true, classes: { length: 4 } });
    // Chroma is stored at half the size, so that edges move by up to a pixel.
    expect(agreement(masks, truthIn(reading, numbers), reading)).toBeGreaterThan(0.98);
  });

  it('of grey levels are cleaned, the middle ones too, which have noise on both sides', async () => {
    const numbers = [0, 1].map((index) => numbersOf(drawDiscs(6, index, 14, 160, 9), 160));
    const level = (v: number) => [0, 90, 170, 255][classOf(v)] ?? 0;
    const masks = await Promise.all(
      numbers.map(async (list) => {
        const rgb = rgbOf(Array.from(list, (v) => 0x010101 * level(v)));
        return maskPlane([await throughJpeg(rgb, 75)], [], []);
      }),
    );
    const { judgement, reading } = judge(masks);
    expect(judgement.kind).toBe('levels');
    expect(reading).toMatchObject({ clean: true, classes: { length: 4 } });
    const wanted = numbers.map((list) => Uint8Array.from(list, classOf));
    expect(agreement(masks, wanted, reading)).toBeGreaterThan(0.98);
  });
});

describe('the judgement', () => {
  it('does not depend on the order of the masks', () => {
    const kinds = Object.values(LOSSLESS);
    fc.assert(
      fc.property(seeds, fc.nat({ max: kinds.length - 1 }), (seed, which) => {
        const render = kinds[which]?.render ?? maskOf;
        const facts = [...drawSet(seed), ...drawSet(seed + 1)].map((list) => maskFacts(render(list)));
        const rng = rngStream(seed, 'test', 1, 0);
        const shuffled = facts.map((mask) => ({ mask, at: rng.next() })).sort((a, b) => a.at - b.at);
        const context = { words: [], names: [] };
        expect(
          judgeMasks(
            shuffled.map(({ mask }) => mask),
            context,
          ),
        ).toEqual(judgeMasks(facts, context));
      }),
      { numRuns: 30 },
    );
  });
});

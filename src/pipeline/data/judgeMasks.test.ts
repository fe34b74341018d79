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

  it('counts every pixel once, and only once', () => {
    const masks = drawSet(3).map((list) => maskOf(Uint16Array.from(list)));
    const total = judge(masks).values.reduce((sum, { pixels }) => sum + pixels, 0);
    expect(total).toBe(MASKS * SIZE * SIZE);
  });
});

/** Small masks by hand: rows of digits, `.` for 255. */
function rows(...lines: string[]): MaskRaster {
  const values = lines
    .join('')
    .split('')
    .map((digit) => (digit === '.' ? 255 : Number.parseInt(digit, 36)));
  const raster = { width: lines[0]?.length ?? 0, height: lines.length, channels: 1, type: 'uint8' as const };
  return { ...raster, data: Uint8Array.from(values), coding: 'values' };
}

const EMPTY = rows('000000', '000000', '000000', '000000');

describe('which value is the background', () => {
  it('is the one that fills masks alone, though it covers less', () => {
    const full = rows('111111', '111111', '110111', '111111');
    expect(judge([full, full, full, EMPTY]).reading).toMatchObject({ classes: [[0], [1]] });
  });

  it('is the one around a large object', () => {
    const large = rows('000000', '0....0', '0....0', '0....0', '0....0', '0....0', '000000');
    const { judgement, reading } = judge([large]);
    expect(reading).toMatchObject({ classes: [[0], [255]] });
    expect(judgement.kind).toBe('binary');
  });

  it('is the fuller one of a net and its meshes', () => {
    const net = rows('......0......', '......0......', '0000000000000', '......0......', '......0......');
    const { judgement, reading } = judge([net]);
    expect(judgement.kind).toBe('inverted');
    expect(reading).toMatchObject({ classes: [[255], [0]] });
  });

  it('is, of more than two values without 0, the one at the frame', () => {
    const trimap = rows('222222', '233332', '231132', '231132', '233332', '222222');
    expect(judge([trimap]).reading).toMatchObject({ classes: [[2], [1], [3]] });
  });

  it('is there alone in a set of empty masks', () => {
    expect(judge([EMPTY, EMPTY])).toMatchObject({
      judgement: { kind: 'binary', flaws: [] },
      reading: { classes: [[0]] },
      objects: null,
    });
  });
});

describe('which values count nowhere', () => {
  it('255 beside indices, also beside two', () => {
    expect(judge([rows('001122', '001122', '......', '......')]).reading).toMatchObject({
      classes: [[0], [1], [2]],
      ignore: [255],
    });
    expect(judge([rows('000111', '000111', '......', '......')]).reading).toMatchObject({
      classes: [[0], [1]],
      ignore: [255],
    });
  });

  it('not 255 beside 0 alone', () => {
    expect(judge([rows('000...', '000...', '000000', '000000')]).reading).toMatchObject({ ignore: [] });
  });

  it('values below zero, and what is no number', () => {
    const data = Float32Array.of(-1, -1, 0, 0, -1, -1, 0, 0, 1, 1, 0, 0, 1, 1, Number.NaN, 0);
    const mask = maskOf(data);
    const { reading, judgement } = judge([mask]);
    expect(reading).toMatchObject({ classes: [[0], [1]], ignore: [-1] });
    expect(judgement.evidence.join(' ')).toContain('1 pixel hold');
    expect(toLabelMap(mask, reading).ignore?.[14]).toBe(1);
  });

  it('the seams of a dense index set', () => {
    const rng = rngStream(2, 'test', 0, 0);
    const blocks = Uint8Array.from({ length: 64 * 64 }, (_, i) => {
      const onSeam = (i % 64) % 16 === 15 || Math.floor(i / 64) % 16 === 15;
      return onSeam && rng.chance(0.5) ? 5 : (Math.floor((i % 64) / 16) + Math.floor(i / 1024)) % 5;
    });
    expect(judge([maskOf(blocks)]).reading).toMatchObject({
      classes: [[0], [1], [2], [3], [4]],
      ignore: [5],
    });
  });
});

describe('partly labelled frames', () => {
  const frames = Array.from({ length: 6 }, (_, index) => numbersOf(drawDiscs(9, index, 10, SIZE), SIZE));
  const facts = frames.map((list) => maskFacts(maskOf(Uint16Array.from(list))));
  const sparse = maskFacts(maskOf(Uint16Array.from(frames[0] ?? [], (v) => (v <= 2 ? v : 0))));
  const names = [...'abcdef', 'g.tif'];

  it('are named with their numbers', () => {
    const { judgement } = judgeMasks([...facts, sparse], { words: [], names });
    expect(judgement.flaws).toEqual(['partly-labelled']);
    expect(judgement.evidence.at(-1)).toMatch(/^g\.tif may be labelled only in part: 2 on .* 10 objects/);
  });

  it('are not suspected in even sets, nor in uneven ones', () => {
    expect(judgeMasks(facts, { words: [], names }).judgement.flaws).toEqual([]);
    const uneven = [facts[0], sparse, facts[1], sparse].flatMap((mask) => mask ?? []);
    expect(judgeMasks(uneven, { words: [], names: [] }).judgement.flaws).toEqual([]);
  });
});

describe('sizes of objects', () => {
  it('are those of the discs, with and without numbers', () => {
    const numbers = drawSet(11);
    const areas = numbers.flatMap((list) => {
      const counts = new Map<number, number>();
      for (const v of list) if (v !== 0) counts.set(v, (counts.get(v) ?? 0) + 1);
      return [...counts.values()];
    });
    const median = areas.toSorted((a, b) => a - b)[Math.ceil(areas.length / 2) - 1] ?? 0;
    const numbered = judge(numbers.map((list) => maskOf(Uint16Array.from(list)))).objects;
    expect(numbered).toMatchObject({ objects: areas.length, touching: 0, area: { median } });
    expect(numbered?.diameter).toBeCloseTo(2 * Math.sqrt(median / Math.PI), 9);
    const plain = judge(numbers.map((list) => maskOf(bytes(list, isObject)))).objects;
    expect(plain?.objects).toBeGreaterThanOrEqual(areas.length - 3);
    expect(plain?.objects).toBeLessThanOrEqual(areas.length);
  });

  it('count objects that touch', () => {
    const touching = rows('011220', '011220', '000000', '033004', '033000');
    expect(maskFacts(touching).ids).toMatchObject({ count: 4, touching: 2 });
  });
});

describe('facts', () => {
  it('stay small and whole whatever the mask', () => {
    const rng = rngStream(4, 'test', 0, 0);
    const noise = maskOf(
      Uint32Array.from({ length: 128 * 128 }, () => rng.below(2 ** 24)),
      'colours',
    );
    const facts = maskFacts(noise);
    expect(JSON.stringify(facts).match(/\d+/g)?.length).toBeLessThan(5000);
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
    const listed = facts.values.reduce((sum, { pixels }) => sum + pixels, 0);
    const rest = facts.others.reduce((sum, own, i) => (i % 2 === 1 ? sum + own : sum), 0);
    expect(listed + rest).toBe(128 * 128);
  });
});

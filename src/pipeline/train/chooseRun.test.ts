import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defined } from '../../common/assert';
import { checkedAugment } from '../../domain/augment';
import { type ImageFacts, TRAIN_PRESETS } from '../../domain/presets';
import { checkedScale } from '../../domain/scale';
import { checkedTrainSettings, type TrainSettings } from '../../domain/train';
import { type ChoiceDevice, RUNGS } from './auto/autoNetwork';
import { chooseRun } from './chooseRun';

/** A device of so many multiply-adds a second and so many bytes, roughly counted. */
function device(rate: number, bytes = Number.POSITIVE_INFINITY): ChoiceDevice {
  return {
    secondsPerStep: ({ width, tile, depth, batch }) =>
      (200 * (1 + depth) * batch * (width * tile) ** 2) / 4 / rate,
    fits: ({ tile, width, batch }) => tile * tile * width * batch * 20 <= bytes,
  };
}

const SOFTWARE = device(2.5e9);
const area = (diameter: number) => (Math.PI * diameter ** 2) / 4;

function cells(diameter: number, change: Partial<ImageFacts> = {}): ImageFacts {
  return {
    images: Array.from({ length: 12 }, () => ({ width: 512, height: 512 })),
    channels: 1,
    classes: 2,
    classShares: [0.7, 0.3],
    objects: {
      objects: Math.round((12 * 512 * 512 * 0.3) / area(diameter)),
      area: { p10: area(diameter) * 0.5, median: area(diameter), p90: area(diameter) * 1.5 },
      diameter,
      touching: 0,
    },
    touching: false,
    stack: false,
    scale: null,
    ...change,
  };
}

const anyFacts: fc.Arbitrary<ImageFacts> = fc
  .record({
    diameter: fc.double({ min: 1, max: 900, noNaN: true }),
    count: fc.integer({ min: 1, max: 60 }),
    width: fc.integer({ min: 1, max: 3000 }),
    height: fc.integer({ min: 1, max: 3000 }),
    channels: fc.integer({ min: 1, max: 5 }),
    classes: fc.integer({ min: 2, max: 12 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    known: fc.boolean(),
    scale: fc.constantFrom(
      null,
      { kind: 'factor', factor: 0.5 } as const,
      { kind: 'pixelSize', um: 1 } as const,
    ),
  })
  .map(({ diameter, count, width, height, channels, classes, share, known, scale }) =>
    cells(diameter, {
      images: Array.from({ length: count }, () => ({ width, height })),
      channels,
      classes,
      classShares: Array.from({ length: classes }, (_, c) => (c === 0 ? share : (1 - share) / (classes - 1))),
      ...(known ? {} : { objects: null }),
      scale,
    }),
  );

const anyOverrides: fc.Arbitrary<Partial<TrainSettings>> = fc.record(
  {
    minutes: fc.constantFrom(0, 0.5, 2, 10, 300),
    steps: fc.integer({ min: 1, max: 5000 }),
    width: fc.integer({ min: 1, max: 64 }),
    depth: fc.integer({ min: 1, max: 5 }),
    tile: fc.integer({ min: 16, max: 600 }),
    batch: fc.integer({ min: 1, max: 8 }),
    validationImages: fc.integer({ min: 0, max: 4 }),
    learningRate: fc.constantFrom(1e-4, 0.1),
  },
  { requiredKeys: [] },
);

const anyRate = fc.constantFrom(1e8, 2.5e9, 1e12, 1e14);

describe('chooseRun', () => {
  it('gives valid settings, the same ones each time, in which what the user set stands and has no reason', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TRAIN_PRESETS),
        anyFacts,
        anyOverrides,
        anyRate,
        (preset, facts, overrides, rate) => {
          const run = chooseRun({ preset, overrides }, facts, device(rate));
          expect(checkedTrainSettings(run.settings)).toMatchObject(overrides);
          checkedScale(run.scale);
          if (run.augment) checkedAugment(run.augment);
          expect(facts.scale ?? run.scale).toEqual(run.scale);
          expect(run.reasons.filter(({ setting }) => setting in overrides)).toEqual([]);
          for (const { because } of run.reasons) expect(because).toMatch(/^[^A-Z].*[^.]$/);
          expect(chooseRun({ preset, overrides }, facts, device(rate))).toEqual(run);
        },
      ),
    );
  });

  it('never chooses what does not fit, unless nothing does', () => {
    fc.assert(
      fc.property(anyFacts, anyRate, fc.constantFrom(1e5, 3e6, 1e8), (facts, rate, bytes) => {
        const small = device(rate, bytes);
        const { settings } = chooseRun({ preset: 'auto', overrides: { minutes: 10 } }, facts, small);
        const least = { ...settings, width: 8, batch: 1, tile: 32 };
        if (small.fits(least)) expect(small.fits(settings)).toBe(true);
      }),
    );
  });

  it('takes no smaller network for more minutes', () => {
    fc.assert(
      fc.property(
        anyFacts,
        anyRate,
        fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 })),
        (facts, rate, pair) => {
          const quick = device(rate);
          const [less, more] = [Math.min(...pair), Math.max(...pair)].map((minutes) =>
            chooseRun({ preset: 'auto', overrides: { minutes } }, facts, quick),
          );
          const rung = ({ settings: { width, batch } }: { settings: TrainSettings }) =>
            RUNGS.findIndex((one) => one.width === width && one.batch === batch);
          expect(rung(defined(more, 'more'))).toBeGreaterThanOrEqual(rung(defined(less, 'less')));
        },
      ),
    );
  });

  it('brings large cells down, leaves middling ones, and keeps thin lines', () => {
    const scaleOf = (facts: ImageFacts) =>
      chooseRun({ preset: 'auto', overrides: {} }, facts, SOFTWARE).scale;
    expect(scaleOf(cells(112))).toEqual({ kind: 'factor', factor: 0.25 });
    expect(scaleOf(cells(27))).toEqual({ kind: 'asIs' });
    // Meshes of 80 px that fill 90 % leave lines of 4.3 px: they may shrink to 3 px and no further.
    const net = cells(80, {
      classShares: [0.9, 0.1],
      objects: { objects: 563, area: { p10: 3000, median: 5027, p90: 7000 }, diameter: 80, touching: 0 },
    });
    const scale = scaleOf(net);
    const factor = scale.kind === 'factor' ? scale.factor : 1;
    expect(factor * 80 * (1 / Math.sqrt(0.9) - 1)).toBeCloseTo(3, 0);
    expect(factor).toBeGreaterThan(0.6);
  });

  it('brings scenes down by their large objects, evens out their light, and does not turn them', () => {
    const scene = cells(22, {
      channels: 3,
      classes: 11,
      classShares: Array.from({ length: 11 }, () => 1 / 11),
    });
    const objects = { objects: 282, area: { p10: 99, median: 388, p90: 13_539 }, diameter: 22, touching: 0 };
    const run = chooseRun({ preset: 'auto', overrides: {} }, { ...scene, objects }, SOFTWARE);
    expect(run.scale).toEqual({ kind: 'factor', factor: 0.21875 });
    expect(run.settings).toMatchObject({ norm: 'instance', activation: 'leaky' });
    expect(run.augment?.flipVertical.enabled).toBe(false);
  });

  it('takes a wider network on a faster device, and tells how many steps it gets', () => {
    const widths = [2.5e9, 1e11, 1e13].map(
      (rate) =>
        chooseRun({ preset: 'auto', overrides: { minutes: 10 } }, cells(30), device(rate)).settings.width,
    );
    expect(widths).toEqual([...widths].sort((a, b) => a - b));
    expect(new Set(widths).size).toBeGreaterThan(1);
    const { settings, reasons } = chooseRun(
      { preset: 'auto', overrides: { minutes: 10 } },
      cells(30),
      SOFTWARE,
    );
    expect(reasons.find(({ setting }) => setting === 'width')?.because).toContain(
      settings.steps.toLocaleString('en'),
    );
  });

  it('ends by itself where no minutes are granted, and otherwise knows its steps', () => {
    const open = chooseRun({ preset: 'auto', overrides: { minutes: 0 } }, cells(30), SOFTWARE).settings;
    expect(open).toMatchObject({ minutes: 0, schedule: 'constant' });
    expect(open.patience).toBeGreaterThan(0);
    const given = chooseRun({ preset: 'auto', overrides: { steps: 123 } }, cells(30), SOFTWARE).settings;
    expect(given).toMatchObject({ minutes: 0, steps: 123, patience: 0, schedule: 'oneCycle' });
  });

  it.each([
    // Depth 3 is guarded by about 50 px: 63 % of the side have to hold that, beside a strip of 22 %.
    { images: 1, side: 100, depth: 3, split: 'spatial', validationImages: 0 },
    { images: 1, side: 60, depth: 3, split: 'drawn', validationImages: 0 },
    { images: 3, side: 60, depth: 3, split: 'drawn', validationImages: 1 },
    { images: 3, side: 60, depth: 1, split: 'spatial', validationImages: 1 },
  ])('holds out blocks only where the network that is trained leaves room: %o', (given) => {
    const { images, side, depth, split, validationImages } = given;
    const facts = cells(20, {
      images: Array.from({ length: images }, () => ({ width: side, height: side })),
    });
    for (const preset of TRAIN_PRESETS) {
      const { settings, reasons } = chooseRun(
        { preset, overrides: { depth, padding: 'same' } },
        facts,
        SOFTWARE,
      );
      expect(settings).toMatchObject({ split, validationImages });
      const because = reasons.find(({ setting }) => setting === 'split')?.because;
      expect(because?.includes('too little room')).toBe(split === 'drawn');
      const own = chooseRun({ preset, overrides: { depth, split: 'spatial' } }, facts, SOFTWARE);
      expect(own.settings.split).toBe('spatial');
    }
  });

  it('holds out as many whole images as the user says, where blocks have no room', () => {
    const facts = cells(20, { images: Array.from({ length: 3 }, () => ({ width: 60, height: 60 })) });
    for (const validationImages of [0, 2]) {
      const overrides = { depth: 3, padding: 'same', validationImages } as const;
      const { settings } = chooseRun({ preset: 'auto', overrides }, facts, SOFTWARE);
      expect(settings).toMatchObject({ split: 'drawn', validationImages });
    }
  });

  it('says that a run without an end cannot see when to stop where nothing is held out', () => {
    const overrides = { minutes: 0, split: 'drawn', validationImages: 0 } as const;
    const patienceOf = (own: Partial<TrainSettings>) => {
      const { settings, reasons } = chooseRun({ preset: 'auto', overrides: own }, cells(30), SOFTWARE);
      const because = reasons.find(({ setting }) => setting === 'patience')?.because ?? null;
      return { patience: settings.patience, told: because?.includes('nothing is held out') ?? false };
    };
    expect(patienceOf(overrides)).toEqual({ patience: 0, told: true });
    expect(patienceOf({ ...overrides, validationImages: 1 })).toEqual({ patience: 12, told: false });
    expect(patienceOf({ ...overrides, patience: 5 })).toEqual({ patience: 5, told: false });
  });

  it('refuses a setting that is out of range, by its name', () => {
    expect(() => chooseRun({ preset: 'auto', overrides: { depth: 9 } }, cells(30), SOFTWARE)).toThrow(
      /depth/,
    );
  });
});

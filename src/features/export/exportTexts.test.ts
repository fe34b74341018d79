/** What the stage says of files, settings and runs, in words and numbers. */
import { describe, expect, test } from 'vitest';
import { DEFAULT_AUGMENT, NO_AUGMENT } from '../../domain/augment';
import { RESULT_KINDS } from '../../domain/exports';
import { DEFAULT_OBJECTS } from '../../domain/objects';
import { DEFAULT_TRAIN } from '../../domain/train';
import { makeRun } from '../../engine/fakeRuns';
import { NEW_RUN } from '../../testing/newRun';
import { curvePoints } from './curvePoints';
import { objectFacts } from './objectFacts';
import { progressText } from './progressText';
import { roughSize, roughSum } from './resultSizes';
import { RESULT_TEXTS } from './resultTexts';
import { runCardFacts } from './runCardFacts';

const CLASSES = [
  { name: 'ground', color: '#000000' },
  { name: 'cell', color: '#e69f00' },
];

describe('sizes', () => {
  const image = { width: 100, height: 50, hasTruth: false };
  const images = [
    { ...image, id: 'a.tif' },
    { ...image, id: 's.tif#0' },
    { ...image, id: 's.tif#1', hasTruth: true },
  ];

  test('count files as they come', () => {
    const files = Object.fromEntries(RESULT_KINDS.map((kind) => [kind, roughSize(kind, images, 4).files]));
    expect(files).toMatchObject({ masks: 3, maskStack: 2, probabilityPng: 12, coco: 1, scores: 1 });
    expect(roughSize('scores', images.slice(0, 2), 4).files).toBe(0);
    expect(roughSize('coco', [], 4).files).toBe(0);
  });

  test('grow with pixels, and with classes where those are written', () => {
    const [one, three] = [
      roughSize('probabilityTiff', images.slice(0, 1), 2),
      roughSize('probabilityTiff', images, 2),
    ];
    expect(three.bytes).toBeCloseTo(3 * (one.bytes ?? 0));
    expect(roughSize('probabilityTiff', images, 4).bytes).toBeCloseTo(2 * (three.bytes ?? 0));
    expect(roughSize('coco', images, 2).bytes).toBeNull();
    const both = roughSum(['masks', 'coco'], images, 2);
    expect(both).toEqual({ files: 4, bytes: roughSize('masks', images, 2).bytes });
  });

  test('no two kinds have one title', () => {
    expect(new Set(Object.values(RESULT_TEXTS).map(({ title }) => title)).size).toBe(RESULT_KINDS.length);
  });
});

describe('objectFacts', () => {
  const values = (change: Partial<typeof DEFAULT_OBJECTS>) =>
    Object.fromEntries(
      objectFacts({ ...DEFAULT_OBJECTS, ...change }, CLASSES).map(({ name, value }) => [name, value]),
    );

  test('say what is done, and what is not', () => {
    expect(values({})).toMatchObject({ Threshold: 'most probable class', 'Left out': 'none' });
    expect(
      values({ thresholds: [0, 0.6], openRadius: 1.5, smallestObject: 20, split: 'distance', splitDepth: 2 }),
    ).toMatchObject({
      Threshold: 'cell 0.60',
      'Smoothed by': '1.5 px',
      'Left out': 'under 20 pixels',
      'Touching objects': 'split by distance, depth 2',
    });
  });
});

test('progress names the image and the time left, once it is known', () => {
  const job = { status: 'running', startedMs: 1000, total: 40, imageId: 'a.tif' } as const;
  expect(progressText({ ...job, imageId: null, done: 0 }, 1000)).toBe('Preparing…');
  expect(progressText({ ...job, done: 0 }, 2000)).toBe('a.tif: 0 of 40');
  expect(progressText({ ...job, done: 10 }, 11_000)).toBe('a.tif: 10 of 40, 30 s left');
  expect(progressText({ status: 'idle' }, 0)).toBe('');
});

describe('the run card', () => {
  const request = {
    ...NEW_RUN,
    settings: DEFAULT_TRAIN,
    augment: DEFAULT_AUGMENT,
    weights: null,
    classes: CLASSES,
  };

  test('tells data, network, training and what is augmented', () => {
    const groups = runCardFacts(makeRun(request, 'run-1'));
    expect(groups.map(({ title }) => title)).toEqual(['Images', 'Network', 'Training', 'Augmentation']);
    const facts = new Map(groups.flatMap(({ facts: own }) => own.map(({ name, value }) => [name, value])));
    expect(facts.get('U-Net')).toBe('depth 3, width 16');
    expect(facts.get('Scale')).toBe('0.8 to 1.25, 20 % of patches');
    expect(facts.get('Rotation')).toBe('amount 180°, 50 % of patches');
    expect(facts.get('Shear')).toBeUndefined();
    const plain = runCardFacts(makeRun({ ...request, augment: NO_AUGMENT }, 'run-2'));
    expect(plain[3]?.facts).toEqual([{ name: 'Transforms', value: 'none' }]);
  });

  test('draws loss from its highest value down, and Dice over the whole height', () => {
    const losses = [2, 1, Number.NaN, 0.5].map((loss, index) => ({
      step: 10 * (index + 1),
      loss,
      learningRate: 0.1,
      gradientNorm: null,
      dataWaitMs: 0,
    }));
    const scores = { ...makeRun(request, 'run').summary?.scores, meanDice: 0.75 } as never;
    const points = curvePoints({ losses, validations: [{ step: 20, scores }] }, 400, 100);
    expect(points).toEqual({
      loss: '100,0 200,50 400,75',
      dice: [{ x: 200, y: 25 }],
      steps: 40,
      highestLoss: 2,
    });
    expect(curvePoints({ losses: [], validations: [] }, 400, 100)).toBeNull();
  });

  test('thins long runs', () => {
    const losses = Array.from({ length: 10_000 }, (_, step) => ({
      step: step + 1,
      loss: 1,
      learningRate: 0.1,
      gradientNorm: null,
      dataWaitMs: 0,
    }));
    const points = curvePoints({ losses, validations: [] }, 400, 100);
    expect(points?.loss.split(' ').length).toBeLessThanOrEqual(400);
    expect(points?.loss.endsWith('400,0')).toBe(true);
  });
});

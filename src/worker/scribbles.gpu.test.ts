/** From a few strokes on unlabelled images to a network that labels all of them, by the real engine on a real device. */
import { encode } from 'fast-png';
import { expect, test } from 'vitest';
import { defined } from '../common/assert';
import { rngStream } from '../common/rng';
import { NO_AUGMENT } from '../domain/augment';
import { defaultClasses } from '../domain/labels';
import { PLAIN_PREDICT } from '../domain/predict';
import { DEFAULT_TRAIN, type TrainSettings } from '../domain/train';
import type { TrainRequest } from '../engine/protocol';
import { drawnLabels } from '../imaging/paint/drawnLabels';
import { UNPAINTED } from '../imaging/paint/ink';
import { Painter } from '../imaging/paint/painter';
import { unpaintedMap } from '../imaging/paint/paintMap';
import { countPixels, emptyConfusion, scoresOf } from '../imaging/scores';
import { type Disc, drawDiscs, numbersOf } from '../testing/drawMasks';
import { NEW_RUN } from '../testing/newRun';
import { workerEngine } from '../testing/workerEngine';

const SIDE = 48;
const SETTINGS: TrainSettings = {
  ...DEFAULT_TRAIN,
  depth: 1,
  width: 4,
  tile: 32,
  steps: 80,
  learningRate: 0.01,
  validationImages: 0,
};
const BRUSH = 1.5;

interface Scene {
  readonly path: string;
  readonly discs: readonly Disc[];
  /** [SIDE, SIDE], 1 where an object is. */
  readonly truth: Uint8Array<ArrayBuffer>;
}

/** The last of them is not drawn on. */
const SCENES: readonly Scene[] = [0, 1, 2, 3].map((index) => {
  const discs = drawDiscs(5, index, 6, SIDE, 4);
  const truth = Uint8Array.from(numbersOf(discs, SIDE), (number) => (number > 0 ? 1 : 0));
  return { path: `${index}.png`, discs, truth };
});

/** Objects are brighter, by about as much as the noise is strong. */
function picture({ path, truth }: Scene, index: number) {
  const rng = rngStream(6, 'test', 0, index);
  const data = truth.map((one) => 80 + 60 * one + rng.below(60));
  const bytes = encode({ width: SIDE, height: SIDE, channels: 1, depth: 8, data });
  return { path, blob: new Blob([new Uint8Array(bytes)]) };
}

/** One stroke through each of two objects, and one along the widest stretch of background. */
function scribbled({ discs, truth }: Scene) {
  const painter = new Painter(unpaintedMap(SIDE, SIDE), { unpainted: 'ignored', eraser: UNPAINTED });
  painter.begin();
  for (const { x, y, radius } of discs.slice(0, 2)) {
    const half = radius / 2;
    const [from, to] = [
      { x: x + 0.5 - half, y: y + 0.5 },
      { x: x + 0.5 + half, y: y + 0.5 },
    ];
    painter.stroke({ from, to, radius: BRUSH }, { kind: 'class', classIndex: 1, instance: 0 });
  }
  const { row, first, last } = widestBackground(truth);
  const [from, to] = [
    { x: first + BRUSH, y: row + 0.5 },
    { x: last + 1 - BRUSH, y: row + 0.5 },
  ];
  painter.stroke({ from, to, radius: BRUSH }, { kind: 'class', classIndex: 0, instance: 0 });
  painter.end();
  return drawnLabels(painter.map, 'image', 0);
}

/** Background above and below as well, so that a brush fits. */
function widestBackground(truth: Uint8Array) {
  const isFree = (x: number, y: number) => [-2, -1, 0, 1, 2].every((up) => truth[(y + up) * SIDE + x] === 0);
  let widest = { row: 0, first: 0, last: -1 };
  for (let row = 2; row < SIDE - 2; row++) {
    for (let first = 0, x = 0; x < SIDE; x++) {
      if (!isFree(x, row)) first = x + 1;
      else if (x - first > widest.last - widest.first) widest = { row, first, last: x };
    }
  }
  return widest;
}

test('a few strokes are enough to beat the best guess of one class', async () => {
  const engine = workerEngine(1);
  const never = new AbortController().signal;
  await engine.openProject(null, false);
  await engine.importFiles(SCENES.map(picture), never);
  for (const scene of SCENES.slice(0, -1)) {
    const labels = scribbled(scene);
    const counted = [...defined(labels.ignore, 'ignored pixels')].filter((one) => one === 0).length;
    expect(counted / SIDE ** 2).toBeLessThan(0.12);
    expect(labels.classes.every((one, at) => labels.ignore?.[at] === 1 || one === scene.truth[at])).toBe(
      true,
    );
    await engine.drawLabels(scene.path, labels);
  }
  await engine.openDevice('webgpu');
  const dataset = await engine.setNormalisation({ kind: 'zscore' });
  const classes = defaultClasses(defined(dataset.reading, 'the reading of drawn labels'));
  const request: TrainRequest = {
    ...NEW_RUN,
    settings: SETTINGS,
    augment: NO_AUGMENT,
    weights: null,
    classes,
  };
  const { plan } = await engine.train(request);
  expect(plan.split.train).toEqual(SCENES.slice(0, -1).map(({ path }) => path));

  const [drawn, unseen] = [emptyConfusion(2), emptyConfusion(2)];
  for (const { path, truth } of SCENES) {
    await engine.predict(path, PLAIN_PREDICT, never);
    const whole = { width: SIDE, height: SIDE, classes: truth, ignore: null, instances: null };
    const { labels } = await engine.prediction(path);
    countPixels(path === SCENES.at(-1)?.path ? unseen : drawn, whole, labels);
  }
  for (const confusion of [drawn, unseen]) {
    const counts = confusion.counts;
    const total = counts.reduce((sum, count) => sum + count, 0);
    const objects = (counts[2] ?? 0) + (counts[3] ?? 0);
    const constant = Math.max(objects, total - objects) / total / 2;
    expect(scoresOf(confusion).meanIou).toBeGreaterThan(constant);
  }
});

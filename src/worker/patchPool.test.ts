/** The pool over real channels: the same bytes from however many workers, and images let go of when nobody draws. */
import { expose } from 'comlink';
import { afterAll, describe, expect, it } from 'vitest';
import { rngStream } from '../common/rng';
import { DEFAULT_AUGMENT } from '../domain/augment';
import type { TrainingImage } from '../domain/example';
import { DEFAULT_TRAIN, type TrainPlan } from '../domain/train';
import { DEFAULT_WEIGHTS } from '../domain/weights';
import { installTransferHandlers } from '../engine/transfer';
import { plainPatch } from '../pipeline/augment/drawPatch';
import { weighedSources } from '../pipeline/augment/weighedSources';
import { resolvePlan } from '../pipeline/train/resolvePlan';
import { PatchPool } from './patchPool';
import { PatchWorkerSession } from './patchWorkerSession';

installTransferHandlers();

const SIDE = 48;
const ports: MessagePort[] = [];

afterAll(() => {
  for (const port of ports) port.close();
});

function image(id: string, step: number): TrainingImage {
  const rng = rngStream(1, 'test', step, 0);
  const ids = Uint32Array.from({ length: SIDE * SIDE }, (_, i) =>
    i % SIDE < 20 ? 1 : i % SIDE > 26 ? 2 : 0,
  );
  return {
    id,
    image: { width: SIDE, height: SIDE, channels: 1, data: Float32Array.from(ids, () => rng.normal()) },
    labels: {
      width: SIDE,
      height: SIDE,
      classes: Uint8Array.from(ids, (value) => (value > 0 ? 1 : 0)),
      ignore: null,
      instances: ids,
    },
    scale: { x: 1, y: 1 },
  };
}

const IMAGES = ['a', 'b', 'c'].map(image);
const PLAN = resolvePlan({
  settings: { ...DEFAULT_TRAIN, depth: 1, tile: 32, validationImages: 1 },
  augment: DEFAULT_AUGMENT,
  weights: DEFAULT_WEIGHTS,
  classes: 2,
  examples: weighedSources(IMAGES, DEFAULT_WEIGHTS),
  normalisation: { kind: 'zscore' },
  scale: { kind: 'asIs' },
  channelChoice: null,
});
const KEYS = Array.from({ length: 9 }, (_, index) => ({ seed: 5, step: Math.floor(index / 2), index }));

function poolOf(workers: number): { pool: PatchPool; sessions: PatchWorkerSession[] } {
  const pool = new PatchPool();
  const sessions = Array.from({ length: workers }, () => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    const session = new PatchWorkerSession();
    expose(session, port1);
    pool.add(port2);
    return session;
  });
  return { pool, sessions };
}

describe('a pool of patch workers', () => {
  it('draws the same bytes whichever worker draws them, in any number of workers', async () => {
    const drawn = await Promise.all(
      [0, 1, 3].map(async (workers) => {
        const { pool } = poolOf(workers);
        const held = await pool.hold(IMAGES);
        return Promise.all(KEYS.map((key) => pool.patch(held, PLAN, key)));
      }),
    );
    expect(drawn[1]).toEqual(drawn[0]);
    expect(drawn[2]).toEqual(drawn[0]);
    expect(new Set(drawn[0]?.map(({ imageId }) => imageId))).toEqual(new Set(['a', 'b']));
  });

  it('previews the very patches that training draws', async () => {
    const { pool } = poolOf(2);
    const held = await pool.hold(IMAGES);
    for (const key of KEYS) {
      const { augmented } = await pool.preview(held, PLAN, key);
      expect(augmented).toEqual(await pool.patch(held, PLAN, key));
    }
  });

  it('gives the same plain patch again, and another where images, tile or sampling differ', async () => {
    const { pool } = poolOf(2);
    const held = await pool.hold(IMAGES);
    const key = { seed: 5, step: 0, index: 3 };
    const plainOf = async (plan: TrainPlan) => (await pool.preview(held, plan, key)).plain;
    const first = await plainOf(PLAN);
    const gamma = { ...PLAN.augment.gamma, high: 1.2 };
    expect(await plainOf({ ...PLAN, augment: { ...PLAN.augment, gamma } })).toEqual(first);
    expect(await plainOf(PLAN)).toEqual(first);
    const direct = plainPatch(
      weighedSources(IMAGES.slice(0, 2), DEFAULT_WEIGHTS),
      PLAN,
      PLAN.augment,
      PLAN.classWeights,
      key,
    );
    expect(first).toEqual(direct);
    expect((await plainOf({ ...PLAN, inputSize: 16, outputSize: 16 })).inputSize).toBe(16);
    const uniform = { ...PLAN, augment: { ...PLAN.augment, sampling: 'falk' } } as const;
    expect(await plainOf(uniform)).not.toEqual(first);
  });

  it('shares the work: no worker draws all of it', async () => {
    const { pool, sessions } = poolOf(3);
    const counts = sessions.map((session) => {
      const count = { drawn: 0 };
      const patch = session.patch.bind(session);
      session.patch = (...args) => {
        count.drawn += 1;
        return patch(...args);
      };
      return count;
    });
    const held = await pool.hold(IMAGES);
    await Promise.all(KEYS.map((key) => pool.patch(held, PLAN, key)));
    expect(counts.map(({ drawn }) => drawn)).toEqual([3, 3, 3]);
  });

  it('keeps nothing of a hold that one worker refuses', async () => {
    const { pool, sessions } = poolOf(2);
    const [first, second] = sessions;
    if (first === undefined || second === undefined) throw new Error('two workers');
    const refusal = { take: () => Promise.reject(new Error('no memory')) };
    const take = second.take.bind(second);
    Object.assign(second, refusal);
    await expect(pool.hold(IMAGES)).rejects.toThrow('no memory');
    await expect(first.patch(0, PLAN, { seed: 1, step: 0, index: 0 })).rejects.toThrow('dataset 0');
    second.take = take;
    const held = await pool.hold(IMAGES);
    expect((await pool.patch(held, PLAN, { seed: 1, step: 0, index: 0 })).inputSize).toBe(32);
  });

  it('works the weights of images out once while a run and a preview with other weights take turns', async () => {
    const session = new PatchWorkerSession();
    let reads = 0;
    const counted = IMAGES.map((one) => ({
      ...one,
      get labels() {
        reads += 1;
        return one.labels;
      },
    }));
    await session.take(0, counted);
    const other = { ...PLAN, weights: { ...DEFAULT_WEIGHTS, w0: 3 } };
    const key = { seed: 1, step: 0, index: 0 };
    const turn = async () => [await session.patch(0, PLAN, key), await session.patch(0, other, key)];
    const drawn = await turn();
    const before = reads;
    expect(await turn()).toEqual(drawn);
    expect(reads).toBe(before);
    expect(drawn[0]?.weights).not.toEqual(drawn[1]?.weights);
  });

  it('forgets images that were released, and only these', async () => {
    const { pool } = poolOf(1);
    const [first, second] = [await pool.hold(IMAGES), await pool.hold(IMAGES)];
    await pool.release(first);
    const key = { seed: 1, step: 0, index: 0 };
    await expect(pool.patch(first, PLAN, key)).rejects.toThrow('dataset 0');
    expect((await pool.patch(second, PLAN, key)).inputSize).toBe(32);
  });
});

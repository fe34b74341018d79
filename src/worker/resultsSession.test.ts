/** What was predicted, as it is kept in a project on a disk: what another session finds of it. No device is needed. */
import { expose } from 'comlink';
import { encode } from 'fast-png';
import { afterEach, describe, expect, it } from 'vitest';
import { studioError } from '../common/errors';
import type { ResultsRequest } from '../domain/exports';
import { DEFAULT_OBJECTS } from '../domain/objects';
import { PLAIN_PREDICT } from '../domain/predict';
import type { ImportFile } from '../engine/protocol';
import { installTransferHandlers } from '../engine/transfer';
import { makeFileStore } from '../storage/fileStore';
import type { RawFiles } from '../storage/rawFiles';
import { preparationTab } from '../testing/preparationTab';
import { emptyDisk } from '../testing/projectHost';
import { tinyModelInfo } from '../testing/tinyModelInfo';
import { tinySpec } from '../testing/tinySpec';
import { PredictionCache } from './predictionCache';
import { MEMORY_HOST } from './resultsDesk';
import type { ResultsModel } from './resultsPort';
import { ResultsSession } from './resultsSession';

installTransferHandlers();

const [WIDTH, HEIGHT] = [6, 4];
const PIXELS = WIDTH * HEIGHT;
const MODEL: ResultsModel = { sum: 'one-1', info: tinyModelInfo(tinySpec({ width: 2 })) };
const OTHER: ResultsModel = { ...MODEL, sum: 'two-2' };
const NAMES = ['a.png', 'b.png'];

const open: MessagePort[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

/** A tab over the disk with its project open; `images` are dropped into it. */
async function tab(
  disk: RawFiles,
  images: readonly ImportFile[] = [],
  cache = new PredictionCache(),
  scratch = async () => MEMORY_HOST,
) {
  const { preparation, events } = await preparationTab(disk);
  if (images.length > 0) await preparation.importFiles(images, new AbortController().signal);
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  expose(preparation, port1);
  const results = new ResultsSession(scratch, cache);
  results.subscribe((event) => events.push(event));
  results.connect(port2);
  await results.restore(MODEL);
  const add = async (imageId: string, sum = MODEL.sum, label = 1) => {
    const { labels: truth, stamp } = await preparation.source(imageId);
    const work = { tiles: 1, ms: 5, options: PLAIN_PREDICT };
    return results.add({ sum, prediction: made(imageId, label), truth, stamp, work });
  };
  const listed = async () => (await results.predicted()).map(({ imageId }) => imageId);
  return { preparation, results, events, add, listed };
}

/** The left half is of the class, all pixels by three quarters. */
function made(imageId: string, label: number) {
  const labels = Uint8Array.from({ length: PIXELS }, (_, at) => (at % WIDTH < WIDTH / 2 ? label : 0));
  const probabilities = new Uint8Array(2 * PIXELS);
  for (let at = 0; at < PIXELS; at++) {
    probabilities[at] = labels[at] === 0 ? 191 : 64;
    probabilities[PIXELS + at] = labels[at] === 0 ? 64 : 191;
  }
  return { imageId, width: WIDTH, height: HEIGHT, classes: 2, labels, probabilities };
}

function picture(path: string, value: (at: number) => number): ImportFile {
  const data = Uint8Array.from({ length: PIXELS }, (_, at) => value(at));
  const bytes = encode({ width: WIDTH, height: HEIGHT, channels: 1, depth: 8, data });
  return { path, blob: new Blob([new Uint8Array(bytes)]) };
}

const IMAGES = NAMES.flatMap((name, index) => [
  picture(`images/${name}`, (at) => 10 * index + at),
  picture(`masks/${name}`, (at) => (at % WIDTH < 2 ? 255 : 0)),
]);
const IDS = NAMES.map((name) => `images/${name}`);
const [A = '', B = ''] = IDS;
const MASKS: ResultsRequest = {
  kinds: ['masks'],
  imageIds: IDS,
  settings: DEFAULT_OBJECTS,
  overlay: { opacity: 1, outlines: false, hidden: [], channels: null },
  channels: 1,
};

describe('predictions', () => {
  it('are summed up: shares, entropy over the logarithm of the classes, scores against the mask', async () => {
    const { add } = await tab(emptyDisk(), IMAGES);
    const summary = await add(A);
    const share = -(0.75 * Math.log2(0.75) + 0.25 * Math.log2(0.25));
    expect(summary.uncertainty).toBeCloseTo(share, 2);
    expect(summary).toMatchObject({ shares: [0.5, 0.5], scores: { iou: [3 / 4, 2 / 3] } });
  });

  it('are found again by another session, every byte of them', async () => {
    const disk = emptyDisk();
    const first = await tab(disk, IMAGES);
    const summaries = [await first.add(A), await first.add(B, MODEL.sum, 0)];
    const next = await tab(disk);
    expect(await next.results.predicted()).toEqual(summaries);
    expect(await next.results.prediction(A)).toEqual(made(A, 1));
    expect(await next.results.prediction(B)).toEqual(made(B, 0));
    const { rows, labels, totals, scores } = await next.results.objects(A, DEFAULT_OBJECTS);
    expect(await next.results.objectTotals(A, DEFAULT_OBJECTS)).toEqual({ totals, scores });
    expect(rows.map(({ px }) => px.area)).toEqual([PIXELS / 2]);
    expect(labels).toEqual(made(A, 1).labels);
    const [, object] = await next.results.probabilityHistogram(A);
    expect([object?.[64], object?.[191]]).toEqual([PIXELS / 2, PIXELS / 2]);
  });

  it('are forgotten with another model, here and on the disk; the same model keeps them', async () => {
    const disk = emptyDisk();
    const { add, results, listed, preparation } = await tab(disk, IMAGES);
    await add(A);
    await results.useModel({ ...MODEL });
    expect(await listed()).toEqual([A]);
    await results.useModel(OTHER);
    expect(await listed()).toEqual([]);
    expect(await preparation.blobNames()).toEqual([]);
    await add(A);
    expect(await listed()).toEqual([]);
    await expect(results.prediction(A)).rejects.toMatchObject({ code: 'no-such-image', subject: A });
  });

  it('of another model than that of the project are not found', async () => {
    const disk = emptyDisk();
    await (await tab(disk, IMAGES)).add(A);
    const { results, listed, preparation } = await tab(disk);
    await results.restore(OTHER);
    expect(await listed()).toEqual([]);
    expect(await preparation.blobNames()).toEqual([]);
  });

  it('of two models are never put into one export', async () => {
    const { add, results, preparation } = await tab(emptyDisk(), IMAGES);
    for (const id of IDS) await add(id);
    const source = preparation.source.bind(preparation);
    // Another model comes, and predicts the same images, while the first is read.
    preparation.source = async (imageId) => {
      preparation.source = source;
      await results.useModel(OTHER);
      for (const id of IDS) await add(id, OTHER.sum);
      return source(imageId);
    };
    const made = results.exportResults(MASKS, new AbortController().signal);
    await expect(made).rejects.toMatchObject({ code: 'no-such-image', subject: A });
    expect((await results.exportResults(MASKS, new AbortController().signal)).files).toBe(2);
  });

  it('are exported once there is room for it, though there was none when the tab was opened', async () => {
    let isFull = true;
    const full = studioError('disk-full', 'The disk is full.', 'Free some.', 'exports');
    const scratch = async () => {
      if (isFull) throw full;
      return MEMORY_HOST;
    };
    const { add, results } = await tab(emptyDisk(), IMAGES, undefined, scratch);
    for (const id of IDS) await add(id);
    const exported = () => results.exportResults(MASKS, new AbortController().signal);
    await expect(exported()).rejects.toBe(full);
    isFull = false;
    expect((await exported()).files).toBe(2);
  });

  it('are forgotten one by one', async () => {
    const disk = emptyDisk();
    const { add, results, listed } = await tab(disk, IMAGES);
    for (const id of IDS) await add(id);
    await results.forgetPredictions([A, 'never.png']);
    expect(await listed()).toEqual([B]);
    expect(await (await tab(disk)).listed()).toEqual([B]);
  });

  it('are no more where the image or its mask was replaced, were it told to nobody', async () => {
    const disk = emptyDisk();
    const first = await tab(disk, IMAGES);
    for (const id of IDS) await first.add(id);
    await first.preparation.importFiles([picture(A, () => 7)], new AbortController().signal);
    expect(await (await tab(disk)).listed()).toEqual([B]);
    const second = await tab(disk);
    await second.preparation.importFiles(
      [picture('masks/b.png', (at) => (at > 3 ? 255 : 0))],
      new AbortController().signal,
    );
    expect(await second.listed()).toEqual([]);
    expect(await second.preparation.blobNames()).toEqual([]);
  });

  it('that cannot be read are dropped and told: notes when the project is opened, pixels when they are asked for', async () => {
    const disk = emptyDisk();
    const first = await tab(disk, IMAGES);
    for (const id of IDS) await first.add(id);
    const junk = new TextEncoder().encode('junk');
    await first.preparation.keepBlobs([
      { name: `predictions/${A}.json`, bytes: junk },
      { name: `predictions/${B}.pixels`, bytes: junk },
    ]);
    const { results, listed, events } = await tab(disk);
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'results-dropped', error: expect.objectContaining({ subject: '1' }) }),
    );
    expect(await listed()).toEqual([B]);
    await expect(results.prediction(B)).rejects.toMatchObject({ code: 'bad-prediction', subject: B });
    expect(await listed()).toEqual([]);
  });

  it('stay in memory where the disk is full, until there is too much of them', async () => {
    const quota = 60_000;
    const full = emptyDisk(quota);
    const cache = new PredictionCache({ kept: 0, only: 2 * 3 * PIXELS });
    const { add, results, events } = await tab(full, IMAGES, cache);
    const files = makeFileStore(full);
    await files.write('ballast', new Uint8Array(quota - (await files.usage(''))));
    for (const id of IDS) await add(id);
    expect(events.some(({ type }) => type === 'save-failed')).toBe(true);
    expect(await results.prediction(A)).toEqual(made(A, 1));
    expect(await results.prediction(B)).toEqual(made(B, 1));
    await add(A);
    expect(await results.prediction(A)).toEqual(made(A, 1));
    const asked = { sum: MODEL.sum, prediction: made('c.png', 1), truth: null, stamp: '' };
    const work = { tiles: 1, ms: 1, options: PLAIN_PREDICT };
    await expect(results.add({ ...asked, work })).rejects.toMatchObject({ code: 'disk-full' });
  });
});

describe('a prediction without room', () => {
  it('leaves the former one of its image, here and on the disk', async () => {
    const quota = 60_000;
    const disk = emptyDisk(quota);
    const { add, results, listed } = await tab(disk, IMAGES, new PredictionCache({ kept: 0, only: 0 }));
    for (const id of IDS) await add(id);
    const files = makeFileStore(disk);
    await files.write('ballast', new Uint8Array(quota - (await files.usage(''))));
    await expect(add(A, MODEL.sum, 0)).rejects.toMatchObject({ code: 'disk-full', subject: A });
    expect(await listed()).toEqual(IDS);
    expect(await results.prediction(A)).toEqual(made(A, 1));
    await files.remove('ballast');
    expect(await (await tab(disk)).results.prediction(A)).toEqual(made(A, 1));
  });
});

describe('the cache', () => {
  const cacheOf = (kept: number) => new PredictionCache({ kept, only: 10_000 });

  it('lets the longest unused go where there is too much, never the newest, nor what is kept nowhere else', () => {
    const cache = cacheOf(2 * 3 * PIXELS);
    cache.put(made('a', 1), true);
    cache.put(made('b', 1), true);
    expect(cache.get('a')?.imageId).toBe('a');
    cache.put(made('c', 1), true);
    expect(['a', 'b', 'c'].map((id) => cache.get(id) !== null)).toEqual([true, false, true]);
    const tight = cacheOf(0);
    tight.put(made('only', 1), false);
    tight.put(made('a', 1), true);
    tight.put(made('b', 1), true);
    expect(['only', 'a', 'b'].map((id) => tight.get(id) !== null)).toEqual([true, false, true]);
  });
});

/** train and predict as the command line runs them, on real files and a real device, with a tiny network. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { decode, encode } from 'fast-png';
import { fromArrayBuffer } from 'geotiff';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { writeSafetensors } from '../pipeline/export/writeSafetensors';
import { predictCommand } from './predictCommand';
import { readModel } from './readModel';
import { trainCommand } from './trainCommand';

const SIDE = 40;
/** Three runs, each of which compiles: a guard against a hang on a busy machine. */
const HANG = { timeout: 10 * 60_000 };

let root: string;

/** Bright discs on dark ground; the mask is the disc. */
function disc(seed: number, isMask: boolean): Uint8Array {
  const data = Uint8Array.from({ length: SIDE * SIDE }, (_, at) => {
    const inside = Math.hypot((at % SIDE) - 14 - seed, Math.floor(at / SIDE) - 20) < 9;
    return isMask ? (inside ? 255 : 0) : (inside ? 170 : 60) + ((at * 7919) % 23);
  });
  return encode({ width: SIDE, height: SIDE, channels: 1, depth: 8, data });
}

async function put(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), bytes);
}

/** The samples of each page, by another program's reader. */
async function tiffPages(path: string): Promise<(Float32Array | Uint16Array | Uint8Array)[]> {
  const tiff = await fromArrayBuffer(new Uint8Array(await readFile(at(path))).buffer);
  const count = await tiff.getImageCount();
  const pages = Array.from({ length: count }, (_, index) => tiff.getImage(index));
  return Promise.all(
    pages.map(async (page) => samplesOf(await (await page).readRasters({ interleave: true }))),
  );
}

function samplesOf(samples: unknown): Float32Array | Uint16Array | Uint8Array {
  if (samples instanceof Float32Array || samples instanceof Uint16Array || samples instanceof Uint8Array)
    return samples;
  throw new Error('samples of another type');
}

const at = (path: string) => join(root, path);
const json = async (path: string) => JSON.parse(await readFile(at(path), 'utf8'));

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'studio-cli-'));
  for (const index of [2, 10, 1]) {
    await put(`images/${index}.png`, disc(index, false));
    await put(`masks/${index}.png`, disc(index, true));
  }
});

afterAll(() => rm(root, { recursive: true }));

describe('the command line', () => {
  test('trains, holding out the last in natural order, and writes what the contract names', async () => {
    const size = '--width=2 --depth=1 --tile=24 --batch=1 --steps=3 --validation=1 --seed=7'.split(' ');
    const where = ['--images', at('images'), '--masks', at('masks'), '--out', at('model')];
    const result = JSON.parse(await trainCommand([...where, ...size]));
    expect(result).toMatchObject({ model: at('model/model.safetensors'), steps: 3 });
    expect((await readdir(at('model'))).sort()).toEqual([
      'checkpoint',
      'last.safetensors',
      'model.safetensors',
      'run.json',
    ]);
    const run = await json('model/run.json');
    expect(run.split).toMatchObject({ train: ['1.png', '2.png'], validation: ['10.png'], spatial: null });
    expect(run.spec).toMatchObject({ depth: 1, width: 2, classes: 2, inputChannels: 1 });
    expect(run.losses.map(([step]: [number]) => step)).toEqual([1, 2, 3]);
    expect(run.failure).toBeNull();
    expect(run.best.scores.meanIou).toBe(result.meanIou);
    expect(run.bytes.forecast / run.bytes.peak).toBeCloseTo(1, 2);
  });

  test('predicts every image as a PNG of class indices, and scores it', async () => {
    const args = ['--model', at('model/model.safetensors'), '--images', at('images'), '--out', at('found')];
    const result = JSON.parse(await predictCommand([...args, '--truth', at('masks')]));
    expect(result.files).toHaveLength(4);
    expect((await readdir(at('found'))).sort()).toEqual(['1.png', '10.png', '2.png', 'scores.json']);
    const { width, height, data } = decode(await readFile(at('found/10.png')));
    expect([width, height]).toEqual([SIDE, SIDE]);
    expect(Math.max(...data)).toBeLessThanOrEqual(1);
    const scores = await json('found/scores.json');
    expect(scores.images.map(({ name }: { name: string }) => name)).toEqual(['1.png', '2.png', '10.png']);
    expect(scores.images[2].iou).toEqual((await json('model/run.json')).best.scores.iou);
  });

  test('predicts probabilities and objects as TIFFs, and measures the objects', async () => {
    const args = ['--model', at('model/model.safetensors'), '--images', at('images'), '--out', at('objects')];
    const extra = ['--outlines', 'coco', '--overlay', '--stack'];
    const result = JSON.parse(await predictCommand([...args, '--instances', '--probabilities', ...extra]));
    const endings = ['png', 'prob.tif', 'objects.tif', 'overlay.png'];
    const names = ['1', '2', '10'].flatMap((n) => endings.map((ending) => `${n}.${ending}`));
    const shared = ['coco.json', 'masks.tif', 'objects.csv'];
    expect(result.files).toEqual([...names, ...shared].map((name) => at(`objects/${name}`)));
    const pages = await tiffPages('objects/10.prob.tif');
    const { data: labels } = decode(await readFile(at('objects/10.png')));
    expect(pages).toHaveLength(2);
    pages[0]?.forEach((share, pixel) => {
      const other = pages[1]?.[pixel] ?? 0;
      expect(share + other).toBeCloseTo(1, 5);
      expect(labels[pixel]).toBe(other > share ? 1 : 0);
    });
    const [ids] = await tiffPages('objects/10.objects.tif');
    expect(Array.from(ids ?? [], (id) => (id > 0 ? 1 : 0))).toEqual([...labels]);
    const [provenance, header = '', ...rows] = (await readFile(at('objects/objects.csv'), 'utf8'))
      .trim()
      .split('\r\n');
    expect(JSON.parse(provenance?.slice(2) ?? '')).toMatchObject({ model: 'model.safetensors', steps: 3 });
    const areaAt = header.split(',').indexOf('area_px2');
    const own = rows.map((row) => row.split(',')).filter(([name]) => name === '10.png');
    const areas = own.map((cells) => Number(cells[areaAt]));
    expect(areas).toEqual(own.map((_, index) => ids?.filter((id) => id === index + 1).length));
    expect(Array.from((await tiffPages('objects/masks.tif'))[2] ?? [])).toEqual([...labels]);
    expect((await json('objects/coco.json')).annotations).toHaveLength(rows.length);
    const [total] = result.objects[2].classes;
    expect(result.objects[2].name).toBe('10.png');
    expect([total.count, total.areaPx]).toEqual([areas.length, areas.reduce((sum, area) => sum + area, 0)]);
  });

  test('trains at half the scale, and answers and scores at the images own size', async () => {
    const size = '--width=2 --depth=1 --tile=16 --batch=1 --steps=3 --validation=1 --scale=0.5'.split(' ');
    const where = ['--images', at('images'), '--masks', at('masks')];
    await trainCommand([...where, '--out', at('half'), ...size]);
    const run = await json('half/run.json');
    expect([run.scale, run.channelChoice, run.normalisation]).toEqual([0.5, null, { kind: 'zscore' }]);
    const args = ['--model', at('half/model.safetensors'), '--images', at('images'), '--truth', at('masks')];
    await predictCommand([...args, '--out', at('half/found')]);
    const { width, height } = decode(await readFile(at('half/found/10.png')));
    expect([width, height]).toEqual([SIDE, SIDE]);
    const scores = await json('half/found/scores.json');
    expect(scores.images[2].iou).toEqual(run.best.scores.iou);
  });

  test('begins from a model with its scale and intensities, unless a scale is given, which is told', async () => {
    const { info, weights } = await readModel(at('half/model.safetensors'));
    const normalisation = { kind: 'window', windows: [{ low: 20, high: 200 }] } as const;
    await put('own/model.safetensors', writeSafetensors({ ...info, normalisation }, weights));
    const where = ['--images', at('images'), '--masks', at('masks'), '--init', at('own/model.safetensors')];
    const size = '--tile=16 --batch=1 --steps=1 --validation=1'.split(' ');
    await trainCommand([...where, ...size, '--out', at('tuned')]);
    const tuned = await json('tuned/run.json');
    expect(tuned).toMatchObject({ scale: 0.5, normalisation, spec: { width: 2, depth: 1 } });
    const told = vi.spyOn(process.stderr, 'write');
    await trainCommand([...where, ...size, '--out', at('rescaled'), '--scale=1']);
    const lines = told.mock.calls.map(([line]) => String(line)).join('');
    told.mockRestore();
    expect(await json('rescaled/run.json')).toMatchObject({ scale: 1, normalisation });
    expect(lines).toContain('scale 1: as given; the model was trained at 0.5');
    expect(lines).toContain('intensities from 20 to 200');
  });

  test(
    'stopped by Ctrl-C keeps what it learned; resumed, tells the losses of a run that never stopped',
    HANG,
    async () => {
      const size = '--width=2 --depth=1 --tile=16 --batch=1 --steps=30 --validation=1'.split(' ');
      const where = ['--images', at('images'), '--masks', at('masks')];
      await trainCommand([...where, '--out', at('whole'), ...size]);
      const stopping = trainCommand([...where, '--out', at('stopped'), ...size]);
      const hasListener = () => process.listenerCount('SIGINT');
      const before = hasListener();
      await expect.poll(hasListener, { timeout: HANG.timeout }).toBeGreaterThan(before);
      await expect.poll(() => existsSync(at('stopped/checkpoint/a.safetensors')), HANG).toBe(true);
      process.emit('SIGINT', 'SIGINT');
      const { steps } = JSON.parse(await stopping);
      expect(hasListener()).toBe(before);
      const part = await json('stopped/run.json');
      expect(part.stopped).toBe(steps < 30);
      const again = JSON.parse(await trainCommand([...where, '--out', at('stopped'), '--resume']));
      expect(again.steps).toBe(30);
      const { losses } = await json('stopped/run.json');
      expect(losses).toEqual((await json('whole/run.json')).losses);
      await expect(
        trainCommand([...where, '--out', at('stopped'), '--resume', '--width=4']),
      ).rejects.toMatchObject({ code: 'bad-option', subject: '--width' });
      await put('masks/1.png', disc(4, true));
      await expect(
        trainCommand([...where, '--out', at('stopped'), '--resume', '--steps=40']),
      ).rejects.toMatchObject({ code: 'data-changed', subject: 'images/1.png' });
      await put('masks/1.png', disc(1, true));
    },
  );

  test('refuses a scale out of range', async () => {
    const where = ['--images', at('images'), '--masks', at('masks'), '--out', at('none')];
    await expect(trainCommand([...where, '--scale=9'])).rejects.toMatchObject({ code: 'bad-setting' });
  });

  test('names a model that is none', async () => {
    const args = ['--model', at('images/1.png'), '--images', at('images'), '--out', at('found')];
    await expect(predictCommand(args)).rejects.toMatchObject({ code: 'bad-model' });
  });
});

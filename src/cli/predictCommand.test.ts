/** What `predict` refuses before it asks for a device. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildGraph } from '../network/buildGraph';
import { initWeights } from '../network/initWeights';
import { writeSafetensors } from '../pipeline/export/writeSafetensors';
import { tinyModelInfo } from '../testing/tinyModelInfo';
import { tinySpec } from '../testing/tinySpec';
import { predictCommand } from './predictCommand';

const SPEC = tinySpec({ width: 2 });
const IMAGE = encode({ width: 8, height: 8, channels: 1, depth: 8, data: new Uint8Array(64).fill(7) });
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'studio-predict-'));
  const weights = initWeights(buildGraph(SPEC), 9);
  await writeFile(join(root, 'model.safetensors'), writeSafetensors(tinyModelInfo(SPEC), weights));
  await writeFile(join(root, 'cell.png'), IMAGE);
});

afterAll(() => rm(root, { recursive: true }));

test.each(['images', 'truth'])('never writes over a file of --%s', async (role) => {
  const files = { images: join(root, 'cell.png'), truth: join(root, 'cell.png') };
  const given = role === 'images' ? ['--images', files.images] : ['--images', files.images, '--truth', root];
  const args = ['--model', join(root, 'model.safetensors'), ...given, '--out', `${root}/.`];
  await expect(predictCommand(args)).rejects.toMatchObject({
    code: 'bad-option',
    subject: join(root, 'cell.png'),
  });
  expect(new Uint8Array(await readFile(files.images))).toEqual(IMAGE);
});

test('refuses to average a model of another network, by its path', async () => {
  const spec = tinySpec({ width: 4 });
  const other = join(root, 'other.safetensors');
  await writeFile(other, writeSafetensors(tinyModelInfo(spec), initWeights(buildGraph(spec), 9)));
  const own = join(root, 'model.safetensors');
  const args = ['--model', own, '--images', join(root, 'cell.png'), '--out', join(root, 'out')];
  await expect(predictCommand([...args, '--average', own, '--average', other])).rejects.toMatchObject({
    code: 'models-differ',
    subject: other,
    message: `${other} cannot be averaged with the model: its network has another width.`,
  });
});

/** A model through every format that `export` writes, read again where the studio reads it. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-web';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildGraph } from '../network/buildGraph';
import { initWeights } from '../network/initWeights';
import { writeSafetensors } from '../pipeline/export/writeSafetensors';
import { tinyModelInfo } from '../testing/tinyModelInfo';
import { tinySpec } from '../testing/tinySpec';
import { exportCommand } from './exportCommand';
import { readModel } from './readModel';

const SPEC = tinySpec({ width: 2 });
const info = tinyModelInfo(SPEC);
const model = { info, weights: initWeights(buildGraph(SPEC), 9) };
let root: string;
const at = (name: string) => join(root, name);

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'studio-export-'));
  await writeFile(at('model.safetensors'), writeSafetensors(info, model.weights));
});

afterAll(() => rm(root, { recursive: true }));

async function exported(format: string, out: string): Promise<string[]> {
  const args = ['--model', at('model.safetensors'), '--format', format, '--out', at(out)];
  return JSON.parse(await exportCommand(args)).files;
}

test('writes safetensors and tf.js files that are read as the model', async () => {
  expect(await exported('safetensors', 'a/again.safetensors')).toEqual([at('a/again.safetensors')]);
  expect(await readModel(at('a/again.safetensors'))).toEqual(model);
  expect(await exported('tfjs', 'b/model.json')).toEqual([at('b/model.json'), at('b/weights.bin')]);
  expect(await readModel(at('b/model.json'))).toEqual(model);
  expect(await exported('tfjs', 'c.zip')).toEqual([at('c.zip')]);
  expect((await readFile(at('c.zip'))).subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
});

test('writes ONNX that ONNX Runtime opens', async () => {
  expect(await exported('onnx', 'model.onnx')).toEqual([at('model.onnx')]);
  const session = await InferenceSession.create(new Uint8Array(await readFile(at('model.onnx'))));
  expect([session.inputNames, session.outputNames]).toEqual([['input'], ['head']]);
  await session.release();
});

test.each([
  ['pickle', 'a.pkl', 'The formats are safetensors, onnx, tfjs.'],
  ['toString', 'a.bin', 'The formats are safetensors, onnx, tfjs.'],
  ['tfjs', 'other.json', 'ends in /model.json, or in .zip.'],
])('refuses the format %s at %s, saying what there is', async (format, out, hint) => {
  await expect(exported(format, out)).rejects.toMatchObject({
    code: 'bad-option',
    hint: expect.stringContaining(hint),
  });
});

/** `export`: a model in another format. */
import { basename, dirname } from 'node:path';
import { studioError } from '../common/errors';
import { tf } from '../gpu/tf';
import { buildGraph } from '../network/buildGraph';
import { toOnnx } from '../network/lowerings/onnx/toOnnx';
import { layersModelFiles, TOPOLOGY_FILE } from '../pipeline/export/layersModelFiles';
import type { SavedModel } from '../pipeline/export/savedModel';
import { writeSafetensors } from '../pipeline/export/writeSafetensors';
import { zipFiles } from '../pipeline/export/zipFiles';
import { readModel } from './readModel';
import { readOptions, required } from './readOptions';
import { writeResult } from './writeResult';

const OPTIONS = { model: 'text', format: 'text', out: 'text' } as const;

/** Each writes a model to a path and resolves to the paths of its files. */
const FORMATS = {
  safetensors: async ({ info, weights }, path) => [await put(path, writeSafetensors(info, weights))],
  onnx: async ({ info, weights }, path) => [await put(path, toOnnx(buildGraph(info.spec), weights))],
  tfjs: writeLayersModel,
} satisfies Record<string, (model: SavedModel, path: string) => Promise<string[]>>;

/** Resolves to one line of JSON: the files written. Throws `bad-option`, what reading the model throws, `cannot-write`. */
export async function exportCommand(args: readonly string[]): Promise<string> {
  const given = readOptions(args, OPTIONS);
  const out = required('out', given.out);
  const format = required('format', given.format);
  if (!isFormat(format)) throw unknownFormat(format);
  const model = await readModel(required('model', given.model));
  return JSON.stringify({ files: await FORMATS[format](model, out) });
}

function isFormat(name: string): name is keyof typeof FORMATS {
  return Object.hasOwn(FORMATS, name);
}

/** Two files, which name each other: as model.json with weights.bin beside it, or both in one zip. */
async function writeLayersModel({ info, weights }: SavedModel, path: string): Promise<string[]> {
  const isZip = path.endsWith('.zip');
  if (!isZip && basename(path) !== TOPOLOGY_FILE) throw badPath(path);
  await tf.setBackend('cpu');
  const files = layersModelFiles(info, weights);
  if (isZip) return [await put(path, zipFiles(files))];
  const written: string[] = [];
  for (const { name, bytes } of files) written.push(await writeResult(dirname(path), name, bytes));
  return written;
}

function put(path: string, bytes: Uint8Array): Promise<string> {
  return writeResult(dirname(path), basename(path), bytes);
}

function unknownFormat(format: string) {
  const list = Object.keys(FORMATS).join(', ');
  return studioError('bad-option', `There is no format "${format}".`, `The formats are ${list}.`, format);
}

function badPath(path: string) {
  return studioError(
    'bad-option',
    `${path} is no place for a tf.js model, which is two files.`,
    `Give --out a path that ends in /${TOPOLOGY_FILE}, or in .zip.`,
    path,
  );
}

/** `predict`: a model and images in, one label PNG an image out, scores where the truth is given. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { studioError } from '../common/errors';
import { timeLeft } from '../common/timeLeft';
import type { SourceImage } from '../domain/example';
import type { ModelInfo } from '../domain/train';
import { makeNetwork } from '../gpu/makeNetwork';
import type { Network } from '../gpu/network';
import type { ImageLibrary } from '../pipeline/data/imageLibrary';
import { labelPng } from '../pipeline/export/labelPng';
import { TOPOLOGY_FILE, WEIGHTS_FILE } from '../pipeline/export/layersModelFiles';
import { maskNames } from '../pipeline/export/maskNames';
import { readLayersModel } from '../pipeline/export/readLayersModel';
import { readSafetensors } from '../pipeline/export/readSafetensors';
import type { SavedModel } from '../pipeline/export/savedModel';
import { predictSource } from '../pipeline/predict/predictSource';
import { loadPairs, ownName } from './loadPairs';
import { openDevice } from './openDevice';
import { report } from './progress';
import { readOptions, required } from './readOptions';
import { ScoreSheet } from './scoreSheet';
import { asJson, writeResult } from './writeResult';

const OPTIONS = { model: 'text', images: 'text', out: 'text', truth: 'text' } as const;

/** Resolves to one line of JSON: the files written and the mean scores. */
export async function predictCommand(args: readonly string[]): Promise<string> {
  const given = readOptions(args, OPTIONS);
  const out = required('out', given.out);
  const { info, weights } = await readModel(required('model', given.model));
  const library = await loadPairs(required('images', given.images), given.truth);
  const network = makeNetwork(await openDevice(), info.spec, weights);
  const sheet = given.truth === undefined ? null : new ScoreSheet(info.classes);
  const files = await segmentAll({ network, info, out, sheet }, library);
  if (sheet) files.push(await writeResult(out, 'scores.json', asJson(sheet.content())));
  return JSON.stringify({ files, mean: sheet?.content().mean ?? null });
}

/** What every image of a command is segmented with. */
interface Work {
  readonly network: Network;
  readonly info: ModelInfo;
  readonly out: string;
  readonly sheet: ScoreSheet | null;
}

async function segmentAll(work: Work, library: ImageLibrary): Promise<string[]> {
  const ids = library.dataset().images.map(({ id }) => id);
  const names = maskNames(ids.map(ownName));
  const started = performance.now();
  const files: string[] = [];
  for (const [index, id] of ids.entries()) {
    files.push(await segment(work, await library.source(id), names[index] ?? id));
    const done = index + 1;
    const left = ids.length - done;
    const rest = left === 0 ? 'done' : timeLeft(((performance.now() - started) / done) * left);
    report(`segmented ${ownName(id)}, ${done} of ${ids.length}, ${rest}`);
  }
  return files;
}

async function segment(
  { network, info, out, sheet }: Work,
  source: SourceImage,
  name: string,
): Promise<string> {
  const { id, labels: truth } = source;
  const found = await predictSource(network, info, source);
  const { labels, width, height } = found;
  if (truth) sheet?.add(ownName(id), truth, found);
  return writeResult(out, name, labelPng(labels, width, height));
}

/** A .safetensors file, or a model.json with its weights beside it. Throws `bad-model`, `unreadable-file`. */
async function readModel(path: string): Promise<SavedModel> {
  const bytes = await bytesOf(path);
  if (!path.endsWith('.json')) return readSafetensors(bytes, path);
  const weights = await bytesOf(join(dirname(path), WEIGHTS_FILE));
  return readLayersModel([
    { name: TOPOLOGY_FILE, bytes },
    { name: WEIGHTS_FILE, bytes: weights },
  ]);
}

async function bytesOf(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (cause) {
    throw studioError(
      'unreadable-file',
      `The model ${path} could not be read.`,
      'Check the path.',
      path,
      cause,
    );
  }
}

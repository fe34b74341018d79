/** `predict`: a model and images in, one label PNG an image out, scores where the truth is given. */
import { timeLeft } from '../common/timeLeft';
import type { SourceImage } from '../domain/example';
import type { ModelInfo } from '../domain/train';
import { makeNetwork } from '../gpu/makeNetwork';
import type { Network } from '../gpu/network';
import type { ImageLibrary } from '../pipeline/data/imageLibrary';
import { labelPng } from '../pipeline/export/labelPng';
import { maskNames } from '../pipeline/export/maskNames';
import { predictSource } from '../pipeline/predict/predictSource';
import { loadPairs, ownName } from './loadPairs';
import { openDevice } from './openDevice';
import { report } from './progress';
import { readModel } from './readModel';
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

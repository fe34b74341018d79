/** `predict`: a model and images in, one label PNG an image out; scores, probabilities and objects where asked for. */
import { basename, resolve } from 'node:path';
import { studioError } from '../common/errors';
import { timeLeft } from '../common/timeLeft';
import type { SourceImage } from '../domain/example';
import type { PixelSize } from '../domain/scale';
import type { ModelInfo } from '../domain/train';
import { makeNetwork } from '../gpu/makeNetwork';
import { SQUARE_SYMMETRIES } from '../imaging/squareSymmetries';
import type { WeightMap } from '../network/parameterTable';
import type { ImageLibrary } from '../pipeline/data/imageLibrary';
import { labelPng } from '../pipeline/export/labelPng';
import { maskNames } from '../pipeline/export/maskNames';
import { type ProbabilityPlanes, writeProbabilityTiff } from '../pipeline/export/probabilityTiff';
import { checkAlike } from '../pipeline/predict/checkAlike';
import { predictSource } from '../pipeline/predict/predictSource';
import { pathsAt } from './filesAt';
import { loadPairs, ownName } from './loadPairs';
import { ObjectSheet } from './objectSheet';
import { openDevice } from './openDevice';
import { report } from './progress';
import { readModel } from './readModel';
import { readOptions, required } from './readOptions';
import { ScoreSheet } from './scoreSheet';
import { type LargeWork, refuseWholeOnly, segmentLarge } from './segmentLarge';
import { keepWhole, streamResult } from './streamResult';
import { asJson, writeResult } from './writeResult';

const OPTIONS = {
  model: 'text',
  images: 'text',
  out: 'text',
  truth: 'text',
  instances: 'flag',
  probabilities: 'flag',
  tta: 'flag',
  average: 'texts',
} as const;

/** Resolves to one line of JSON: the files written, the mean scores, and what the objects amount to; null if not asked for. */
export async function predictCommand(args: readonly string[]): Promise<string> {
  const given = readOptions(args, OPTIONS);
  const out = required('out', given.out);
  const model = required('model', given.model);
  const { info, weights } = await readModel(model);
  const averaged = await alikeModels(info, given.average ?? []);
  const images = required('images', given.images);
  const library = await loadPairs(images, given.truth);
  const names = maskNames(library.dataset().images.map(({ id }) => ownName(id)));
  const inputs = [
    ...(await pathsAt(images)),
    ...(given.truth === undefined ? [] : await pathsAt(given.truth)),
  ];
  refuseOverwriting(out, names, inputs);
  const device = await openDevice();
  const network = makeNetwork(device, info.spec, weights);
  const sheet = given.truth === undefined ? null : new ScoreSheet(info.classes);
  const objects = given.instances ? new ObjectSheet(basename(model), info) : null;
  const probabilities = given.probabilities ?? false;
  const averaging = {
    others: averaged.map((own) => makeNetwork(device, info.spec, own)),
    ...(given.tta && { symmetries: SQUARE_SYMMETRIES }),
  };
  const work = { network, info, out, sheet, objects, probabilities, averaging };
  const files = await segmentAll(work, library, names);
  if (objects) files.push(await writeResult(out, 'objects.csv', objects.csv()));
  if (sheet) files.push(await writeResult(out, 'scores.json', asJson(sheet.content())));
  const mean = sheet?.content().mean ?? null;
  return JSON.stringify({ files, mean, objects: objects?.totals() ?? null });
}

/** The weights of the models at these paths. Throws what readModel throws, `models-differ`. */
async function alikeModels(own: ModelInfo, paths: readonly string[]): Promise<WeightMap[]> {
  const models = await Promise.all(paths.map(readModel));
  const named = models.map(({ info }, index) => ({ name: paths[index] ?? '', info }));
  checkAlike(own, named);
  return models.map(({ weights }) => weights);
}

/** What every image of a command is segmented with. */
interface Work extends LargeWork {
  readonly sheet: ScoreSheet | null;
  readonly objects: ObjectSheet | null;
}

async function segmentAll(work: Work, library: ImageLibrary, names: readonly string[]): Promise<string[]> {
  const { images } = library.dataset();
  const ids = images.map(({ id }) => id);
  const large = images.find((image) => image.large);
  if (work.objects && large) refuseWholeOnly(ownName(large.id), '--instances');
  if (work.sheet && large) refuseWholeOnly(ownName(large.id), '--truth');
  const started = performance.now();
  const files: string[] = [];
  for (const [index, id] of ids.entries()) {
    const name = names[index] ?? id;
    const isLarge = images[index]?.large ?? false;
    files.push(
      ...(await (isLarge
        ? segmentLarge(work, await library.rows(id), name)
        : segment(work, await library.source(id), name))),
    );
    const done = index + 1;
    const left = ids.length - done;
    const rest = left === 0 ? 'done' : timeLeft(((performance.now() - started) / done) * left);
    report(`segmented ${ownName(id)}, ${done} of ${ids.length}, ${rest}`);
  }
  return files;
}

/** The paths of the files written for one image, its label PNG first. */
async function segment(work: Work, source: SourceImage, name: string): Promise<string[]> {
  const { network, info, out, sheet, objects, probabilities, averaging } = work;
  const { id, labels: truth, pixelSize } = source;
  const found = await predictSource(network, info, source, averaging);
  const { labels, width, height } = found;
  if (truth) sheet?.add(ownName(id), truth, found);
  const stem = name.replace(/\.png$/, '');
  const files = [await writeResult(out, name, labelPng(labels, width, height))];
  if (probabilities) files.push(await writeProbabilities(out, `${stem}.prob.tif`, found, pixelSize));
  if (objects)
    files.push(await writeResult(out, `${stem}.objects.tif`, await objects.add(stem, source, found)));
  return files;
}

/** Straight to the disk: the file is as large as the probabilities themselves. */
async function writeProbabilities(
  out: string,
  name: string,
  planes: ProbabilityPlanes,
  pixelSize: PixelSize | null,
): Promise<string> {
  const file = await streamResult(out, name);
  await keepWhole([file], () => writeProbabilityTiff(file, planes, pixelSize));
  return file.path;
}

/** Throws `bad-option` where a result would take the place of a file that was given. */
function refuseOverwriting(out: string, names: readonly string[], inputs: readonly string[]): void {
  const given = new Set(inputs);
  const taken = names.map((name) => resolve(out, name)).find((path) => given.has(path));
  if (taken === undefined) return;
  throw studioError(
    'bad-option',
    `The mask would be written over ${taken}, which is one of the files given.`,
    'Choose another folder for --out.',
    taken,
  );
}

/** `predict`: a model and images in, one label PNG an image out; scores, probabilities and objects where asked for. */
import { basename, resolve } from 'node:path';
import { studioError } from '../common/errors';
import { timeLeft } from '../common/timeLeft';
import type { ImageItem } from '../domain/data';
import type { SourceImage } from '../domain/example';
import type { PixelSize } from '../domain/scale';
import type { ModelInfo } from '../domain/train';
import { makeNetwork } from '../gpu/makeNetwork';
import { SQUARE_SYMMETRIES } from '../imaging/squareSymmetries';
import type { WeightMap } from '../network/parameterTable';
import type { ImageLibrary } from '../pipeline/data/imageLibrary';
import { labelPng } from '../pipeline/export/labelPng';
import { type ProbabilityPlanes, writeProbabilityTiff } from '../pipeline/export/probabilityTiff';
import { resultStems } from '../pipeline/export/resultStems';
import { ScoreSheet } from '../pipeline/export/scoreSheet';
import { checkAlike } from '../pipeline/predict/checkAlike';
import { predictSource } from '../pipeline/predict/predictSource';
import { ExtraFiles, extraNames, extraWishes } from './extraFiles';
import { pathsAt } from './filesAt';
import { loadPairs, ownName } from './loadPairs';
import { foundObjects, ObjectSheet } from './objectSheet';
import { openDevice } from './openDevice';
import { report } from './progress';
import { readModel } from './readModel';
import { readOptions, required } from './readOptions';

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
  outlines: 'text',
  overlay: 'flag',
  stack: 'flag',
  average: 'texts',
} as const;

/** Of images that are held whole. */
const WHOLE_ONLY = ['instances', 'truth', 'outlines', 'overlay', 'stack'] as const;

/** Resolves to one line of JSON: the files written, the mean scores, and what the objects amount to; null if not asked for. */
export async function predictCommand(args: readonly string[]): Promise<string> {
  const given = readOptions(args, OPTIONS);
  const wishes = extraWishes(given);
  const out = required('out', given.out);
  const model = required('model', given.model);
  const { info, weights } = await readModel(model);
  const averaged = await alikeModels(info, given.average ?? []);
  const images = required('images', given.images);
  const library = await loadPairs(images, given.truth);
  const dataset = library.dataset().images;
  const extraFiles = extraNames(wishes);
  const endings = ['.png', ...extraFiles.endings];
  const ownNames = dataset.map(({ id }) => ownName(id));
  const stems = resultStems(ownNames, endings);
  const names = stems.flatMap((stem) => endings.map((ending) => stem + ending));
  const inputs = [
    ...(await pathsAt(images)),
    ...(given.truth === undefined ? [] : await pathsAt(given.truth)),
  ];
  refuseOverwriting(out, [...names, ...extraFiles.names], inputs);
  refuseLarge(dataset, given);
  const device = await openDevice();
  const network = makeNetwork(device, info.spec, weights);
  const sheet = given.truth === undefined ? null : new ScoreSheet(info.classes);
  const objects = given.instances ? new ObjectSheet(basename(model), info) : null;
  const pixels = dataset.reduce((sum, { width, height }) => sum + width * height, 0);
  const extra = wishes.any ? await ExtraFiles.open(out, info, wishes, pixels) : null;
  const probabilities = given.probabilities ?? false;
  const averaging = {
    others: averaged.map((own) => makeNetwork(device, info.spec, own)),
    onSmallerTile: (side: number, wanted: number) =>
      report(`tiles of ${side} px instead of ${wanted} px: the graphics memory has no room for larger ones`),
    ...(given.tta && { symmetries: SQUARE_SYMMETRIES }),
  };
  const work = { network, info, out, sheet, objects, extra, probabilities, averaging };
  const files: string[] = [];
  const streamed = extra?.streamed ?? [];
  await keepWhole(streamed, async () => {
    files.push(...(await segmentAll(work, library, stems)));
    await extra?.end();
  });
  files.push(...streamed.map(({ path }) => path));
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
  readonly extra: ExtraFiles | null;
}

/** Throws `image-too-large` where something was asked for that is made of whole images. */
function refuseLarge(images: readonly ImageItem[], given: Readonly<Record<string, unknown>>): void {
  const large = images.find((image) => image.large);
  const option = WHOLE_ONLY.find((name) => given[name] !== undefined);
  if (large && option) refuseWholeOnly(ownName(large.id), option);
}

async function segmentAll(work: Work, library: ImageLibrary, stems: readonly string[]): Promise<string[]> {
  const { images } = library.dataset();
  const ids = images.map(({ id }) => id);
  const started = performance.now();
  const files: string[] = [];
  for (const [index, id] of ids.entries()) {
    const stem = stems[index] ?? id;
    const isLarge = images[index]?.large ?? false;
    files.push(
      ...(await (isLarge
        ? segmentLarge(work, await library.rows(id), `${stem}.png`)
        : segment(work, await library.source(id), stem))),
    );
    const done = index + 1;
    const left = ids.length - done;
    const rest = left === 0 ? 'done' : timeLeft(((performance.now() - started) / done) * left);
    report(`segmented ${ownName(id)}, ${done} of ${ids.length}, ${rest}`);
  }
  return files;
}

/** The paths of the files written for one image, its label PNG first. */
async function segment(work: Work, source: SourceImage, stem: string): Promise<string[]> {
  const { network, info, out, sheet, objects, extra, probabilities, averaging } = work;
  const { id, labels: truth, pixelSize } = source;
  const found = await predictSource(network, info, source, averaging);
  const { labels, width, height } = found;
  if (truth) sheet?.add(ownName(id), truth, found);
  const files = [await writeResult(out, `${stem}.png`, labelPng(labels, width, height))];
  if (probabilities) files.push(await writeProbabilities(out, `${stem}.prob.tif`, found, pixelSize));
  if (!objects && !extra) return files;
  const cut = foundObjects(source, found);
  if (objects)
    files.push(await writeResult(out, `${stem}.objects.tif`, await objects.add(ownName(id), source, cut)));
  if (extra) files.push(...(await extra.add({ source, name: ownName(id), stem, labels, ...cut })));
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

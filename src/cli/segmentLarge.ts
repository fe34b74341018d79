/** `predict` on an image that is never held whole: read, segmented and written by rows. */
import { studioError } from '../common/errors';
import { HeldBytes } from '../common/heldBytes';
import { timeLeft } from '../common/timeLeft';
import type { ModelInfo } from '../domain/train';
import type { Network } from '../gpu/network';
import type { SourceRows } from '../pipeline/data/rowSource';
import { LabelPngWriter } from '../pipeline/export/labelPngWriter';
import { ProbabilityStripWriter } from '../pipeline/export/probabilityTiff';
import { predictSourceStrips, type SourceOptions } from '../pipeline/predict/predictSource';
import type { ResultStrip } from '../pipeline/predict/stripOutlet';
import { report, spacedReport } from './progress';
import { keepWhole, type StreamedFile, streamResult } from './streamResult';

export interface LargeWork {
  readonly network: Network;
  readonly info: ModelInfo;
  readonly out: string;
  readonly probabilities: boolean;
  /** What each tile's probabilities are averaged over. */
  readonly averaging: Pick<SourceOptions, 'symmetries' | 'others' | 'onSmallerTile'>;
}

/** What takes the strips of one file. */
interface StripFile {
  readonly file: StreamedFile;
  readonly writer: { append(strip: ResultStrip): Promise<void>; end(): Promise<void> };
}

/**
 * The paths of the files written, the label PNG first; `name` is its name. Tells progress with the time left. A file that
 * is not whole is taken away again.
 */
export async function segmentLarge(work: LargeWork, source: SourceRows, name: string): Promise<string[]> {
  const streamed: StreamedFile[] = [];
  await keepWhole(streamed, async () => {
    const files: StripFile[] = [];
    const open = async (made: Promise<StripFile>) => {
      files.push(await made);
      streamed.push((await made).file);
    };
    await open(labelFile(work, source, name));
    if (work.probabilities) await open(probabilityFile(work, source, name));
    await predictInto(work, source, name, files);
    for (const { writer } of files) await writer.end();
  });
  return streamed.map(({ path }) => path);
}

/** What only whole images have. */
const WHOLE_ONLY = {
  instances: 'objects are found',
  truth: 'scores are taken',
  outlines: 'objects are found',
  overlay: 'pictures are drawn',
  stack: 'stacks are made',
} as const;

/** Throws `image-too-large` naming the option. */
export function refuseWholeOnly(name: string, option: keyof typeof WHOLE_ONLY): never {
  throw studioError(
    'image-too-large',
    `${name} is too large to be held whole, and ${WHOLE_ONLY[option]} in whole images.`,
    `Leave out --${option}, or cut parts out of the image.`,
    name,
  );
}

async function labelFile({ out }: LargeWork, { rows }: SourceRows, name: string): Promise<StripFile> {
  const file = await streamResult(out, name);
  const png = new LabelPngWriter(file, rows.width, rows.height);
  const append = (strip: ResultStrip) => png.append(strip.labels);
  return { file, writer: { append, end: () => png.end() } };
}

async function probabilityFile(
  { out, info }: LargeWork,
  { rows, pixelSize }: SourceRows,
  name: string,
): Promise<StripFile> {
  const file = await streamResult(out, name.replace(/\.png$/, '.prob.tif'));
  const { width, height } = rows;
  const shape = { width, height, classes: info.spec.classes };
  return { file, writer: new ProbabilityStripWriter(file, shape, pixelSize) };
}

async function predictInto(
  { network, info, averaging }: LargeWork,
  source: SourceRows,
  name: string,
  files: readonly StripFile[],
): Promise<void> {
  const held = new HeldBytes();
  const tell = spacedReport(5000);
  const started = performance.now();
  const onTile = (done: number, total: number) => {
    const left = timeLeft(((performance.now() - started) / done) * (total - done));
    tell(() => `${name}: ${done} of ${total} tiles, ${left}`, false);
  };
  const options = { onTile, held, ...averaging };
  await predictSourceStrips(network, info, source, options, async (strip) => {
    for (const { writer } of files) await writer.append(strip);
  });
  report(`${name}: held ${(held.peak / 1e6).toFixed(0)} MB of pixels at most`);
}

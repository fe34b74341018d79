/** The files that hold all images of an export, written while the images come: tables, COCO, scores, stacks of masks. */
import { maskStacks, type ResultKind, type ResultsRequest } from '../../domain/exports';
import type { ClassInfo } from '../../domain/labels';
import { DEFAULT_OBJECTS } from '../../domain/objects';
import type { Size } from '../../imaging/resize';
import { LabelStackWriter } from './labelStack';
import { CocoWriter } from './objectCoco';
import { objectCsvHead, objectCsvRows } from './objectCsv';
import type { Provenance } from './provenance';
import type { NamedResult } from './resultImage';
import type { FinishedFile } from './resultOutlet';
import { resultStems } from './resultStems';
import { ScoreSheet } from './scoreSheet';
import type { Scratch, ScratchFile } from './scratch';
import { type ImageTotals, totalsCsv } from './totalsCsv';

export interface CollectedFiles {
  /** The next image, in the order of the request. */
  add(image: NamedResult): Promise<void>;
  /** After the last. Names are within the folder of their kind. */
  end(): Promise<FinishedFile[]>;
}

export interface CollectContext {
  readonly request: ResultsRequest;
  readonly classes: readonly ClassInfo[];
  readonly provenance: Provenance;
  readonly scratch: Scratch;
  /** Of an image of the request; without truth where that has classes that the model does not know. */
  about(imageId: string): Size & { readonly hasTruth: boolean };
}

/** Null for kinds of which every image has files of its own. */
export async function collectedFiles(
  kind: ResultKind,
  context: CollectContext,
): Promise<CollectedFiles | null> {
  if (kind === 'measurements') return await measurements(context);
  if (kind === 'coco') return await coco(context);
  if (kind === 'totals') return totals(context);
  if (kind === 'scores') return scores(context);
  return kind === 'maskStack' ? new Stacks(context) : null;
}

async function measurements(context: CollectContext): Promise<CollectedFiles> {
  const { request, classes, provenance, scratch } = context;
  const text = await textFile(scratch, objectCsvHead(provenance, request.channels));
  return {
    add: ({ name, objects }) =>
      text.append(objectCsvRows({ name, objects: objects.rows }, classes, request.channels)),
    end: async () => [await text.finish('measurements.csv')],
  };
}

async function coco({ request, classes, provenance, scratch }: CollectContext): Promise<CollectedFiles> {
  const writer = new CocoWriter(classes, request.settings.background, JSON.stringify(provenance));
  const text = await textFile(scratch, writer.head());
  return {
    add: ({ name, objects: { map, rows }, outlines }) =>
      text.append(writer.add({ name, objects: map, rows, outlines: outlines() })),
    end: async () => {
      await text.append(writer.tail());
      return [await text.finish('coco.json')];
    },
  };
}

function totals({ classes, provenance }: CollectContext): CollectedFiles {
  const images: ImageTotals[] = [];
  return {
    add: async ({ name, objects }) => {
      images.push({ name, totals: objects.totals });
    },
    end: async () => [heldFile('totals.csv', totalsCsv(provenance, classes, images))],
  };
}

/** No file where no image has a mask. */
function scores({ request, classes, provenance, about }: CollectContext): CollectedFiles {
  const sheet = new ScoreSheet(classes);
  let scored = 0;
  const isAsSet = JSON.stringify(request.settings) !== JSON.stringify(DEFAULT_OBJECTS);
  return {
    add: async ({ name, source: { labels: truth }, predicted, objects }) => {
      if (truth === null || !about(name).hasTruth) return;
      scored += 1;
      sheet.add(name, truth, { ...predicted, one: 255 }, isAsSet ? objects.scores : null);
    },
    end: async () => {
      const content = { provenance, ...sheet.content() };
      return scored === 0 ? [] : [heldFile('scores.json', `${JSON.stringify(content, null, 2)}\n`)];
    },
  };
}

/** A stack of pages becomes a stack of masks; images with a file of their own are a stack together. */
class Stacks implements CollectedFiles {
  private readonly open = new Map<
    string,
    { readonly writer: LabelStackWriter; readonly file: ScratchFile }
  >();
  private readonly pathOf = new Map<string, string>();
  private readonly pixels = new Map<string, number>();

  constructor(private readonly context: CollectContext) {
    for (const [path, ids] of maskStacks(context.request.imageIds)) {
      const sizes = ids.map((id) => context.about(id));
      this.pixels.set(
        path,
        sizes.reduce((sum, { width, height }) => sum + width * height, 0),
      );
      for (const id of ids) this.pathOf.set(id, path);
    }
  }

  async add({ name, objects: { map, labels }, source: { pixelSize } }: NamedResult): Promise<void> {
    const { writer } = await this.stackOf(this.pathOf.get(name) ?? '');
    await writer.add({ width: map.width, height: map.height, labels, pixelSize });
  }

  async end(): Promise<FinishedFile[]> {
    const stems = resultStems(
      [...this.open.keys()].map((path) => path || LOOSE),
      ['.tif'],
    );
    const files = [...this.open.values()].map(async ({ writer, file }, index) => {
      await writer.end();
      return finished(file, `${stems[index] ?? LOOSE}.tif`, false);
    });
    return await Promise.all(files);
  }

  private async stackOf(path: string) {
    const { classes, scratch } = this.context;
    const known = this.open.get(path);
    if (known) return known;
    const file = await scratch.create();
    const opened = { file, writer: new LabelStackWriter(file, classes.length, this.pixels.get(path) ?? 0) };
    this.open.set(path, opened);
    return opened;
  }
}

/** What the stack of images with files of their own is called. */
const LOOSE = 'masks';

async function textFile(scratch: Scratch, head: string) {
  const file = await scratch.create();
  const encoder = new TextEncoder();
  const append = (text: string) => file.append(encoder.encode(text));
  await append(head);
  return { append, finish: (name: string) => finished(file, name, true) };
}

async function finished(file: ScratchFile, name: string, deflate: boolean): Promise<FinishedFile> {
  return { name, deflate, blob: await file.blob(), drop: () => file.drop() };
}

/** A small file, made in memory. */
export function heldFile(name: string, content: string | Uint8Array<ArrayBuffer>): FinishedFile {
  return { name, deflate: true, blob: new Blob([content]), drop: async () => undefined };
}

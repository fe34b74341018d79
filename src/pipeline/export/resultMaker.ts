/** Puts the files of an export together, kind by kind and image by image. One maker an export. Called by makeResults. */
import { StudioError } from '../../common/errors';
import { type MadeResults, type ResultKind, type ResultsRequest, resultFiles } from '../../domain/exports';
import type { ClassInfo } from '../../domain/labels';
import { objectOutlines, type Polygon } from '../../imaging/objects/outlines';
import type { Size } from '../../imaging/resize';
import { MemorySink } from './byteSink';
import { type CollectedFiles, collectedFiles, heldFile } from './collectedFiles';
import { IMAGE_FILES, type ImageKind, isImageKind, type ResultFile } from './imageFiles';
import type { Provenance } from './provenance';
import type { NamedResult, ResultImage } from './resultImage';
import { ENDINGS, FOLDERS, LONE_ENDINGS, ZIP_NAMES } from './resultNames';
import { type FinishedFile, type ResultOutlet, singleOutlet, zipOutlet } from './resultOutlet';
import { resultStems } from './resultStems';
import type { Scratch } from './scratch';

/** Where the images come from. */
export interface ResultSource {
  /** Of the model. */
  readonly classes: readonly ClassInfo[];
  readonly provenance: Provenance;
  /** Known without its pixels. Throws `no-such-image` where it is not predicted. */
  about(imageId: string): Size & { readonly hasTruth: boolean };
  /** One at a time; the last one is not looked at any more. */
  image(imageId: string): Promise<ResultImage>;
}

export class ResultMaker {
  private readonly stems: readonly string[];
  private readonly leftOut: string[] = [];
  private readonly names: string[] = [];

  private constructor(
    private readonly request: ResultsRequest,
    private readonly source: ResultSource,
    private readonly scratch: Scratch,
    private readonly collected: ReadonlyMap<ResultKind, CollectedFiles>,
    /** Whether all comes to one file, which needs no zip. */
    private readonly isLone: boolean,
    private readonly outlet: ResultOutlet,
  ) {
    this.stems = resultStems(request.imageIds, [...new Set(Object.values(ENDINGS))]);
  }

  static async begin(request: ResultsRequest, source: ResultSource, scratch: Scratch): Promise<ResultMaker> {
    const isLone = fileCount(request, source) === 1;
    const outlet = isLone ? singleOutlet() : await zipOutlet(scratch);
    const { classes, provenance } = source;
    const context = { request, classes, provenance, scratch, about: (id: string) => source.about(id) };
    const collected = new Map<ResultKind, CollectedFiles>();
    for (const kind of request.kinds) {
      const files = await collectedFiles(kind, context);
      if (files) collected.set(kind, files);
    }
    return new ResultMaker(request, source, scratch, collected, isLone, outlet);
  }

  /** Image `index` of the request, under the names of its files. */
  named(image: ResultImage, index: number): NamedResult {
    const name = this.request.imageIds[index] ?? '';
    let traced: Polygon[][] | null = null;
    const outlines = () => {
      traced ??= objectOutlines(image.objects.map);
      return traced;
    };
    return { ...image, name, stem: this.stems[index] ?? name, classes: this.source.classes, outlines };
  }

  /** The files of one kind of one image. */
  async make(kind: ResultKind, image: NamedResult): Promise<void> {
    await this.collected.get(kind)?.add(image);
    if (!isImageKind(kind)) return;
    for (const file of IMAGE_FILES[kind](image, this.request.overlay)) await this.makeOwn(kind, image, file);
  }

  /** After the last image: the files of all of them, and the end of the zip. */
  async end(): Promise<MadeResults> {
    const { request, names, leftOut, isLone } = this;
    for (const [kind, collected] of this.collected) {
      for (const file of await collected.end())
        await this.take({ ...file, name: this.folderOf(kind) + file.name });
    }
    const files = names.length;
    if (!isLone) await this.outlet.take(heldFile('export.json', this.contents()));
    const [kind] = request.kinds;
    const zip = request.kinds.length === 1 && kind ? ZIP_NAMES[kind] : 'results.zip';
    const lone = names[0]?.replace(/^.*\//, '') ?? zip;
    return { name: isLone ? lone : zip, blob: await this.outlet.end(), files, leftOut };
  }

  private async makeOwn(kind: ImageKind, image: NamedResult, file: ResultFile): Promise<void> {
    const path = this.folderOf(kind) + file.folder + image.stem;
    const name = path + (this.isLone ? LONE_ENDINGS[kind] : ENDINGS[kind]);
    try {
      await this.take(await this.written(file, name));
    } catch (thrown) {
      const isRefusal = thrown instanceof StudioError && thrown.code === 'too-many-objects';
      if (!isRefusal || this.isLone || this.request.kinds.length === 1) throw thrown;
      this.leftOut.push(`${name} is not in the zip. ${thrown.message} ${thrown.hint}`);
    }
  }

  private async take(file: FinishedFile): Promise<void> {
    this.names.push(file.name);
    await this.outlet.take(file);
  }

  private async written({ write, isLong, deflate }: ResultFile, name: string): Promise<FinishedFile> {
    if (!isLong) {
      const sink = new MemorySink();
      await write(sink);
      return { ...heldFile(name, sink.bytes()), deflate };
    }
    const file = await this.scratch.create();
    await write(file);
    return { name, deflate, blob: await file.blob(), drop: () => file.drop() };
  }

  /** Files of a single kind need no folder of their own. */
  private folderOf(kind: ResultKind): string {
    return this.request.kinds.length === 1 ? '' : FOLDERS[kind];
  }

  /** What the files are: for whoever finds the zip later. */
  private contents(): string {
    const { request, source, stems, leftOut } = this;
    const { kinds, overlay, imageIds } = request;
    const classes = source.classes.map(({ name, color }, value) => ({ value, name, color }));
    const images = imageIds.map((image, index) => ({ image, files: stems[index] }));
    return `${JSON.stringify({ ...source.provenance, classes, kinds, overlay, images, leftOut }, null, 2)}\n`;
  }
}

function fileCount({ kinds, imageIds }: ResultsRequest, source: ResultSource): number {
  const images = imageIds.map((id) => ({ id, hasTruth: source.about(id).hasTruth }));
  return kinds.reduce((sum, kind) => sum + resultFiles(kind, images, source.classes.length), 0);
}

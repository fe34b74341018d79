/** `predict --outlines`, `--overlay` and `--stack`: outlines and pictures beside the masks, and all masks in one file. */
import { studioError } from '../common/errors';
import type { SourceImage } from '../domain/example';
import type { OverlayStyle } from '../domain/exports';
import { DEFAULT_OBJECTS, type MeasuredObject, type ObjectMap } from '../domain/objects';
import type { ModelInfo } from '../domain/train';
import { objectOutlines } from '../imaging/objects/outlines';
import { LabelStackWriter } from '../pipeline/export/labelStack';
import { CocoWriter } from '../pipeline/export/objectCoco';
import { objectGeoJson } from '../pipeline/export/objectGeoJson';
import { objectRois } from '../pipeline/export/objectRois';
import { overlayPng } from '../pipeline/export/overlayPng';
import { zipFiles } from '../pipeline/export/zipFiles';
import { type StreamedFile, streamResult } from './streamResult';
import { writeResult } from './writeResult';

const OUTLINE_FORMATS = ['geojson', 'rois', 'coco'] as const;

export interface ExtraWishes {
  /** Null for none. */
  readonly outlines: (typeof OUTLINE_FORMATS)[number] | null;
  readonly overlay: boolean;
  readonly stack: boolean;
  /** Whether anything of this is wished for. */
  readonly any: boolean;
}

/** One image with what was found in it. */
export interface ExtraImage {
  readonly source: SourceImage;
  /** As its file is called. */
  readonly name: string;
  /** What its files are called, without their endings. */
  readonly stem: string;
  /** [height, width] */
  readonly labels: Uint8Array;
  readonly objects: ObjectMap;
  readonly rows: readonly MeasuredObject[];
}

/** Of the files of one image. */
const ENDINGS = { geojson: '.geojson', rois: '.RoiSet.zip', overlay: '.overlay.png' } as const;
const COCO = 'coco.json';
const STACK = 'masks.tif';

/** As the page draws predictions at first, the background left clear. */
const STYLE: OverlayStyle = { opacity: 0.6, outlines: true, hidden: [0], channels: null };

/** Throws `bad-option` for a format of outlines that there is not. */
export function extraWishes({ outlines, overlay, stack }: GivenExtras): ExtraWishes {
  const format = OUTLINE_FORMATS.find((name) => name === outlines) ?? null;
  if (outlines !== undefined && format === null) throw unknownOutlines(outlines);
  const any = format !== null || overlay !== undefined || stack !== undefined;
  return { outlines: format, overlay: overlay ?? false, stack: stack ?? false, any };
}

interface GivenExtras {
  readonly outlines: string | undefined;
  readonly overlay: true | undefined;
  readonly stack: true | undefined;
}

function unknownOutlines(format: string) {
  return studioError(
    'bad-option',
    `There is no format of outlines called "${format}".`,
    `Give --outlines ${OUTLINE_FORMATS.join(', ')}.`,
    format,
  );
}

/** Endings of the files of each image, and names of those of all images. */
export function extraNames({ outlines, overlay, stack }: ExtraWishes) {
  const endings = [
    ...(outlines === null || outlines === 'coco' ? [] : [ENDINGS[outlines]]),
    ...(overlay ? [ENDINGS.overlay] : []),
  ];
  return { endings, names: [...(outlines === 'coco' ? [COCO] : []), ...(stack ? [STACK] : [])] };
}

export class ExtraFiles {
  private coco: { readonly file: StreamedFile; readonly writer: CocoWriter } | null = null;
  private stack: { readonly file: StreamedFile; readonly writer: LabelStackWriter } | null = null;

  private constructor(
    private readonly out: string,
    private readonly info: ModelInfo,
    private readonly wishes: ExtraWishes,
  ) {}

  /** `pixels` are those of all images together. */
  static async open(out: string, info: ModelInfo, wishes: ExtraWishes, pixels: number): Promise<ExtraFiles> {
    const extra = new ExtraFiles(out, info, wishes);
    if (wishes.outlines === 'coco') {
      const writer = new CocoWriter(info.classes, DEFAULT_OBJECTS.background, 'U-Net Studio');
      extra.coco = { writer, file: await streamResult(out, COCO) };
      await extra.coco.file.append(asBytes(writer.head()));
    }
    if (wishes.stack) {
      const file = await streamResult(out, STACK);
      extra.stack = { file, writer: new LabelStackWriter(file, info.classes.length, pixels) };
    }
    return extra;
  }

  /** The paths of the files written for this image alone. */
  async add(image: ExtraImage): Promise<string[]> {
    const { stem, labels, objects, source } = image;
    const { width, height } = objects;
    await this.stack?.writer.add({ width, height, labels, pixelSize: source.pixelSize });
    const files = await this.writeOutlines(image);
    if (!this.wishes.overlay) return files;
    const picture = overlayPng({ image: source.raster, labels, objects }, this.info.classes, STYLE);
    return [...files, await writeResult(this.out, stem + ENDINGS.overlay, picture)];
  }

  /** The files of all images, to be kept once they are whole: see keepWhole. */
  get streamed(): StreamedFile[] {
    return [this.coco, this.stack].flatMap((open) => (open ? [open.file] : []));
  }

  /** After the last image. */
  async end(): Promise<void> {
    const { coco, stack } = this;
    await coco?.file.append(asBytes(coco.writer.tail()));
    await stack?.writer.end();
  }

  private async writeOutlines({ name, stem, objects, rows }: ExtraImage): Promise<string[]> {
    const { outlines: format } = this.wishes;
    if (format === null) return [];
    const outlines = objectOutlines(objects);
    if (this.coco) {
      await this.coco.file.append(asBytes(this.coco.writer.add({ name, objects, rows, outlines })));
      return [];
    }
    const content =
      format === 'geojson'
        ? objectGeoJson(rows, outlines, this.info.classes, name)
        : zipFiles(objectRois(rows, outlines, this.info.classes, name));
    return [
      await writeResult(this.out, stem + (format === 'geojson' ? ENDINGS.geojson : ENDINGS.rois), content),
    ];
  }
}

function asBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

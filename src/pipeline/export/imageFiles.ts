/** The files made of one predicted image, by kind. Each is made when it is written, so that one at a time is held. */
import type { OverlayStyle, ResultKind } from '../../domain/exports';
import type { ByteSink } from './byteSink';
import { objectPng, probabilityPng } from './greyPng';
import { labelPng } from './labelPng';
import { objectGeoJson } from './objectGeoJson';
import { objectRois } from './objectRois';
import { writeObjectTiff } from './objectTiff';
import { overlayPng } from './overlayPng';
import { writeByteProbabilities } from './probabilityTiff';
import type { NamedResult } from './resultImage';
import { safeName } from './safeName';
import { zipFiles } from './zipFiles';

/** Kinds of which every image has files of its own. */
export type ImageKind = Exclude<ResultKind, 'maskStack' | 'coco' | 'measurements' | 'totals' | 'scores'>;

export interface ResultFile {
  /** Folder within that of its kind, with "/" at the end; '' for none. */
  readonly folder: string;
  /** False where its format is compressed already. */
  readonly deflate: boolean;
  /** Whether it may be much larger than its image, and is written in parts. */
  readonly isLong: boolean;
  write(sink: ByteSink): Promise<void>;
}

export const IMAGE_FILES: Readonly<
  Record<ImageKind, (image: NamedResult, style: OverlayStyle) => readonly ResultFile[]>
> = {
  masks: ({ objects: { map, labels } }) => [packed(() => labelPng(labels, map.width, map.height))],
  objectPng: ({ objects: { map }, name }) => [packed(() => objectPng(map, name))],
  objectTiff: ({ objects: { map: objects }, source: { pixelSize } }) => [
    long((sink) => writeObjectTiff(sink, [{ objects, pixelSize }], 32)),
  ],
  probabilityTiff: ({ predicted, source: { pixelSize } }) => [
    long((sink) => writeByteProbabilities(sink, predicted, pixelSize)),
  ],
  probabilityPng: probabilityPngs,
  overlay: (image, style) => [
    packed(() =>
      overlayPng(
        { image: image.source.raster, labels: image.objects.labels, objects: image.objects.map },
        image.classes,
        style,
      ),
    ),
  ],
  geojson: ({ objects: { rows }, outlines, classes, name }) => [
    {
      ...packed(() => new TextEncoder().encode(objectGeoJson(rows, outlines(), classes, name))),
      deflate: true,
    },
  ],
  rois: ({ objects: { rows }, outlines, classes, name }) => [
    packed(() => zipFiles(objectRois(rows, outlines(), classes, name))),
  ],
};

/** One a class, in a folder that is called after it. */
function probabilityPngs({ predicted, classes }: NamedResult): ResultFile[] {
  const { width, height, probabilities } = predicted;
  const pixels = width * height;
  return Array.from({ length: predicted.classes }, (_, index) => {
    const plane = probabilities.subarray(index * pixels, (index + 1) * pixels);
    const folder = `${safeName(`${index}-${classes[index]?.name ?? 'class'}`)}/`;
    return { ...packed(() => probabilityPng(plane, 255, width, height)), folder };
  });
}

function packed(make: () => Uint8Array): ResultFile {
  const write = async (sink: ByteSink) => sink.append(make());
  return { folder: '', deflate: false, isLong: false, write };
}

function long(write: (sink: ByteSink) => Promise<void>): ResultFile {
  return { folder: '', deflate: false, isLong: true, write };
}

export function isImageKind(kind: ResultKind): kind is ImageKind {
  return kind in IMAGE_FILES;
}

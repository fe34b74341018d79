/** Files of annotations, told by their content and never by their names. Called where files enter the studio. */
import type { AnnotationFacts, AnnotationFile } from '../../../domain/annotations';
import type { FileFacts, PlaneFacts } from '../../../domain/files';
import { OBJECTS_PER_CLASS } from '../../../domain/labels';
import { fileFormat } from '../fileFormat';
import { isNamedLikeZip, isZip } from '../zipEntries';
import { badAnnotations } from './annotationProblems';
import { looseJson } from './looseJson';
import { isCoco, readCoco } from './readCoco';
import { isCwfid, readCwfid } from './readCwfid';
import { isGeoJson, readGeoJson } from './readGeoJson';
import { isLabelMe, readLabelMe } from './readLabelMe';
import { readRoi, readRoiSet } from './readRois';
import { isRoi } from './roiShape';

/** Largest file of annotations that is parsed, bytes: COCO's own for 118,000 photographs is 450 MB. */
const MAX_BYTES = 2 ** 29;
/** How much of a text tells whether it may be annotations. */
const HEAD_BYTES = 512;

/** Null where the file is none. Throws `bad-annotations` where it is one and cannot be used, naming it. */
export async function readAnnotations(path: string, blob: Blob): Promise<AnnotationFile | null> {
  const head = new Uint8Array(await blob.slice(0, HEAD_BYTES).arrayBuffer());
  const file =
    isNamedLikeZip(path) && (await isZip(blob))
      ? await readRoiSet(path, blob)
      : await readByHead(path, blob, head);
  for (const { outlines } of file?.images ?? []) {
    if (outlines.length >= OBJECTS_PER_CLASS) throw tooMany(path, outlines.length);
  }
  return file;
}

async function readByHead(path: string, blob: Blob, head: Uint8Array): Promise<AnnotationFile | null> {
  if (isRoi(head)) return readRoi(path, new Uint8Array(await blob.arrayBuffer()));
  if (fileFormat(head).kind !== 'text') return null;
  const start = new TextDecoder().decode(head).trimStart();
  if (!/^[[{]/.test(start) && !isCwfid(start)) return null;
  if (blob.size > MAX_BYTES) throw tooLarge(path, blob.size);
  const text = await blob.text();
  return isCwfid(text) ? readCwfid(path, text) : readJson(path, text);
}

function readJson(path: string, text: string): AnnotationFile | null {
  // Undefined for a text that only begins like JSON, which is no file of annotations.
  const json = looseJson(text);
  if (isCoco(json)) return readCoco(path, json);
  if (isLabelMe(json)) return readLabelMe(path, json);
  return isGeoJson(json) ? readGeoJson(path, json) : null;
}

/** What is remembered of the file: a plane for each image that it annotates, 0 × 0 px where it states no size. */
export function annotationFileFacts(file: AnnotationFile): FileFacts {
  const planes = file.images.map(
    ({ size, outlines }): PlaneFacts => ({
      width: size?.width ?? 0,
      height: size?.height ?? 0,
      channels: 1,
      type: 'uint32',
      palette: false,
      imageChannels: 1,
      min: 0,
      max: outlines.length,
      label: null,
    }),
  );
  const facts = { planes, storedPages: planes.length, pixelSize: null, channelNames: null };
  return { ...facts, annotations: factsOf(file) };
}

function factsOf({ format, images, skipped }: AnnotationFile): AnnotationFacts {
  return {
    format,
    skipped,
    images: images.map(({ image, page, outlines }) => {
      const objects = outlines.filter(({ role }) => role === 'object');
      const names = [...new Set(objects.map(({ name }) => name))];
      return { image, page, names: names.sort(nullLast) };
    }),
  };
}

function nullLast(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a < b ? -1 : 1;
}

function tooMany(path: string, count: number) {
  const most = OBJECTS_PER_CLASS - 1;
  return badAnnotations(path, 'annotations', `${count} objects of one image are more than ${most}`);
}

function tooLarge(path: string, bytes: number) {
  const mib = (value: number) => `${Math.ceil(value / 2 ** 20)} MiB`;
  return badAnnotations(
    path,
    'JSON',
    `it holds ${mib(bytes)}, and up to ${mib(MAX_BYTES)} are read`,
    'Split it into several files.',
  );
}

/**
 * Labels drawn in the studio as bytes and back: magic, version, a header with all that a set asks of them without their
 * pixels, then the planes, deflated. The format is a part of the project's. Used by DrawnShelf.
 */
import { unzlibSync, zlibSync } from 'fflate';
import { z } from 'zod';
import { crc32 } from '../../common/crc32';
import { studioError } from '../../common/errors';
import { type LabelMap, MAX_CLASSES, type MaskReading } from '../../domain/labels';
import type { AreaSample } from '../../domain/masks';
import { areaSample } from './areaSample';
import { classValues } from './classValues';
import { objectsOf } from './objectsOf';
import { MAX_PIXELS } from './refusals';

z.config({ jitless: true });

/** What is known of drawn labels without their pixels. */
export interface DrawnFacts {
  readonly width: number;
  readonly height: number;
  /** Tells one drawing from another. */
  readonly checksum: string;
  /** Pixels of each class, ignored ones not among them. */
  readonly pixels: readonly number[];
  /** Of the objects in them. */
  readonly sizes: AreaSample;
  /**
   * A value of a mask that stands for each class, as the masks were read when this was drawn: what keeps its meaning where
   * they are read in another way later. Null where there were no masks.
   */
  readonly values: readonly number[] | null;
  /** Names of classes 1, 2, ... where the masks say them: they are sorted, so that a number is another class with a new name. */
  readonly words: readonly string[] | null;
}

type Bytes = Uint8Array<ArrayBuffer>;

const MAGIC = 0x554e4c31; // "UNL1", read as a big-endian number.
const VERSION = 1;
/** Magic, version, length of the header, checksum of the header. */
const LEAD = 16;
const MAX_HEADER = 2 ** 20;
/** Sizes of objects that the header lists. */
const LISTED_SIZES = 256;
/** Labels are long runs of one value: the fastest level makes them hardly larger than the best. */
const LEVEL = 1;

const count = z.int().min(0);

const header = z.object({
  width: count.min(1),
  height: count.min(1),
  checksum: z.string().min(1),
  pixels: z.array(count).max(256),
  sizes: z.object({ count, areas: z.array(count).readonly() }),
  values: z.array(z.number()).nullable(),
  // Not in files of before.
  words: z.array(z.string()).nullable().default(null),
  ignore: z.boolean(),
  instances: z.boolean(),
  // Null, as in files of before, where it is not known.
  unpainted: z.boolean().nullable().default(null),
});

type Header = z.infer<typeof header>;

/** `reading` is how the set's masks are read now. Throws `bad-setting` for planes that are not of the size, or classes beyond MAX_CLASSES. */
export function packLabels(labels: LabelMap, reading: MaskReading | null): Bytes {
  checkPlanes(labels);
  const { width, height, classes, ignore, instances, unpainted } = labels;
  const planes = [classes, ignore, unpainted ?? null, instances].filter((plane) => plane !== null);
  const payload = zlibSync(
    joined(planes.map((plane) => new Uint8Array(plane.buffer, plane.byteOffset, plane.byteLength))),
    {
      level: LEVEL,
    },
  );
  const facts: Header = {
    width,
    height,
    checksum: checksumOf(payload),
    pixels: countPixels(labels),
    sizes: sizesOf(labels),
    values: reading && classValues(reading),
    words: reading?.kind === 'instances' ? [...reading.words] : null,
    ignore: ignore !== null,
    instances: instances !== null,
    unpainted: unpainted === undefined ? null : unpainted !== null,
  };
  const text = new TextEncoder().encode(JSON.stringify(facts));
  const lead = new DataView(new ArrayBuffer(LEAD));
  for (const [place, value] of [MAGIC, VERSION, text.length, crc32(text)].entries())
    lead.setUint32(4 * place, value);
  return joined([new Uint8Array(lead.buffer), text, payload]);
}

/** Checks the whole of it but for what only inflating tells. Throws `mask-unreadable`, with `subject`. */
export function drawnFacts(bytes: Bytes, subject: string): DrawnFacts {
  const { facts } = opened(bytes, subject);
  const { ignore: _, instances: __, unpainted: ___, ...known } = facts;
  return known;
}

/** Throws `mask-unreadable`. */
export function unpackLabels(bytes: Bytes, subject: string): LabelMap {
  const { facts, payload } = opened(bytes, subject);
  const { width, height } = facts;
  const count = width * height;
  const hasBare = facts.unpainted === true;
  const size = count * (1 + (facts.ignore ? 1 : 0) + (hasBare ? 1 : 0) + (facts.instances ? 4 : 0));
  // One byte more than there may be, so that too many are seen.
  const planes = inflated(payload, size + 1, subject);
  if (planes.length !== size) throw damaged(subject, 'it holds another number of pixels than it says');
  const instances = facts.instances ? new Uint32Array(planes.slice(size - 4 * count).buffer) : null;
  const bareAt = facts.ignore ? 2 * count : count;
  const bare = hasBare ? planes.slice(bareAt, bareAt + count) : null;
  const labels: LabelMap = {
    width,
    height,
    classes: planes.slice(0, count),
    ignore: facts.ignore ? planes.slice(count, 2 * count) : null,
    instances,
    ...(facts.unpainted === null ? {} : { unpainted: bare }),
  };
  if (largest(labels.classes) >= MAX_CLASSES) throw damaged(subject, 'it names a class that cannot be');
  if ([labels.ignore, bare].some((plane) => plane && largest(plane) > 1))
    throw damaged(subject, 'what it ignores cannot be told');
  return labels;
}

function opened(bytes: Bytes, subject: string): { facts: Header; payload: Bytes } {
  if (bytes.length < LEAD) throw damaged(subject, 'it is cut off');
  const lead = new DataView(bytes.buffer, bytes.byteOffset, LEAD);
  const [magic, version, length, sum] = [0, 4, 8, 12].map((at) => lead.getUint32(at));
  if (magic !== MAGIC) throw damaged(subject, 'it is something else');
  if (version !== VERSION)
    throw damaged(subject, `it is of version ${version}, which this studio does not know`);
  const end = LEAD + (length ?? 0);
  const text = bytes.subarray(LEAD, end);
  if ((length ?? 0) > MAX_HEADER || end > bytes.length || crc32(text) !== sum) {
    throw damaged(subject, 'its description is damaged');
  }
  const result = header.safeParse(parsed(text, subject));
  if (!result.success) throw damaged(subject, 'its description is not as it should be');
  const facts = result.data;
  if (facts.width * facts.height > MAX_PIXELS) throw damaged(subject, 'it is larger than an image may be');
  const payload = bytes.subarray(end);
  if (checksumOf(payload) !== facts.checksum) throw damaged(subject, 'its checksum is another');
  return { facts, payload };
}

/** A checksum says that it is as it was written, not that a studio wrote it. */
function parsed(text: Uint8Array, subject: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(text));
  } catch (thrown) {
    throw damaged(subject, 'its description is not as it should be', thrown);
  }
}

function inflated(payload: Bytes, most: number, subject: string): Bytes {
  try {
    return unzlibSync(payload, { out: new Uint8Array(most) }) as Bytes;
  } catch (thrown) {
    throw damaged(subject, 'it cannot be unpacked', thrown);
  }
}

function checkPlanes({ width, height, classes, ignore, instances, unpainted }: LabelMap): void {
  const pixels = width * height;
  const planes = [classes, ignore, instances, unpainted];
  const fits = planes.every((plane) => (plane?.length ?? pixels) === pixels);
  const known = largest(classes) < MAX_CLASSES;
  if (fits && known && pixels > 0) return;
  const what = known
    ? 'have another number of pixels than their size says'
    : `have more than ${MAX_CLASSES} classes`;
  throw studioError('bad-setting', `The drawn labels ${what}.`, 'Draw them again.', `${width}x${height}`);
}

function countPixels({ classes, ignore }: LabelMap): number[] {
  const counts = new Uint32Array(256);
  for (let i = 0; i < classes.length; i++) {
    if (ignore !== null && ignore[i] === 1) continue;
    const label = classes[i] ?? 0;
    counts[label] = (counts[label] ?? 0) + 1;
  }
  return [...counts.subarray(0, counts.findLastIndex((count) => count > 0) + 1)];
}

function sizesOf(labels: LabelMap): AreaSample {
  const { ids, count: objects } = objectsOf(labels, 0);
  const areas = new Uint32Array(objects + 1);
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] ?? 0;
    areas[id] = (areas[id] ?? 0) + 1;
  }
  return areaSample([...areas.subarray(1)], LISTED_SIZES);
}

/** Labels are saved while they are drawn: a callback a pixel would take longer than deflating them. */
function largest(plane: Uint8Array): number {
  let most = 0;
  for (let i = 0; i < plane.length; i++) if ((plane[i] ?? 0) > most) most = plane[i] ?? 0;
  return most;
}

function checksumOf(bytes: Bytes): string {
  return `${crc32(bytes).toString(16).padStart(8, '0')}-${bytes.length.toString(16)}`;
}

function joined(parts: readonly Uint8Array[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function damaged(subject: string, why: string, cause?: unknown) {
  return studioError(
    'mask-unreadable',
    `The labels that were drawn for ${subject} are not used: ${why}.`,
    'Draw them again; a mask of the image counts until then.',
    subject,
    cause,
  );
}

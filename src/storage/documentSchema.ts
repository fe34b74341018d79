/** The check of a document that was read from disk or from a packed project: parsed at the door, trusted inside. */
import { assert } from '../common/assert';
import { type ErrorCode, StudioError, studioError } from '../common/errors';
import type { AnnotationFacts } from '../domain/annotations';
import type { FileFacts, PlaneFacts } from '../domain/files';
import { checkedNormalisation, type Normalisation } from '../domain/intensity';
import { MAX_CLASSES, type MaskReading } from '../domain/labels';
import { checkedScale, type TrainingScale } from '../domain/scale';
import { pageSchema } from './pageSchema';
import type { ProjectDocument, StoredBlob, StoredFile } from './projectDocument';
import type { Change } from './rawDocument';
import { z } from './safeZod';

const count = z.int().min(0);
const time = z.number().min(0);

/** No separators and no dots: it cannot lead out of the project's folder. */
const stored = z.string().regex(/^[0-9a-z]{1,64}$/);

const pixelSize = z.object({ x: z.number(), y: z.number() }).nullable();

const planeFacts = z.object({
  width: count,
  height: count,
  channels: count,
  type: z.enum(['uint8', 'uint16', 'uint32', 'int8', 'int16', 'int32', 'float32', 'float64']),
  palette: z.boolean(),
  imageChannels: count,
  min: z.number(),
  max: z.number(),
  label: z.string().nullable(),
}) satisfies z.ZodType<PlaneFacts>;

const annotationFacts = z.object({
  format: z.enum(['coco', 'labelme', 'geojson', 'imagej', 'cwfid']),
  images: z.array(
    z.object({
      image: z.string().nullable(),
      page: count.nullable(),
      names: z.array(z.string().nullable()),
    }),
  ),
  skipped: z.array(z.string()),
}) satisfies z.ZodType<AnnotationFacts>;

const turn = z.object({ transposes: z.boolean(), flipsX: z.boolean(), flipsY: z.boolean() });

const fileFacts = z.object({
  planes: z.array(planeFacts),
  storedPages: count,
  pixelSize,
  channelNames: z.array(z.string()).nullable(),
  annotations: annotationFacts.optional(),
}) satisfies z.ZodType<FileFacts>;

/** As intake makes them: results are named after images, and must not lead out of their folder. */
const path = z
  .string()
  .min(1)
  .refine((text) => text.split('/').every((step) => !['', '.', '..'].includes(step)), 'not a plain path');

const storedFile = z.object({
  path,
  stored,
  bytes: count,
  facts: fileFacts.nullable(),
}) satisfies z.ZodType<StoredFile>;

const storedBlob = z.object({
  name: z.string().min(1),
  stored,
  bytes: count,
}) satisfies z.ZodType<StoredBlob>;

const values = z.array(z.number());

/** The domain's own check, as a question. */
function holds<T>(check: (value: T) => unknown): (value: T) => boolean {
  return (value) => {
    try {
      check(value);
      return true;
    } catch (error) {
      if (error instanceof StudioError) return false;
      throw error;
    }
  };
}

const reading = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('classes'),
    classes: z.array(values).min(1).max(MAX_CLASSES),
    ignore: values,
    clean: z.boolean(),
    colours: z.boolean().optional(),
    // Not in documents of before.
    drawn: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal('instances'),
    words: z.array(z.string()),
    ignore: values,
    separate: z.boolean(),
  }),
]) satisfies z.ZodType<MaskReading>;

const normalisation = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('zscore') }),
    z.object({ kind: z.literal('percentile'), low: z.number(), high: z.number() }),
    z.object({
      kind: z.literal('window'),
      windows: z.array(z.object({ low: z.number(), high: z.number() })),
    }),
  ])
  .refine(holds(checkedNormalisation), 'out of range') satisfies z.ZodType<Normalisation>;

const scale = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('asIs') }),
    z.object({ kind: z.literal('factor'), factor: z.number() }),
    z.object({ kind: z.literal('pixelSize'), um: z.number() }),
  ])
  .refine(holds(checkedScale), 'out of range') satisfies z.ZodType<TrainingScale>;

const errorData = z.object({
  // A newer studio's codes are carried along: nothing here branches on them.
  code: z.string().transform((code) => code as ErrorCode),
  message: z.string(),
  subject: z.string().nullable(),
  hint: z.string(),
});

const documentFields = z.object({
  name: z.string().min(1),
  createdMs: time,
  modifiedMs: time,
  openedMs: time,
  importing: z.object({ total: count.nullable(), before: count }).nullable(),
  page: pageSchema.nullable(),
  images: count,
  refused: z.array(z.object({ path: z.string(), error: errorData })),
  removed: z.array(z.array(z.string())),
  reading: reading.nullable(),
  pairChoices: z.array(
    z.object({
      imageId: z.string(),
      maskIds: z.array(z.string()),
      fit: z.object({ turn: turn.nullable() }).optional(),
    }),
  ),
  channelChoice: z.array(count).min(1).nullable(),
  normalisation,
  scale,
  sample: z.boolean(),
  maskFacts: z.unknown(),
  files: z.array(storedFile),
  blobs: z.array(storedBlob),
});

/** Content has one owner, who removes it. */
const document = documentFields.refine(({ files, blobs }) => {
  const names = [...files, ...blobs].map((content) => content.stored);
  return new Set(names).size === names.length;
}, 'two files share their content');

/** The document itself, of the present version; throws `bad-project` naming the first field that is not as it should be. */
export function checkedDocument(json: unknown): ProjectDocument {
  const result = document.safeParse(json);
  if (result.success) return { ...result.data, maskFacts: result.data.maskFacts ?? null };
  const [issue] = result.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw studioError(
    'bad-project',
    `The project's description is damaged at ${field || 'its start'}: ${issue?.message ?? 'not readable'}.`,
    'Open another copy of the project, or delete it.',
    field,
  );
}

const changedFields = documentFields.omit({ files: true, blobs: true }).partial();

/**
 * The changes themselves; throws a plain Error (a bug) for one that would make the document unreadable, such as a NaN,
 * which JSON turns into null: nothing is written that could not be read back.
 */
export function checkedChanges(changes: readonly Change[]): readonly Change[] {
  for (const change of changes) {
    const result = 'fields' in change ? changedFields.safeParse(change.fields) : checkEntry(change);
    assert(result.success, `a change of the project cannot be kept: ${result.error?.message}`);
  }
  return changes;
}

function checkEntry({ table, entry }: Extract<Change, { table: string }>) {
  return (table === 'files' ? storedFile : storedBlob).nullable().safeParse(entry);
}

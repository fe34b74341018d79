/** What a project says of itself on disk: everything but the bytes of its files. Plain data; written by ProjectJournal. */
import type { PairChoice, Refusal } from '../domain/data';
import type { FileFacts } from '../domain/files';
import type { Normalisation } from '../domain/intensity';
import type { MaskReading } from '../domain/labels';
import type { PageSettings } from '../domain/project';
import type { TrainingScale } from '../domain/scale';

/** Of the document's shape. A change to it gets the next number and an entry in `migrations.ts`. */
export const PROJECT_VERSION = 1;

/** Content kept under a name of the store's own choice. */
export interface StoredContent {
  /** File in the project's `content` folder. */
  readonly stored: string;
  readonly bytes: number;
}

export interface StoredFile extends StoredContent {
  /** As dropped: `masks/03.png`. */
  readonly path: string;
  /** Null until the file was read. */
  readonly facts: FileFacts | null;
}

/** A model, a run or a checkpoint: `models/current.safetensors`. */
export interface StoredBlob extends StoredContent {
  readonly name: string;
}

/** What was decided about the files. */
export interface ProjectData {
  /** Images in the set, for the list of projects. */
  readonly images: number;
  readonly refused: readonly Refusal[];
  /** What the user took out: ids of planes, of each image its own first, then those of its mask. */
  readonly removed: readonly (readonly string[])[];
  /** The user's own; null goes by the rules. */
  readonly reading: MaskReading | null;
  readonly pairChoices: readonly PairChoice[];
  readonly channelChoice: readonly number[] | null;
  readonly normalisation: Normalisation;
  readonly scale: TrainingScale;
  /** Whether the files are the generated sample. */
  readonly sample: boolean;
  /** What the data stage remembers of its masks so as not to read them again. JSON; it checks this itself. */
  readonly maskFacts: unknown;
}

/** An import under way; found at opening, it was cut off. */
export interface ImportMark {
  /** Files to be added; null where that was not known. */
  readonly total: number | null;
  /** Files the project had when it began. */
  readonly before: number;
}

export interface ProjectDocument extends ProjectData {
  readonly name: string;
  /** Milliseconds since 1970, all three. */
  readonly createdMs: number;
  readonly modifiedMs: number;
  readonly openedMs: number;
  readonly importing: ImportMark | null;
  /** Null until the page decided something. */
  readonly page: PageSettings | null;
  /** In the order they were added. */
  readonly files: readonly StoredFile[];
  readonly blobs: readonly StoredBlob[];
}

/** The name of the trained model among the blobs. */
export const CURRENT_MODEL = 'models/current.safetensors';

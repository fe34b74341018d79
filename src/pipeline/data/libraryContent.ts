/** What a library is but for pixels: plain data, kept in a project and taken up again when it is opened. */
import { type Dataset, EMPTY_DATASET, type PairChoice, type Refusal } from '../../domain/data';
import type { FileFacts } from '../../domain/files';
import type { Normalisation } from '../../domain/intensity';
import type { MaskReading } from '../../domain/labels';
import type { MaskFacts } from '../../domain/masks';
import type { TrainingScale } from '../../domain/scale';

/** A file that was read once. */
export interface LibraryFile {
  readonly path: string;
  readonly facts: FileFacts;
}

/** What the user decided about the whole set; null where the rules decide. */
export interface DataChoices {
  readonly reading: MaskReading | null;
  readonly pairs: readonly PairChoice[];
  readonly channels: readonly number[] | null;
  readonly normalisation: Normalisation;
  readonly scale: TrainingScale;
}

export const NO_CHOICES: DataChoices = {
  reading: null,
  pairs: [],
  channels: null,
  normalisation: EMPTY_DATASET.normalisation,
  scale: EMPTY_DATASET.scale,
};

/** Everything but the files. */
export interface LibraryNotes {
  readonly choices: DataChoices;
  /** Files that could not be read. */
  readonly refused: readonly Refusal[];
  /** What the user took out: ids of planes, of each image its own first, then those of its mask. */
  readonly removed: readonly (readonly string[])[];
  /** Whether the files are the built-in sample, which gives way to the first files of the user's own. */
  readonly sample: boolean;
  /** What was measured on masks, by the ids of their planes: spares decoding them when a project is opened. */
  readonly maskFacts: Readonly<Record<string, MaskFacts>>;
}

export const NO_NOTES: LibraryNotes = {
  choices: NO_CHOICES,
  refused: [],
  removed: [],
  sample: false,
  maskFacts: {},
};

export interface LibraryContent extends LibraryNotes {
  readonly files: readonly LibraryFile[];
}

/**
 * Where a library's files rest while they are not looked at: a project in the browser, nowhere on the command
 * line. None of its methods rejects: a keeper that cannot keep tells the user itself and work goes on in memory.
 */
export interface LibraryKeeper {
  /** Keeps the file and resolves to the bytes to read it from later. */
  keep(file: LibraryFile, blob: Blob): Promise<Blob>;
  forget(paths: readonly string[]): Promise<void>;
  /** Keeps labels drawn for an image, in place of those it had; null removes them. */
  keepDrawn(imageId: string, labels: Uint8Array<ArrayBuffer> | null): Promise<void>;
  /** What changed, and the dataset that came of it; the last ones win. */
  note(notes: LibraryNotes, dataset: Dataset): void;
}

/** Keeps nothing: files are read from what was dropped. */
export const NO_KEEPER: LibraryKeeper = {
  keep: async (_, blob) => blob,
  forget: async () => undefined,
  keepDrawn: async () => undefined,
  note: () => undefined,
};

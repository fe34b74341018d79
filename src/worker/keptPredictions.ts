/** Predictions in the open project, each as a note and a file of pixels, through the preparation worker. Called by ResultsSession. */
import type { Prediction } from '../domain/predict';
import { badPrediction, predictionFile, readPredictionFile } from './predictionFile';
import { type PredictionNote, predictionNote, readPredictionNote } from './predictionNote';
import type { PreparationCalls } from './preparation';

/** All names begin with it; they are part of the project's format. */
const FOLDER = 'predictions/';

const noteName = (imageId: string) => `${FOLDER}${imageId}.json`;
const fileName = (imageId: string) => `${FOLDER}${imageId}.pixels`;

export interface FoundPredictions {
  /** Of the model that was asked for. */
  readonly notes: readonly PredictionNote[];
  /** How many could not be read. */
  readonly broken: number;
}

export class KeptPredictions {
  constructor(private readonly preparation: () => PreparationCalls) {}

  /** Those of the model with this sum. Those of others are removed, and what cannot be read. */
  async find(sum: string): Promise<FoundPredictions> {
    const preparation = this.preparation();
    const names = await this.names();
    const noteNames = names.filter((name) => name.endsWith('.json'));
    const contents = await preparation.keptBlobs(noteNames);
    const read = contents.map((bytes, index) => {
      const note = bytes && readPredictionNote(bytes);
      // A note under another image's name is none of this project's making.
      return note && noteName(note.summary.imageId) === noteNames[index] ? note : null;
    });
    const notes = read.filter((note) => note !== null).filter((note) => note.sum === sum);
    const own = new Set(notes.flatMap(({ summary }) => namesOf(summary.imageId)));
    await this.removeNames(names.filter((name) => !own.has(name)));
    return { notes, broken: read.filter((note) => note === null).length };
  }

  /** False where it has no room, which the user is told. */
  async keep(note: PredictionNote, prediction: Prediction): Promise<boolean> {
    const { imageId } = prediction;
    const file = { name: fileName(imageId), bytes: await predictionFile(prediction) };
    return this.preparation().offerBlobs([file, { name: noteName(imageId), bytes: predictionNote(note) }]);
  }

  /** Throws `bad-prediction`. */
  async pixels({ summary }: PredictionNote): Promise<Prediction> {
    const bytes = await this.preparation().keptBlob(fileName(summary.imageId));
    if (bytes === null) throw badPrediction(summary.imageId);
    return readPredictionFile(bytes, summary);
  }

  async remove(imageIds: readonly string[]): Promise<void> {
    await this.removeNames(imageIds.flatMap(namesOf));
  }

  async removeAll(): Promise<void> {
    await this.removeNames(await this.names());
  }

  private async removeNames(names: readonly string[]): Promise<void> {
    if (names.length > 0) await this.preparation().removeBlobs(names);
  }

  private async names(): Promise<string[]> {
    return (await this.preparation().blobNames()).filter((name) => name.startsWith(FOLDER));
  }
}

function namesOf(imageId: string): string[] {
  return [fileName(imageId), noteName(imageId)];
}

/** What a library notes after files came in. Used by ImageLibrary. */
import type { ImportBatch } from './importBatch';
import { type LibraryNotes, NO_CHOICES } from './libraryContent';

/** Everything noted but what was measured. */
export type Notes = Omit<LibraryNotes, 'maskFacts'>;

/** What was refused before and is here now is refused no longer; what was taken out and came again is back. */
export function notesAfter(before: Notes, batch: ImportBatch, sampleGivesWay: boolean): Notes {
  const came = new Set(batch.paths);
  const seen = new Set([...came, ...batch.refused.map(({ path }) => path)]);
  return {
    // What was decided about the sample says nothing about the user's own images.
    choices: sampleGivesWay ? NO_CHOICES : before.choices,
    refused: [...before.refused.filter(({ path }) => !seen.has(path)), ...batch.refused],
    removed: before.removed.filter((ids) => !ids.some((id) => came.has(id) || came.has(pathOf(id)))),
    sample: before.sample && !sampleGivesWay,
  };
}

/** The path inside the id of a stack's plane. */
function pathOf(id: string): string {
  return id.replace(/#\d+$/, '');
}

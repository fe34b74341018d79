/** Between a library's content and a project's document: the same facts in the words of either. Pure. */
import type { Dataset } from '../domain/data';
import type { MaskFacts } from '../domain/masks';
import { checkedMaskFacts } from '../pipeline/data/checkedMaskFacts';
import type { LibraryContent, LibraryFile, LibraryNotes } from '../pipeline/data/libraryContent';
import type { ProjectData, ProjectDocument } from '../storage/projectDocument';

/** Measures of another version are made anew. */
const MASKS_VERSION = 1;

export function projectData(
  { choices, refused, removed, sample }: LibraryNotes,
  { images }: Dataset,
): Omit<ProjectData, 'maskFacts'> {
  return {
    images: images.length,
    refused,
    removed,
    sample,
    reading: choices.reading,
    pairChoices: choices.pairs,
    channelChoice: choices.channels,
    normalisation: choices.normalisation,
    scale: choices.scale,
  };
}

export function keptMasks(facts: Readonly<Record<string, MaskFacts>>): ProjectData['maskFacts'] {
  return { version: MASKS_VERSION, facts };
}

/** What the library takes up again. Files that were never read (a session that ended amid its first look) are left out. */
export function libraryContent(document: ProjectDocument): LibraryContent {
  const { refused, removed, sample } = document;
  return {
    files: document.files.flatMap(({ path, facts }): LibraryFile[] => (facts ? [{ path, facts }] : [])),
    refused,
    removed,
    sample,
    choices: {
      reading: document.reading,
      pairs: document.pairChoices,
      channels: document.channelChoice,
      normalisation: document.normalisation,
      scale: document.scale,
    },
    maskFacts: restoredMasks(document.maskFacts),
  };
}

/** Nothing where they are of another version or broken: masks are then measured again. */
function restoredMasks(kept: unknown): Readonly<Record<string, MaskFacts>> {
  const { version, facts } = (kept ?? {}) as { version?: unknown; facts?: unknown };
  return version === MASKS_VERSION ? checkedMaskFacts(facts) : {};
}

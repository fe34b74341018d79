/** The document of a project in which nothing was done yet. */

import { defined } from '../common/assert';
import { DEFAULT_NORMALISATION } from '../domain/intensity';
import { AS_IS } from '../domain/scale';
import { PROJECT_VERSION, type ProjectDocument } from './projectDocument';
import { type RawDocument, rawFromJson } from './rawDocument';

export function newDocument(name: string, nowMs: number): ProjectDocument {
  return {
    name,
    createdMs: nowMs,
    modifiedMs: nowMs,
    openedMs: 0,
    importing: null,
    page: null,
    images: 0,
    refused: [],
    removed: [],
    reading: null,
    pairChoices: [],
    channelChoice: null,
    normalisation: DEFAULT_NORMALISATION,
    scale: AS_IS,
    sample: false,
    maskFacts: null,
    files: [],
    blobs: [],
  };
}

/** A document as it is kept: with the version that tells later studios how to read it. */
export function versioned(document: ProjectDocument): RawDocument {
  return defined(rawFromJson({ version: PROJECT_VERSION, ...document }), 'a document');
}

/** A project in one line of the list. */
import { type StudioError, toErrorData } from '../common/errors';
import type { ProjectSummary } from '../domain/project';
import { CURRENT_MODEL, type ProjectDocument } from './projectDocument';

/** `ownBytes`: of document and journal, without content. */
export function summaryOf(id: string, document: ProjectDocument, ownBytes: number): ProjectSummary {
  const { name, createdMs, modifiedMs, images, files, blobs } = document;
  const bytes = [...files, ...blobs].reduce((sum, content) => sum + content.bytes, ownBytes);
  const hasModel = blobs.some((blob) => blob.name === CURRENT_MODEL);
  return { id, name, createdMs, modifiedMs, images, bytes, hasModel };
}

/** Of a project whose document cannot be read: named after its folder, listed last, so that it can be deleted. */
export function damagedSummary(id: string, bytes: number, problem: StudioError): ProjectSummary {
  return {
    id,
    name: `Project ${id}`,
    createdMs: 0,
    modifiedMs: 0,
    images: 0,
    bytes,
    hasModel: false,
    problem: toErrorData(problem),
  };
}

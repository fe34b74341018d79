/** Annotation files made by hand for tests, and what came of them. Tests only. */
import { expect } from 'vitest';
import type { AnnotationFile, Outline } from '../domain/annotations';
import { drawOutlines } from '../imaging/objects/drawOutlines';
import { readAnnotations } from '../pipeline/data/annotations/readAnnotations';

/** Reads text, or anything as JSON. */
export function textAnnotations(path: string, content: unknown): Promise<AnnotationFile | null> {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return readAnnotations(path, new Blob([text]));
}

/** 1 where one outline lies, rows as text. */
export function outlineRows(outline: Outline | undefined, width: number, height: number): string[] {
  const values = outline === undefined ? [] : drawOutlines([outline], width, height, []);
  return Array.from({ length: height }, (_, y) =>
    Array.from(values.slice(y * width, (y + 1) * width), (value) => (value === 0 ? '.' : '1')).join(''),
  );
}

/** An error of annotations whose sentence holds these words. */
export const badAnnotationsWith = (what: string) =>
  expect.objectContaining({ code: 'bad-annotations', message: expect.stringContaining(what) });

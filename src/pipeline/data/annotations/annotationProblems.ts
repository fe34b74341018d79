/** How readers of annotations refuse a file, and what of its content they take as no object. One place, one tone. */
import { z } from 'zod';
import { studioError } from '../../../common/errors';
import type { FlatRing, OutlineRole } from '../../../domain/annotations';
import { ofMany } from '../valueText';

z.config({ jitless: true });

const HINT = 'Export the annotations again, or leave this file out.';

/** `what` completes "FILE, a COCO file, cannot be used: ...". */
export function badAnnotations(path: string, format: string, what: string, hint = HINT) {
  const message = `The annotations in ${path} (${format}) cannot be used: ${what}.`;
  return studioError('bad-annotations', message, hint, path);
}

/** The content by its schema; throws `bad-annotations` with the first place that is not as it should be. */
export function parsed<T>(schema: z.ZodType<T>, json: unknown, path: string, format: string): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue?.path.join('.') || 'its start';
  throw badAnnotations(path, format, `at ${place}: ${issue?.message ?? 'not readable'}`);
}

/** Corners x, y, x, y ...; null for fewer than three, which enclose nothing. */
export function ringOf(numbers: readonly number[]): FlatRing | null {
  return numbers.length < 6 ? null : Float64Array.from(numbers);
}

export function rectangleRing(x: number, y: number, width: number, height: number): FlatRing {
  return Float64Array.of(x, y, x + width, y, x + width, y + height, x, y + height);
}

/**
 * LabelMe's examples call what counts nowhere "__ignore__", QuPath calls it "Ignore*"; LabelMe's background is
 * "_background_".
 */
export function roleOfName(name: string | null): OutlineRole {
  if (name === null) return 'object';
  if (/^(?:_+ignore_+|ignore\*)$/i.test(name)) return 'ignored';
  return /^_+background_+$/i.test(name) ? 'background' : 'object';
}

/** Counts what is left out, by what it is, for a sentence. */
export class Skipped {
  private readonly counts = new Map<string, number>();

  /** `noun` in the singular. */
  add(noun: string): void {
    this.counts.set(noun, (this.counts.get(noun) ?? 0) + 1);
  }

  /** "3 points", "1 line". */
  list(): string[] {
    return [...this.counts].map(([noun, count]) => ofMany(count, noun));
  }
}

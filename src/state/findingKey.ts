/** What is found in the images, as the page shows it. Pure. */
import type { Finding, FindingCode } from '../domain/findings';
import type { StudioState } from './studioState';

/**
 * The same for the same finding at every look. Where it shows and what would mend it are part of it: what was said of a
 * mask is not said of the one that took its place.
 */
export function findingKey({ code, imageId, others, evidence, repair }: Finding): string {
  return JSON.stringify([code, imageId, others, evidence, repair]);
}

/** Without those that the user called no problem. The same list until something changes. */
export function openFindings({ doctor }: Pick<StudioState, 'doctor'>): readonly Finding[] {
  return lastOpen(doctor).findings;
}

/** The sentence of the first open finding of an image; null where there is none. */
export function findingOf({ doctor }: Pick<StudioState, 'doctor'>, imageId: string): string | null {
  return lastOpen(doctor).sentences.get(imageId) ?? null;
}

interface OpenFindings {
  readonly findings: readonly Finding[];
  /** The first of each image. */
  readonly sentences: ReadonlyMap<string, string>;
}

/** Every thumbnail asks at every change of the page. */
const lastOpen = memoLast(({ findings: all, dismissed }: FoundSoFar): OpenFindings => {
  const gone = new Set(dismissed);
  const findings = all.filter((finding) => !gone.has(findingKey(finding)));
  const sentences = new Map<string, string>();
  for (const { imageId, message } of findings) {
    if (!sentences.has(imageId)) sentences.set(imageId, message);
  }
  return { findings, sentences };
});

type FoundSoFar = Pick<StudioState['doctor'], 'findings' | 'dismissed'>;

function memoLast(make: (found: FoundSoFar) => OpenFindings): (found: FoundSoFar) => OpenFindings {
  let last: { readonly of: FoundSoFar; readonly made: OpenFindings } | null = null;
  return (found) => {
    if (last?.of.findings !== found.findings || last.of.dismissed !== found.dismissed) {
      last = { of: found, made: make(found) };
    }
    return last.made;
  };
}

/** Of one kind, those with a repair apart from those without. In the order in which they were found. */
export interface FindingGroup {
  readonly code: FindingCode;
  readonly findings: readonly Finding[];
}

export function groupFindings(findings: readonly Finding[]): FindingGroup[] {
  const codes = [...new Set(findings.map(({ code }) => code))];
  return codes.map((code) => ({ code, findings: findings.filter((finding) => finding.code === code) }));
}

/** What is found in the images, as the page shows it. Pure. */
import type { Finding, FindingCode } from '../domain/findings';
import type { StudioState } from './studioState';

/** The same for the same finding at every look. */
export function findingKey({ code, imageId, others }: Finding): string {
  return JSON.stringify([code, imageId, ...others]);
}

/** Without those that the user called no problem. A new list at each call. */
export function openFindings({ doctor }: Pick<StudioState, 'doctor'>): Finding[] {
  const dismissed = new Set(doctor.dismissed);
  return doctor.findings.filter((finding) => !dismissed.has(findingKey(finding)));
}

/** The sentence of the first open finding of an image; null where there is none. */
export function findingOf(state: Pick<StudioState, 'doctor'>, imageId: string): string | null {
  return openFindings(state).find((finding) => finding.imageId === imageId)?.message ?? null;
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

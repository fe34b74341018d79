/** What happened to a patch, in words. */
import type { PatchDescription } from '../../domain/augmentReport';
import { AUGMENT_TRANSFORMS } from '../../domain/augmentTransforms';

/** "Rotation 37.2° clockwise, Gain × 1.10"; a flip's name says all. */
export function patchWords({ drawn }: Pick<PatchDescription, 'drawn'>): string {
  if (drawn.length === 0) return 'Nothing was drawn for this patch: it is as it was cut.';
  return drawn.map(({ transform, text }) => drawnText(AUGMENT_TRANSFORMS[transform].name, text)).join(', ');
}

function drawnText(name: string, text: string): string {
  return name.endsWith(text) ? name : `${name} ${text}`;
}

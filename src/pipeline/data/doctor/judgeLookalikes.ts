/** Images in which objects seem to have no label, told by their fellows, in which nothing looks like an object but one. Pure. */
import type { Finding } from '../../../domain/findings';
import { shareText } from '../valueText';
import type { Lookalikes } from './lookalikes';

const FEWEST = 3;
/** Area that looks like objects, over that of the objects: more than this in one image, and less in all others. */
const SUSPECT = 0.3;
const CLEAR = 0.1;

export interface LookedAt {
  readonly imageId: string;
  readonly name: string;
  readonly lookalikes: Lookalikes | null;
}

/** Nothing where brightness does not tell objects from background: there all images hold what looks like them. */
export function judgeLookalikes(images: readonly LookedAt[]): Finding[] {
  return images.flatMap(({ imageId, name, lookalikes: own }) => {
    const others = images.flatMap((other) => (other.imageId === imageId ? [] : (other.lookalikes ?? [])));
    const isClear = others.length >= FEWEST && others.every(({ ratio }) => ratio < CLEAR);
    if (own === null || own.ratio <= SUSPECT || !isClear) return [];
    const message = `In ${name} an area ${shareText(own.ratio)} as large as its objects looks like them and has no label: it would be learnt as background. Label it, or leave the image out.`;
    return [{ code: 'unlabelled', imageId, others: [], message, evidence: own.largest, repair: null }];
  });
}

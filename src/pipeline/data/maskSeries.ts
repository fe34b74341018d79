/** The masks that claim one image, sorted into series: files that are one mask together. Used by matchFiles. */
import { groupBy } from '../../common/groupBy';
import { compareRanks, type MaskRank, maskRank } from './maskRank';
import type { NamedFile } from './namedFile';
import { naturalOrder } from './naturalOrder';

/** A mask with the image that its name leads to. */
export interface Claim {
  readonly mask: NamedFile;
  readonly image: NamedFile;
  /** Whether the names say the same; else it may be one of several objects. */
  readonly strict: boolean;
  readonly reason: string;
}

export interface MaskSeries {
  readonly rank: MaskRank;
  readonly strict: boolean;
  /** One mask, or several of one object each; in natural order. */
  readonly taken: readonly Claim[];
  /** Of the same sort in the same folder, but not part of it. */
  readonly left: readonly Claim[];
  readonly reason: string;
}

/** The series of one image, the best first. */
export function seriesOf(claims: readonly Claim[]): MaskSeries[] {
  const ranked = claims.map((claim) => ({ claim, rank: maskRank(claim.mask) }));
  const groups = groupBy(ranked, ({ claim, rank }) => `${claim.mask.folder}|${JSON.stringify(rank)}`);
  const series = [...groups.values()].flatMap((members) => {
    const [first] = members;
    return first === undefined
      ? []
      : [
          toSeries(
            first.rank,
            members.map(({ claim }) => claim),
          ),
        ];
  });
  return series.sort(compareSeries);
}

function compareSeries(a: MaskSeries, b: MaskSeries): number {
  const kinds = a.rank.kind - b.rank.kind || Number(b.strict) - Number(a.strict);
  return kinds || compareRanks(a.rank, b.rank) || naturalOrder(firstPath(a), firstPath(b));
}

function firstPath({ taken }: MaskSeries): string {
  return taken[0]?.mask.path ?? '';
}

function toSeries(rank: MaskRank, members: readonly Claim[]): MaskSeries {
  const claims = members.toSorted((a, b) => naturalOrder(a.mask.path, b.mask.path));
  const exact = claims.find(({ strict }) => strict);
  const taken =
    exact === undefined
      ? claims
      : claims.filter(({ mask }) => mask === exact.mask || isNext(mask, exact.mask));
  const left = claims.filter((claim) => !taken.includes(claim));
  return { rank, strict: exact !== undefined, taken, left, reason: reasonOf(taken) };
}

/** "x_mask_1" of "x_mask": the next object of the same image, as in the BUSI set of breast ultrasound. */
function isNext(mask: NamedFile, first: NamedFile): boolean {
  return mask.key.startsWith(first.key) && /^[_-]\d+$/.test(mask.key.slice(first.key.length));
}

function reasonOf(taken: readonly Claim[]): string {
  const reason = taken[0]?.reason ?? '';
  return taken.length > 1 ? `${taken.length} files, one an object: ${reason}` : reason;
}

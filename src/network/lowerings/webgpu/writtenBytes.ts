/** Which bytes of the slabs hold what was written last: a list of stretches a slab. Used by validatePlan. */
import type { Region } from './compiledPlan';

interface Stretch {
  readonly from: number;
  readonly to: number;
  /** The region whose write these bytes come from. */
  readonly region: Region;
}

export class WrittenBytes {
  private readonly slabs = new Map<number, Stretch[]>();

  /** All bytes of the region come from one write now. */
  write(region: Region): void {
    const { slab, offset, bytes } = region;
    const end = offset + bytes;
    const rest = this.stretches(slab).flatMap((old) => [
      { ...old, to: Math.min(old.to, offset) },
      { ...old, from: Math.max(old.from, end) },
    ]);
    const kept = rest.filter(({ from, to }) => from < to);
    this.slabs.set(slab, [...kept, { from: offset, to: end, region }]);
  }

  /**
   * Why the region cannot be read, null where it can: all of it was written, by writes that lie within it or
   * contain it.
   */
  faultOf({ slab, offset, bytes }: Region): string | null {
    const end = offset + bytes;
    const inside = this.stretches(slab).filter(({ from, to }) => from < end && to > offset);
    const covered = inside.reduce((sum, { from, to }) => sum + Math.min(to, end) - Math.max(from, offset), 0);
    if (covered < bytes) return `${bytes - covered} of its ${bytes} bytes were never written`;
    const torn = inside.some(({ region }) => {
      const within = region.offset >= offset && region.offset + region.bytes <= end;
      const around = region.offset <= offset && region.offset + region.bytes >= end;
      return !within && !around;
    });
    return torn ? 'part of it was overwritten by something else' : null;
  }

  private stretches(slab: number): readonly Stretch[] {
    return this.slabs.get(slab) ?? [];
  }
}

/** Labels that were drawn in the studio, one set of them an image, packed; and those that they took the place of. Used by ImageLibrary. */
import { defined } from '../../common/assert';
import { type ErrorData, StudioError, studioError, toErrorData } from '../../common/errors';
import type { Dataset, ImageItem, Refusal } from '../../domain/data';
import { classCount, type LabelMap } from '../../domain/labels';
import { type DrawnFacts, drawnFacts, packLabels, unpackLabels } from './drawnFile';
import { drawnMisfit, largeImage } from './misfits';

export type PackedLabels = Uint8Array<ArrayBuffer>;

export interface Drawn {
  readonly facts: DrawnFacts;
  readonly bytes: PackedLabels;
}

/** Labels as they go on the shelf. `bad-setting` also for classes that the set does not have. Throws `image-too-large`, `mask-size-differs`, `bad-setting`. */
export function drawnFor(
  item: ImageItem,
  labels: LabelMap,
  { reading, judgement }: Pick<Dataset, 'reading' | 'judgement'>,
): Drawn {
  if (item.large) throw largeImage(item);
  const misfit = drawnMisfit(item, labels);
  if (misfit !== null) throw misfit;
  const bytes = packLabels(labels, reading);
  const facts = drawnFacts(bytes, item.id);
  // Without masks the set has the classes that are drawn.
  const isOpen = reading === null || judgement === null;
  const beyond = isOpen ? 0 : facts.pixels.slice(classCount(reading)).reduce((sum, n) => sum + n, 0);
  if (beyond > 0) throw unknownClass(item, beyond);
  return { bytes, facts };
}

function unknownClass({ id, name }: ImageItem, pixels: number) {
  return studioError(
    'bad-setting',
    `${pixels} pixels drawn for ${name} are of a class that the set does not have.`,
    'Paint them as a class of the set, or as ignored, then add them again.',
    id,
  );
}

/** Bytes of labels that were replaced or taken off and can be put back. */
const FORMER_BYTES = 2 ** 26;

export class DrawnShelf {
  private readonly shelf = new Map<string, Drawn>();
  private readonly damaged = new Map<string, ErrorData>();
  /** By image and checksum, the oldest first. */
  private readonly former = new Map<string, Drawn>();

  /** What is known of all of them, by image; with one changed that is not put here yet, or taken off (null). */
  facts(
    change: readonly [imageId: string, drawn: Drawn | null] | null = null,
  ): ReadonlyMap<string, DrawnFacts> {
    const facts = new Map([...this.shelf].map(([id, drawn]) => [id, drawn.facts]));
    if (change?.[1]) facts.set(change[0], change[1].facts);
    else if (change) facts.delete(change[0]);
    return facts;
  }

  /** Kept labels that could not be read, as what a dataset lists of files. */
  refused(): Refusal[] {
    return [...this.damaged].map(([path, error]) => ({ path, error }));
  }

  /** Forgets those of all other images; which they were. */
  retain(imageIds: ReadonlySet<string>): string[] {
    const ids = new Set([...this.shelf.keys(), ...this.damaged.keys()]);
    const gone = [...ids].filter((id) => !imageIds.has(id));
    for (const id of gone) this.delete(id);
    return gone;
  }

  /** Those before can be put back where they are `kept`. */
  put(imageId: string, drawn: Drawn, former: 'kept' | 'replaced' = 'kept'): void {
    if (former === 'kept') this.keepFormer(imageId);
    this.shelf.set(imageId, drawn);
    this.damaged.delete(imageId);
  }

  delete(imageId: string): void {
    this.keepFormer(imageId);
    this.shelf.delete(imageId);
    this.damaged.delete(imageId);
  }

  clear(): void {
    this.shelf.clear();
    this.damaged.clear();
    this.former.clear();
  }

  /** Takes up what was kept in a project; what is damaged is told and not used. */
  restore(kept: ReadonlyMap<string, PackedLabels>): void {
    this.clear();
    for (const [id, bytes] of kept) {
      try {
        this.shelf.set(id, { facts: drawnFacts(bytes, id), bytes });
      } catch (thrown) {
        if (!(thrown instanceof StudioError)) throw thrown;
        this.damaged.set(id, toErrorData(thrown));
      }
    }
  }

  /** Made anew: the caller owns it. Throws `mask-unreadable`. */
  labels(imageId: string): LabelMap {
    return unpackLabels(defined(this.shelf.get(imageId), `labels drawn for ${imageId}`).bytes, imageId);
  }

  factsOf(imageId: string): DrawnFacts {
    return defined(this.shelf.get(imageId), `labels drawn for ${imageId}`).facts;
  }

  /** Labels that this image had in this session. Throws `no-such-image` where they are gone. */
  formerOf(imageId: string, checksum: string): Drawn {
    const now = this.shelf.get(imageId);
    const drawn = now?.facts.checksum === checksum ? now : this.former.get(formerKey(imageId, checksum));
    if (drawn !== undefined) return drawn;
    const message = `The labels that were drawn for ${imageId} before are not there any more.`;
    throw studioError('no-such-image', message, 'Draw them again.', imageId);
  }

  private keepFormer(imageId: string): void {
    const drawn = this.shelf.get(imageId);
    if (drawn === undefined) return;
    this.former.set(formerKey(imageId, drawn.facts.checksum), drawn);
    let bytes = [...this.former.values()].reduce((sum, one) => sum + one.bytes.length, 0);
    for (const [key, one] of this.former) {
      if (bytes <= FORMER_BYTES) break;
      this.former.delete(key);
      bytes -= one.bytes.length;
    }
  }
}

function formerKey(imageId: string, checksum: string): string {
  return JSON.stringify([imageId, checksum]);
}

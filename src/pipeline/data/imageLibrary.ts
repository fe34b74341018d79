/**
 * The images that are loaded, with masks and meaning: the preparation worker has one, so has every run of the
 * command line. Files rest with a keeper. Every change is whole or not at all, and changes happen one after the other;
 * what can be looked at is LibraryLooks.
 */
import { defined } from '../../common/assert';
import { type Dataset, type ImageItem, planeId } from '../../domain/data';
import type { LabelMap, LabelPatch } from '../../domain/labels';
import { fitsLabels, patchedLabels } from '../../imaging/labelPatch';
import { assembleDataset } from './assembleDataset';
import type { DataHost } from './dataHost';
import type { DrawnFacts } from './drawnFile';
import { type Drawn, drawnFor, type PackedLabels } from './drawnShelf';
import { isLitter, tidyPath } from './filePaths';
import { ImportBatch } from './importBatch';
import { LabelsInHand } from './labelsInHand';
import {
  type DataChoices,
  type LibraryContent,
  type LibraryKeeper,
  NO_KEEPER,
  NO_NOTES,
} from './libraryContent';
import { LibraryLooks } from './libraryLooks';
import { checkedChoices, emptyDrop, noSuchImage, strayPart } from './libraryRefusals';
import { type Notes, notesAfter } from './notesAfter';
import { type ReadOptions, readFiles } from './readFiles';
import type { SourceFile } from './sourceFile';

export class ImageLibrary extends LibraryLooks {
  private readonly inHand = new LabelsInHand();
  private notes: Notes = NO_NOTES;
  /** The change under way; the next one waits for it. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly host: DataHost,
    private readonly keeper: LibraryKeeper = NO_KEEPER,
  ) {
    super(host);
  }

  /**
   * Reads the files and adds what can be read; what cannot is listed in the dataset's `refused`. A file of a path
   * that is loaded replaces it. Throws `empty-drop`, and `aborted`, which leaves everything as it was.
   */
  add(files: readonly SourceFile[], options: ReadOptions = {}): Promise<Dataset> {
    return this.change(async () => {
      const meant = files.filter(({ path }) => !isLitter(tidyPath(path)));
      if (meant.length === 0) throw emptyDrop();
      const before = this.files.list().map(({ path }) => path);
      const batch = new ImportBatch(this.files, this.keeper);
      try {
        for await (const result of readFiles(meant, this.host, options)) {
          if (result.kind === 'read') this.noteNoSample(batch);
          await batch.take(result);
        }
        await batch.settled();
        const came = new Set(batch.paths);
        const givesWay = this.notes.sample && came.size > 0;
        const leaving = givesWay ? before.filter((path) => !came.has(path)) : [];
        const notes = notesAfter(this.notes, batch, givesWay);
        this.masks.forget([...batch.changed, ...leaving]);
        const dataset = await this.assemble(notes, { leaving: new Set(leaving), signal: options.signal });
        await batch.commit(leaving);
        await this.forgetLostDrawings();
        return this.adopt(notes, dataset);
      } catch (thrown) {
        this.masks.forget(batch.changed);
        await batch.rollBack();
        if (this.notes.sample) this.noteTo(this.notes, this.current);
        throw thrown;
      }
    });
  }

  /** Replaces everything by the sample's files, which are kept like any others. */
  showSample(files: readonly SourceFile[]): Promise<Dataset> {
    return this.change(async () => {
      await this.forgetAll();
      const batch = new ImportBatch(this.files, this.keeper);
      for await (const result of readFiles(files, this.host, {})) await batch.take(result);
      await batch.settled();
      return this.settle({ ...NO_NOTES, sample: true });
    });
  }

  /**
   * Takes up what was kept; `blobs` holds the files' bytes by path, `drawn` labels by image. Decodes only masks that were
   * never measured.
   */
  restore(
    { files, maskFacts, ...kept }: LibraryContent,
    blobs: ReadonlyMap<string, Blob>,
    drawn: ReadonlyMap<string, PackedLabels> = new Map(),
  ): Promise<Dataset> {
    return this.change(async () => {
      this.files.clear();
      this.masks.restore(maskFacts);
      this.drawn.restore(drawn);
      for (const file of files)
        this.files.put({ file, decoded: null }, defined(blobs.get(file.path), `The bytes of ${file.path}`));
      const notes = await this.withoutRemovedFiles(kept);
      await this.forgetLostDrawings();
      return this.settle(notes);
    });
  }

  /** Changes what the user decided; what is not named stays. Throws `bad-setting`. */
  choose(choices: Partial<DataChoices>): Promise<Dataset> {
    return this.change(() => {
      const next = checkedChoices({ ...this.notes.choices, ...choices });
      return this.settle({ ...this.notes, choices: next });
    });
  }

  /** Takes one image and its mask out; their files stay until the library is restored. Throws `no-such-image`. */
  remove(imageId: string): Promise<Dataset> {
    return this.change(() => {
      const { source, mask } = this.item(imageId);
      const gone = [source, ...(mask?.planes ?? [])].map(planeId);
      return this.settle({ ...this.notes, removed: [...this.notes.removed, gone] });
    });
  }

  /** Puts back an image that was taken out, with its mask. Throws `no-such-image`. */
  putBack(imageId: string): Promise<Dataset> {
    return this.change(() => {
      const { removed } = this.notes;
      if (removed.every(([id]) => id !== imageId)) throw noSuchImage(imageId);
      return this.settle({ ...this.notes, removed: removed.filter(([id]) => id !== imageId) });
    });
  }

  /**
   * Labels made in the studio stand in place of the image's mask, which stays in the set; null takes them off again. Throws
   * `no-such-image`, `image-too-large`, `mask-size-differs`, `bad-setting`.
   */
  draw(imageId: string, labels: LabelMap | null): Promise<Dataset> {
    return this.change(async () => {
      const item = this.item(imageId);
      return this.changeDrawn(imageId, labels && drawnFor(item, labels, this.current));
    });
  }

  /**
   * The same with a part of the image's labels, or of blank ones, drawn anew; those before cannot be put back. Throws as
   * `draw`, and `bad-setting` for a part that lies beyond the image.
   */
  drawPart(imageId: string, patch: LabelPatch): Promise<Dataset> {
    return this.change(async () => {
      const item = this.item(imageId);
      if (!fitsLabels(patch, item)) throw strayPart(item);
      const held = item.drawn === undefined ? null : this.inHand.take(item, this.current);
      const labels = patchedLabels(held ?? (await this.labelsToDrawOn(item)), patch);
      const dataset = await this.changeDrawn(imageId, drawnFor(item, labels, this.current), 'replaced');
      this.inHand.put(this.item(imageId), dataset, labels);
      return dataset;
    });
  }

  /** Puts back labels that the image had in this session, by their checksum. Throws `no-such-image` where they are gone. */
  drawAgain(imageId: string, checksum: string): Promise<Dataset> {
    return this.change(() => {
      this.item(imageId);
      return this.changeDrawn(imageId, this.drawn.formerOf(imageId, checksum));
    });
  }

  /** Forgets everything, what the user decided included. */
  clear(): Promise<Dataset> {
    return this.change(async () => {
      await this.forgetAll();
      return this.settle(NO_NOTES);
    });
  }

  /** Once every change that was asked for has ended. */
  async settled(): Promise<void> {
    await this.turn;
  }

  /** One change at a time: the next starts when this one has ended, however it did. */
  private change(task: () => Promise<Dataset>): Promise<Dataset> {
    const result = this.turn.then(task);
    this.turn = result.catch(() => undefined);
    return result;
  }

  private async settle(notes: Notes): Promise<Dataset> {
    return this.adopt(notes, await this.assemble(notes));
  }

  private adopt(notes: Notes, dataset: Dataset): Dataset {
    this.notes = notes;
    this.current = dataset;
    this.pixels.changed();
    this.noteTo(notes, dataset);
    return dataset;
  }

  private noteTo(notes: Notes, dataset: Dataset): void {
    this.keeper.note({ ...notes, maskFacts: this.masks.all() }, dataset);
  }

  /**
   * Before the first file of the user's own is kept: were the tab killed after, that file would else count as a part
   * of the sample, and give way to the next import.
   */
  private noteNoSample({ paths }: ImportBatch): void {
    if (this.notes.sample && paths.length === 0) this.noteTo({ ...this.notes, sample: false }, this.current);
  }

  /** The dataset first: where it cannot be assembled, the image keeps the labels it had. */
  private async changeDrawn(
    imageId: string,
    drawn: Drawn | null,
    former: 'kept' | 'replaced' = 'kept',
  ): Promise<Dataset> {
    const dataset = await this.assemble(this.notes, { drawn: this.drawn.facts([imageId, drawn]) });
    await this.keeper.keepDrawn(imageId, drawn?.bytes ?? null);
    if (drawn === null) this.drawn.delete(imageId);
    else this.drawn.put(imageId, drawn, former);
    return this.adopt(this.notes, dataset);
  }

  /** The caller may change them. */
  private async labelsToDrawOn(item: ImageItem): Promise<LabelMap> {
    const { width, height } = item;
    const classes = () => new Uint8Array(width * height);
    const labels = await this.pixels.drawable(item, this.current);
    return labels ?? { width, height, classes: classes(), ignore: null, instances: null };
  }

  /** Labels of images whose files are gone. */
  private async forgetLostDrawings(): Promise<void> {
    const present = new Set(this.files.planes().map(({ source }) => planeId(source)));
    for (const id of this.drawn.retain(present)) await this.keeper.keepDrawn(id, null);
  }

  private assemble(
    notes: Notes,
    { leaving = new Set(), drawn = this.drawn.facts(), signal }: Assembling = {},
  ): Promise<Dataset> {
    const removed = new Set(notes.removed.flat());
    const planes = this.files
      .planes()
      .filter(({ source }) => !removed.has(planeId(source)) && !leaving.has(source.path));
    const measure = this.masks.of.bind(this.masks);
    const { choices } = notes;
    const refused = [...notes.refused, ...this.drawn.refused()];
    return assembleDataset({ planes, refused, choices, drawn, measure, signal });
  }

  private async forgetAll(): Promise<void> {
    const paths = this.files.list().map(({ path }) => path);
    this.files.clear();
    this.masks.restore({});
    if (paths.length > 0) await this.keeper.forget(paths);
    await this.forgetLostDrawings();
  }

  /** Nothing can be put back once a project was closed: the files of what was taken out go for good. */
  private async withoutRemovedFiles(notes: Notes): Promise<Notes> {
    const removed = new Set(notes.removed.flat());
    const planes = this.files.planes();
    const needed = new Set(
      planes.filter(({ source }) => !removed.has(planeId(source))).map(({ source }) => source.path),
    );
    const gone = [...new Set(planes.map(({ source }) => source.path))].filter((path) => !needed.has(path));
    for (const path of gone) this.files.delete(path);
    if (gone.length > 0) await this.keeper.forget(gone);
    const left = new Set(this.files.planes().map(({ source }) => planeId(source)));
    return { ...notes, removed: notes.removed.filter((ids) => ids.some((id) => left.has(id))) };
  }
}

/** What is not said is as it is now. */
interface Assembling {
  /** Paths of files that are about to go. */
  readonly leaving?: ReadonlySet<string>;
  readonly drawn?: ReadonlyMap<string, DrawnFacts>;
  readonly signal?: AbortSignal | undefined;
}

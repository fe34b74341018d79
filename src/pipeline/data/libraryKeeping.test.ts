/** What a library hands to its keeper, and that what was kept comes back as it was. */
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { nodeDataHost } from '../../testing/nodeDataHost';
import { ImageLibrary } from './imageLibrary';
import type { LibraryFile, LibraryKeeper, LibraryNotes } from './libraryContent';
import { NO_NOTES } from './libraryContent';
import { samplePngs } from './sample';
import type { SourceFile } from './sourceFile';

/** A keeper in memory that counts how often its bytes are read. */
class Shelf implements LibraryKeeper {
  readonly files = new Map<string, { readonly file: LibraryFile; readonly bytes: ArrayBuffer }>();
  readonly drawn = new Map<string, Uint8Array<ArrayBuffer>>();
  notes: LibraryNotes = NO_NOTES;
  reads = 0;
  writes = 0;

  async keep(file: LibraryFile, blob: Blob): Promise<Blob> {
    this.writes += 1;
    this.files.set(file.path, { file, bytes: await blob.arrayBuffer() });
    return this.blob(file.path);
  }

  async forget(paths: readonly string[]): Promise<void> {
    for (const path of paths) this.files.delete(path);
  }

  async keepDrawn(imageId: string, labels: Uint8Array<ArrayBuffer> | null): Promise<void> {
    if (labels === null) this.drawn.delete(imageId);
    else this.drawn.set(imageId, labels.slice());
  }

  note(notes: LibraryNotes): void {
    // As JSON, which is what a project keeps.
    this.notes = JSON.parse(JSON.stringify(notes));
  }

  blob(path: string): Blob {
    const blob = new Blob([this.files.get(path)?.bytes ?? '']);
    const read = blob.arrayBuffer.bind(blob);
    blob.arrayBuffer = () => {
      this.reads += 1;
      return read();
    };
    return blob;
  }

  reopened(): Promise<ImageLibrary> {
    return this.open(new ImageLibrary(nodeDataHost, this));
  }

  private async open(library: ImageLibrary): Promise<ImageLibrary> {
    const files = [...this.files.values()].map(({ file }) => file);
    const blobs = new Map(files.map(({ path }) => [path, this.blob(path)]));
    await library.restore({ files, ...this.notes }, blobs, this.drawn);
    return library;
  }
}

function grey(path: string, side: number, values: readonly number[]): SourceFile {
  const data = Uint8Array.from({ length: side * side }, (_, i) => values[i % values.length] ?? 0);
  const bytes = encode({ width: side, height: side, data, channels: 1, depth: 8 });
  return { path, blob: new Blob([new Uint8Array(bytes)]) };
}

const PAIR = [grey('images/a.png', 4, [1, 2, 3]), grey('masks/a.png', 4, [0, 1])];

describe('a library with a keeper', () => {
  it('opens again as it was, without reading a byte', async () => {
    const shelf = new Shelf();
    const library = new ImageLibrary(nodeDataHost, shelf);
    await library.add([
      ...PAIR,
      grey('images/b.png', 4, [5, 6]),
      { path: 'notes.txt', blob: new Blob(['no image']) },
    ]);
    await library.choose({
      scale: { kind: 'factor', factor: 0.5 },
      pairs: [{ imageId: 'images/b.png', maskIds: [] }],
    });
    shelf.reads = 0;
    const again = await shelf.reopened();
    expect(again.dataset()).toEqual(library.dataset());
    expect(shelf.reads).toBe(0);
    expect(await again.example('images/a.png')).toEqual(await library.example('images/a.png'));
  });

  it('keeps every file as soon as it is read, and none of a cancelled import', async () => {
    const shelf = new Shelf();
    const library = new ImageLibrary(nodeDataHost, shelf);
    await library.add([grey('old.png', 2, [1])]);
    const control = new AbortController();
    const keptMeanwhile: number[] = [];
    const adding = library.add([grey('old.png', 3, [2]), grey('b.png', 2, [1]), grey('c.png', 2, [1])], {
      signal: control.signal,
      onProgress: ({ done }) => {
        keptMeanwhile.push(shelf.files.size);
        if (done === 3) control.abort();
      },
    });
    await expect(adding).rejects.toMatchObject({ code: 'aborted' });
    expect(keptMeanwhile).toEqual([1, 2, 3]);
    expect([...shelf.files.keys()]).toEqual(['old.png']);
    expect((await shelf.reopened()).dataset().images[0]).toMatchObject({ id: 'old.png', width: 2 });
  });

  it('shows the files as they are while others are on their way into their places, and after a cancel', async () => {
    const library = new ImageLibrary(nodeDataHost, new Shelf());
    await library.add(PAIR);
    const before = await library.example('images/a.png');
    const control = new AbortController();
    const looks: Promise<unknown>[] = [];
    const adding = library.add([grey('images/a.png', 5, [9, 8]), grey('b.png', 2, [1])], {
      signal: control.signal,
      onProgress: ({ done }) => {
        looks.push(library.example('images/a.png'), library.view('images/a.png'));
        if (done === 2) control.abort();
      },
    });
    await expect(adding).rejects.toMatchObject({ code: 'aborted' });
    expect(await Promise.all(looks)).toMatchObject([before, { width: 4 }, before, { width: 4 }]);
    expect(await library.example('images/a.png')).toEqual(before);
    const { images } = await library.add([grey('images/a.png', 4, [9, 8])]);
    expect(images[0]).toMatchObject({ id: 'images/a.png', width: 4 });
    expect(await library.example('images/a.png')).not.toEqual(before);
  });

  it('has the bytes of one file in memory at a time, however many are asked for', async () => {
    const shelf = new Shelf();
    const paths = ['a.png', 'b.png', 'c.png', 'd.png'];
    await new ImageLibrary(nodeDataHost, shelf).add(paths.map((path) => grey(path, 4, [1, 2])));
    const library = await shelf.reopened();
    shelf.reads = 0;
    const thumbnails = paths.map((path) => library.thumbnail(path, 2));
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    expect(shelf.reads).toBe(1);
    expect(await Promise.all(thumbnails)).toHaveLength(4);
    expect(shelf.reads).toBe(4);
  });

  it('replaces the bytes of a file that comes again', async () => {
    const shelf = new Shelf();
    const library = new ImageLibrary(nodeDataHost, shelf);
    await library.add(PAIR);
    await library.add([grey('masks/a.png', 4, [0, 1, 2])]);
    const again = await shelf.reopened();
    expect(again.dataset().values.map(({ value }) => value)).toEqual([0, 1, 2]);
  });

  it('does not write a file again that comes with the bytes it has', async () => {
    const shelf = new Shelf();
    const library = new ImageLibrary(nodeDataHost, shelf);
    const before = await library.add(PAIR);
    shelf.writes = 0;
    expect(await library.add(PAIR)).toEqual(before);
    expect(shelf.writes).toBe(0);
    await library.remove('images/a.png');
    expect(await library.add(PAIR)).toEqual(before);
    expect(shelf.writes).toBe(0);
    await library.add([grey('masks/a.png', 4, [0, 1, 1])]);
    expect(shelf.writes).toBe(1);
    expect((await shelf.reopened()).dataset()).not.toEqual(before);
    await library.add(PAIR);
    expect(shelf.writes).toBe(2);
    expect((await shelf.reopened()).dataset()).toEqual(before);
  });

  it('gives up the files of what was taken out only when it is opened anew', async () => {
    const shelf = new Shelf();
    const library = new ImageLibrary(nodeDataHost, shelf);
    await library.add([...PAIR, grey('images/b.png', 4, [5, 6])]);
    await library.remove('images/a.png');
    expect(shelf.files.size).toBe(3);
    const again = await shelf.reopened();
    expect([...shelf.files.keys()]).toEqual(['images/b.png']);
    expect(again.dataset().images.map(({ id }) => id)).toEqual(['images/b.png']);
    await expect(again.putBack('images/a.png')).rejects.toMatchObject({ code: 'no-such-image' });
  });

  it("drops the sample's files when the user's own come", async () => {
    const shelf = new Shelf();
    const library = new ImageLibrary(nodeDataHost, shelf);
    await library.showSample(samplePngs({ count: 1, size: 32, seed: 1 }));
    expect(shelf.files.size).toBe(2);
    const again = await shelf.reopened();
    await again.add(PAIR);
    expect([...shelf.files.keys()].sort()).toEqual(['images/a.png', 'masks/a.png']);
  });

  it('keeps drawn labels beside the mask, and tells those that are damaged', async () => {
    const shelf = new Shelf();
    const library = new ImageLibrary(nodeDataHost, shelf);
    await library.add(PAIR);
    const labels = {
      width: 4,
      height: 4,
      classes: new Uint8Array(16).fill(1),
      ignore: null,
      instances: null,
    };
    const drawn = await library.draw('images/a.png', labels);
    const again = await shelf.reopened();
    expect(again.dataset()).toEqual(drawn);
    expect((await again.training('images/a.png')).labels.classes).toEqual(labels.classes);

    const bytes = shelf.drawn.get('images/a.png') ?? new Uint8Array();
    bytes.fill(0xff, bytes.length - 3);
    const damaged = await shelf.reopened();
    expect(damaged.dataset().images[0]).not.toHaveProperty('drawn');
    expect(damaged.dataset().refused).toMatchObject([
      { path: 'images/a.png', error: { code: 'mask-unreadable' } },
    ]);
    expect([...(await damaged.training('images/a.png')).labels.classes.subarray(0, 4)]).toEqual([0, 1, 0, 1]);

    await damaged.draw('images/a.png', labels);
    expect((await shelf.reopened()).dataset().refused).toEqual([]);
    await damaged.clear();
    expect(shelf.drawn.size).toBe(0);
  });
});

/** Labels drawn in the studio in place of masks, through the library. */
import { encode } from 'fast-png';
import { beforeEach, describe, expect, it } from 'vitest';
import { drawnReading, type LabelMap, type LabelPatch } from '../../domain/labels';
import { nodeDataHost } from '../../testing/nodeDataHost';
import { ImageLibrary } from './imageLibrary';
import type { SourceFile } from './sourceFile';

function grey(path: string, side: number, values: readonly number[]): SourceFile {
  const data = Uint8Array.from({ length: side * side }, (_, i) => values[i % values.length] ?? 0);
  const bytes = encode({ width: side, height: side, data, channels: 1, depth: 8 });
  return { path, blob: new Blob([new Uint8Array(bytes)]) };
}

function drawn(side: number, values: readonly number[]): LabelMap {
  const classes = Uint8Array.from({ length: side * side }, (_, i) => values[i % values.length] ?? 0);
  return { width: side, height: side, classes, ignore: null, instances: null };
}

const A = 'images/a.png';
const B = 'images/b.png';

let library: ImageLibrary;
beforeEach(async () => {
  library = new ImageLibrary(nodeDataHost);
  await library.add([
    grey(A, 4, [1, 2, 3]),
    grey(B, 4, [4, 5]),
    grey('masks/a.png', 4, [0, 255]),
    grey('masks/b.png', 4, [0, 0, 0, 255]),
  ]);
});

const classesOf = async (imageId: string) => (await library.training(imageId)).labels.classes;

describe('drawn labels', () => {
  it('stand in place of the mask wherever there is a truth, and give way to it again', async () => {
    const before = library.dataset();
    const mask = await classesOf(A);
    const labels = drawn(4, [1, 1, 1, 0]);
    const dataset = await library.draw(A, labels);
    expect(dataset.images[0]).toMatchObject({
      id: A,
      drawn: expect.any(String),
      mask: before.images[0]?.mask,
    });
    expect(dataset.classShares).toEqual([0.5, 0.5]);
    expect({ reading: dataset.reading, values: dataset.values }).toEqual({
      reading: before.reading,
      values: before.values,
    });
    expect(await classesOf(A)).toEqual(labels.classes);
    expect((await library.view(A)).labels).toEqual(labels.classes);
    expect((await library.source(A)).labels?.classes).toEqual(labels.classes);
    expect((await library.example(A)).labels?.classes).toEqual(labels.classes);
    expect(await library.draw(A, null)).toEqual(before);
    expect(await classesOf(A)).toEqual(mask);
  });

  it('can be put back by their checksum, for undo', async () => {
    const first = (await library.draw(A, drawn(4, [1]))).images[0]?.drawn ?? '';
    await library.draw(A, drawn(4, [0, 1]));
    await library.drawAgain(A, first);
    expect(await classesOf(A)).toEqual(drawn(4, [1]).classes);
    await expect(library.drawAgain(A, 'never drawn')).rejects.toMatchObject({ code: 'no-such-image' });
  });

  it('keep their classes where masks are read in another way later', async () => {
    await library.draw(A, drawn(4, [1, 0]));
    await library.choose({ reading: { kind: 'classes', classes: [[255], [0]], ignore: [], clean: false } });
    expect(await classesOf(A)).toEqual(drawn(4, [0, 1]).classes);
    expect(library.dataset().classShares).toEqual([0.375, 0.625]);
    await library.choose({ reading: { kind: 'classes', classes: [[0], [7]], ignore: [255], clean: false } });
    const { classes, ignore } = (await library.training(A)).labels;
    expect([...(ignore ?? [])].slice(0, 4)).toEqual([1, 0, 1, 0]);
    expect(classes.every((label) => label === 0)).toBe(true);
  });

  it('number objects where masks do', async () => {
    await library.choose({ reading: { kind: 'instances', words: [], ignore: [], separate: false } });
    const instances = Uint32Array.from(drawn(4, [3, 0, 9, 0]).classes);
    await library.draw(A, { ...drawn(4, [1, 0]), instances });
    expect((await library.training(A)).labels.instances).toEqual(instances);
    expect((await library.view(A)).instances).toEqual(instances);
  });

  it('keep touching objects apart where masks are read as classes, too', async () => {
    const instances = Uint32Array.from({ length: 16 }, (_, at) => (at % 4 < 2 ? 3 : 8));
    await library.draw(A, { ...drawn(4, [1]), instances });
    expect((await library.training(A)).labels.instances).toEqual(instances);
    expect((await library.example(A)).labels?.instances).toEqual(instances);
    expect((await library.training(B)).labels.instances).toBeNull();
  });

  it('make a set of their own without any mask', async () => {
    library = new ImageLibrary(nodeDataHost);
    await library.add([grey(A, 4, [1, 2, 3]), grey(B, 4, [4, 5])]);
    const dataset = await library.draw(B, drawn(4, [0, 0, 1, 1]));
    expect(dataset.reading).toEqual(drawnReading(2));
    expect(dataset).toMatchObject({ classShares: [0.5, 0.5], judgement: null, values: [] });
    expect(dataset.objects).toMatchObject({ objects: 1, area: { median: 8 } });
    expect((await library.draw(A, drawn(4, [2, 0]))).reading).toMatchObject({ classes: [[0], [1], [2]] });
    // With masks of other values, classes stay those of their numbers.
    await library.add([grey('masks/a.png', 4, [0, 255])]);
    expect(await classesOf(B)).toEqual(drawn(4, [0, 0, 1, 1]).classes);
    const none = await library.draw(A, null);
    expect((await library.draw(B, null)).reading).toEqual(none.reading);
  });

  it('are refused where they do not fit, and told where the image was replaced since', async () => {
    await expect(library.draw(A, drawn(5, [1]))).rejects.toMatchObject({ code: 'mask-size-differs' });
    await expect(library.draw(A, drawn(4, [0, 2]))).rejects.toMatchObject({
      code: 'bad-setting',
      subject: A,
    });
    await expect(library.draw('c.png', drawn(4, [1]))).rejects.toMatchObject({ code: 'no-such-image' });
    await library.draw(A, drawn(4, [1]));
    const dataset = await library.add([grey(A, 6, [1, 2]), grey('masks/a.png', 6, [255, 0])]);
    expect(dataset.images[0]).not.toHaveProperty('drawn');
    expect(dataset.refused).toMatchObject([{ path: A, error: { code: 'mask-size-differs' } }]);
    expect(await classesOf(A)).toEqual(drawn(6, [1, 0]).classes);
  });

  it('go with their image and come back with it', async () => {
    await library.draw(A, drawn(4, [1]));
    expect((await library.remove(A)).images).toHaveLength(1);
    expect((await library.putBack(A)).images[0]).toHaveProperty('drawn');
    await library.clear();
    expect((await library.add([grey(A, 4, [1, 2])])).images[0]).not.toHaveProperty('drawn');
  });

  it('have the classes that were chosen before any is drawn, until masks say what theirs are', async () => {
    library = new ImageLibrary(nodeDataHost);
    await library.add([grey(A, 4, [1, 2, 3]), grey(B, 4, [4, 5])]);
    expect((await library.choose({ reading: drawnReading(3) })).reading).toEqual(drawnReading(3));
    expect((await library.draw(A, drawn(4, [0, 2]))).classShares).toEqual([0.5, 0, 0.5]);
    const dataset = await library.add([grey('masks/b.png', 4, [0, 255])]);
    expect(dataset).toMatchObject({ readingBy: 'rule', reading: { classes: [[0], [255]] } });
  });
});

describe('a part that is drawn', () => {
  const part = (x: number, y: number, classes: number[], planes: Partial<LabelPatch> = {}): LabelPatch => ({
    x,
    y,
    width: 2,
    height: classes.length / 2,
    classes: Uint8Array.from(classes),
    ignore: null,
    instances: null,
    ...planes,
  });

  it('changes what the mask says there, and nothing else', async () => {
    const before = [...(await classesOf(A))];
    await library.drawPart(A, part(1, 2, [1, 1, 0, 1], { ignore: Uint8Array.of(0, 0, 1, 0) }));
    const { classes, ignore } = (await library.training(A)).labels;
    const expected = before.map((label, i) => ({ 9: 1, 10: 1, 13: 0, 14: 1 })[i] ?? label);
    expect([...classes]).toEqual(expected);
    expect([...(ignore ?? [])].indexOf(1)).toBe(13);
    expect(await library.labels(A)).toMatchObject({ width: 4, height: 4, classes, ignore, instances: null });
  });

  it('says what nobody painted to whoever draws on, also in another reading, and to nobody else', async () => {
    const planes = { ignore: Uint8Array.of(1, 1, 0, 0), unpainted: Uint8Array.of(0, 1, 0, 0) };
    await library.drawPart(A, part(0, 0, [0, 0, 1, 1], planes));
    const bare = Uint8Array.from({ length: 16 }, (_, at) => (at === 1 ? 1 : 0));
    expect((await library.labels(A))?.unpainted).toEqual(bare);
    const classes = [[0], [255], [256]];
    await library.choose({ reading: { kind: 'classes', classes, ignore: [], clean: false } });
    expect((await library.labels(A))?.unpainted).toEqual(bare);
    expect((await library.training(A)).labels).not.toHaveProperty('unpainted');
  });

  it('begins with blank labels where there are none, and keeps the numbers of its objects', async () => {
    library = new ImageLibrary(nodeDataHost);
    await library.add([grey(A, 4, [1, 2, 3])]);
    expect(await library.labels(A)).toBeNull();
    await library.drawPart(A, part(0, 0, [1, 1], { instances: Uint32Array.of(1, 2) }));
    await library.drawPart(A, part(2, 3, [0, 1], { instances: Uint32Array.of(0, 3) }));
    const { instances } = (await library.training(A)).labels;
    expect([...(instances ?? [])].flatMap((id, i) => (id === 0 ? [] : [[i, id]]))).toEqual([
      [0, 1],
      [1, 2],
      [15, 3],
    ]);
  });

  it('gives the labels before their checksum again once it is taken back', async () => {
    const first = (await library.draw(A, drawn(4, [1, 0]))).images[0]?.drawn;
    const other = (await library.drawPart(A, part(0, 0, [0, 1]))).images[0]?.drawn;
    expect(other).not.toBe(first);
    expect((await library.drawPart(A, part(0, 0, [1, 0]))).images[0]?.drawn).toBe(first);
  });

  it('is drawn on what labels are by now, whoever changed them since the last part', async () => {
    await library.drawPart(A, part(0, 0, [1, 1]));
    await library.draw(A, drawn(4, [1]));
    await library.drawPart(A, part(0, 3, [0, 0]));
    expect([...(await classesOf(A))].slice(8)).toEqual([1, 1, 1, 1, 0, 0, 1, 1]);
    await library.choose({ reading: { kind: 'classes', classes: [[255], [0]], ignore: [], clean: false } });
    await library.drawPart(A, part(0, 0, [1, 1]));
    expect([...(await classesOf(A))]).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0]);
    await expect(library.drawPart(A, part(0, 0, [7, 7]))).rejects.toMatchObject({ code: 'bad-setting' });
    await library.drawPart(A, part(2, 3, [1, 1]));
    expect([...(await classesOf(A))]).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1]);
  });

  it('is refused beyond the image, or of a class that the set does not have', async () => {
    await expect(library.drawPart(A, part(3, 0, [1, 1]))).rejects.toMatchObject({ code: 'bad-setting' });
    await expect(library.drawPart(A, part(0, 0, [2, 1]))).rejects.toMatchObject({ code: 'bad-setting' });
    expect(library.dataset().images[0]).not.toHaveProperty('drawn');
  });
});

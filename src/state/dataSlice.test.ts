/** Importing, selecting and naming, over the fake engine. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { ErrorData } from '../common/errors';
import { emptyFile, type FakeStudio, fakeStudio, settle } from '../testing/fakeStudio';
import { railMark } from './railSelector';
import { selectedImage, trainingBlocker } from './selectors';

const UNREADABLE: ErrorData = {
  code: 'unreadable-file',
  message: 'notes.png is not an image: it holds text.',
  subject: 'notes.png',
  hint: 'Export it again as PNG or TIFF.',
};

let studio: FakeStudio;
const state = () => studio.state();
const callsOf = (method: string) => studio.callsOf(method);

beforeEach(() => {
  studio = fakeStudio();
});

describe('data', () => {
  it('selects the first image of an import and names its classes', async () => {
    await studio.actions.data.importFiles([emptyFile('a.png'), emptyFile('b.png')]);
    expect(selectedImage(state())?.id).toBe('a.png');
    expect(state().data.classes.map((info) => info.name)).toEqual(['value 0', 'value 255']);
    expect(railMark(state(), 'data')).toEqual({ kind: 'count', count: 2 });
  });

  it('keeps the dataset when an import fails, and says which file failed', async () => {
    await studio.actions.data.importSample();
    const before = state().data.dataset;
    studio.engine.fail('importFiles', UNREADABLE);
    await studio.actions.data.importFiles([emptyFile('notes.png')]);
    expect(state().data.dataset).toBe(before);
    expect(state().data.importJob).toEqual({ status: 'failed', error: UNREADABLE });
    expect(state().shell.notices).toMatchObject([{ tone: 'error', subject: 'notes.png' }]);
  });

  it('says in one notice that files of this import are not used', async () => {
    const refused = ['notes.png', 'cut.png'].map((path) => ({ path, error: UNREADABLE }));
    studio.engine.importFiles = async () => ({ ...state().data.dataset, refused });
    await studio.actions.data.importFiles(refused.map(({ path }) => emptyFile(path)));
    expect(state().shell.notices).toMatchObject([
      { message: '2 files are not used.', subject: 'notes.png and 1 more' },
    ]);
    studio.actions.shell.dismiss(1);
    await studio.actions.data.importFiles([emptyFile('good.png')]);
    expect(state().shell.notices).toEqual([]);
  });

  it('counts masks that no image wanted, and takes the warning back when another stage is opened', async () => {
    const unpaired = [0, 1].map((page) => ({
      path: 'masks.tif',
      page,
      pages: 2,
      reason: 'no image carries this name',
    }));
    studio.engine.importFiles = async () => ({ ...state().data.dataset, unpaired });
    await studio.actions.data.importFiles([emptyFile('masks.tif')]);
    expect(state().shell.notices).toMatchObject([{ tone: 'warning', message: 'One file is not used.' }]);
    studio.actions.shell.open('data');
    expect(state().shell.notices).toHaveLength(1);
    studio.actions.shell.open('train');
    expect(state().shell.notices).toEqual([]);
  });

  it('refuses an empty drop without asking the engine', async () => {
    await studio.actions.data.importFiles([]);
    expect(callsOf('importFiles')).toHaveLength(0);
    expect(state().data.importJob).toMatchObject({ status: 'failed', error: { code: 'empty-drop' } });
  });

  it('runs a second import after the first', async () => {
    studio.engine.hold('importFiles');
    const first = studio.actions.data.importFiles([emptyFile('a.png')]);
    const second = studio.actions.data.importFiles([emptyFile('b.png')]);
    await settle();
    expect(callsOf('importFiles')).toHaveLength(1);
    studio.engine.release('importFiles');
    await first;
    await settle();
    studio.engine.release('importFiles');
    await second;
    expect(state().data.dataset.images).toHaveLength(2);
  });

  it('shows progress while importing and fires the signal on cancel', async () => {
    studio.engine.hold('importFiles');
    const running = studio.actions.data.importFiles([emptyFile('a.png'), emptyFile('b.png')]);
    await settle();
    studio.engine.emit({ type: 'import', done: 1, total: 2, path: 'a.png' });
    expect(state().data.importJob).toMatchObject({ status: 'running', done: 1, total: 2, path: 'a.png' });
    expect(railMark(state(), 'data')).toEqual({ kind: 'progress', share: 0.5 });
    studio.actions.data.cancelImport();
    studio.engine.fail('importFiles', { code: 'aborted', message: 'Cancelled.', subject: null, hint: '' });
    studio.engine.release('importFiles');
    await running;
    expect(callsOf('importFiles')[0]?.args[1]).toMatchObject({ aborted: true });
    expect(state().data.importJob.status).toBe('idle');
    expect(state().shell.notices).toEqual([]);
  });

  it('forecasts the rest of a long import from the pace so far, not from its first moments', async () => {
    studio.engine.hold('importFiles');
    const running = studio.actions.data.importFiles([emptyFile('a.png')]);
    await settle();
    const leftAfter = (ms: number, done: number) => {
      studio.clock.ms = ms;
      studio.engine.emit({ type: 'import', done, total: 100, path: 'a.png' });
      const job = state().data.importJob;
      return job.status === 'running' ? job.leftMs : undefined;
    };
    expect(leftAfter(500, 10)).toBeNull();
    expect(leftAfter(3000, 0)).toBeNull();
    expect(leftAfter(4000, 20)).toBe(16_000);
    expect(leftAfter(9000, 100)).toBe(0);
    studio.engine.release('importFiles');
    await running;
  });

  it('does not count an image that is too large to be held as one to train on', async () => {
    await studio.actions.data.importFiles([emptyFile('a.png')]);
    const [image] = state().data.dataset.images;
    const large = { ...state().data.dataset, images: image ? [{ ...image, large: true }] : [] };
    studio.engine.importFiles = async () => large;
    await studio.actions.data.importFiles([emptyFile('a.png')]);
    expect(trainingBlocker(state())).toBe('Add images with masks, or draw labels, first.');
  });

  it('moves the selection to the image that takes the place of a removed one', async () => {
    await studio.actions.data.importFiles(['a', 'b', 'c'].map(emptyFile));
    studio.actions.data.select('b');
    await studio.actions.data.removeImage('b');
    expect(state().data.selectedId).toBe('c');
    await studio.actions.data.removeImage('c');
    expect(state().data.selectedId).toBe('a');
    await studio.actions.data.removeImage('a');
    expect(state().data.selectedId).toBeNull();
  });

  it('walks the strip and stops at its ends', async () => {
    await studio.actions.data.importFiles(['a', 'b'].map(emptyFile));
    studio.actions.data.selectBy(-1);
    expect(state().data.selectedId).toBe('a');
    studio.actions.data.selectBy(1);
    studio.actions.data.selectBy(1);
    expect(state().data.selectedId).toBe('b');
  });

  it('keeps class names while the reading stays, and starts over with another reading', async () => {
    await studio.actions.data.importFiles([emptyFile('a')]);
    studio.actions.data.setClass(1, { name: 'membrane' });
    await studio.actions.data.importFiles([emptyFile('b')]);
    expect(state().data.classes[1]?.name).toBe('membrane');
    await studio.actions.data.setReading({ kind: 'instances', words: [], ignore: [], separate: false });
    expect(state().data.classes.map((info) => info.name)).toEqual(['background', 'object']);
  });

  it('hides the background in overlays until the user wants it', async () => {
    await studio.actions.data.importFiles([emptyFile('a')]);
    expect([...state().data.hidden]).toEqual([0]);
    studio.actions.data.toggleClass(0);
    studio.actions.data.toggleClass(1);
    expect([...state().data.hidden]).toEqual([1]);
  });

  it('fetches pixels once, and again after an import', async () => {
    await studio.actions.data.importFiles([emptyFile('a')]);
    studio.actions.data.requestView('a');
    studio.actions.data.requestView('a');
    await settle();
    studio.actions.data.requestView('a');
    expect(callsOf('view')).toHaveLength(1);
    expect(state().data.views.has('a')).toBe(true);
    await studio.actions.data.importFiles([emptyFile('b')]);
    expect(state().data.views.size).toBe(0);
  });

  it('asks for few thumbnails at once, and not for those that were scrolled past', async () => {
    const ids = Array.from({ length: 1000 }, (_, index) => `${index}.png`);
    await studio.actions.data.importFiles(ids.map(emptyFile));
    studio.engine.hold('thumbnail');
    for (const id of ids.slice(0, -2)) studio.actions.data.requestThumbnail(id)();
    for (const id of ids.slice(-2)) studio.actions.data.requestThumbnail(id);
    const asked = callsOf('thumbnail').map(({ args }) => args[0]);
    expect(asked).toEqual(['0.png', '1.png', '2.png', '3.png']);
    for (let at = 0; at < 6; at++) {
      studio.engine.release('thumbnail');
      await settle();
    }
    expect(callsOf('thumbnail').map(({ args }) => args[0])).toEqual([...asked, '999.png', '998.png']);
    expect(state().data.thumbnails.has('999.png')).toBe(true);
  });

  it('drops pixels of an image that left while they were fetched', async () => {
    await studio.actions.data.importFiles(['a', 'b'].map(emptyFile));
    studio.engine.hold('view');
    studio.actions.data.requestView('a');
    await studio.actions.data.removeImage('a');
    studio.engine.release('view');
    await settle();
    expect(state().data.views.size).toBe(0);
  });
});

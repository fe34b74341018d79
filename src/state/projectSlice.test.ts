/** Opening, keeping and losing projects, over the fake engine. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { ErrorData } from '../common/errors';
import { DEFAULT_OBJECTS } from '../domain/objects';
import { DEFAULT_TRAIN } from '../domain/train';
import { FAKE_PROJECT_BYTES } from '../engine/fakeProjects';
import { emptyFile, type FakeStudio, fakeStudio, settle } from '../testing/fakeStudio';
import { switchBlocker } from './projectSession';
import { railMark } from './railSelector';
import { unsavedWork } from './selectors';
import { DEFAULT_CHOICE } from './trainChoice';

const ELSEWHERE: ErrorData = {
  code: 'project-open-elsewhere',
  message: '“cells” is open in another tab.',
  subject: 'cells',
  hint: 'Use it here, or open a new project.',
};
const FULL: ErrorData = {
  code: 'disk-full',
  message: 'The disk is full.',
  subject: null,
  hint: 'Free some room.',
};
const USE = { kind: 'disk', usedBytes: 1, quotaBytes: 10, persistent: false } as const;

let studio: FakeStudio;
const projects = () => studio.state().projects;
const session = () => projects().session;

beforeEach(() => {
  studio = fakeStudio();
});

describe('opening', () => {
  it('shows the project only once its model is there, then lists the others', async () => {
    studio.engine.hold('restoreModel');
    const opening = studio.actions.projects.openLast();
    await settle();
    expect(session().status).toBe('opening');
    studio.engine.release('restoreModel');
    await opening;
    expect(session()).toMatchObject({ status: 'open', project: { name: 'Untitled' } });
    expect(projects().list).toHaveLength(1);
    expect(projects().storage).toMatchObject({ kind: 'disk' });
  });

  it('leaves what was said of the files of the project before', async () => {
    const { actions } = studio;
    await actions.projects.openLast();
    const unpaired = [{ path: 'b_mask.png', page: 0, pages: 1, reason: 'no image carries this name' }];
    studio.engine.importFiles = async () => ({ ...studio.state().data.dataset, unpaired });
    await actions.data.importFiles([emptyFile('a.png')]);
    expect(studio.state().shell.notices).toHaveLength(1);
    await actions.projects.createProject('other');
    expect(studio.state().shell.notices).toEqual([]);
  });

  it('reads what is dropped meanwhile into the project once it is open', async () => {
    studio.engine.hold('openProject');
    const opening = studio.actions.projects.openLast();
    const importing = studio.actions.data.importFiles([emptyFile('a.png')]);
    await settle();
    expect(studio.callsOf('importFiles')).toHaveLength(0);
    studio.engine.release('openProject');
    await Promise.all([opening, importing]);
    expect(studio.state().data.dataset.images.map(({ id }) => id)).toEqual(['a.png']);
  });

  it('gives back settings, class names, colours, what is hidden, opacity, selection and model', async () => {
    const { actions } = studio;
    await actions.projects.openLast();
    await actions.data.importFiles(['a.png', 'b.png'].map(emptyFile));
    actions.train.setSettings({ steps: 77, validationImages: 1 });
    actions.augment.setSettings({ flipVertical: { enabled: false, probability: 0.5 } });
    actions.data.setClass(1, { name: 'cell', color: '#123456' });
    actions.data.toggleClass(0);
    actions.data.setOpacity(0.2);
    actions.data.select('b.png');
    await actions.train.start();
    const before = studio.state();
    const first = projects().list[0]?.id ?? '';
    await actions.projects.createProject('Second');
    expect(studio.state().data.dataset.images).toEqual([]);
    expect(studio.state()).toMatchObject({
      train: { settings: { steps: DEFAULT_TRAIN.steps }, choice: DEFAULT_CHOICE, job: { status: 'idle' } },
      export: { model: null },
      data: { classes: [], opacity: 0.5 },
    });
    await actions.projects.open(first);
    const after = studio.state();
    expect(after.train.settings).toEqual(before.train.settings);
    expect(after.train.choice).toEqual(before.train.choice);
    expect(after.augment.settings).toEqual(before.augment.settings);
    for (const name of ['classes', 'hidden', 'opacity', 'selectedId'] as const)
      expect(after.data[name]).toEqual(before.data[name]);
    expect(after.export.model).toEqual(before.export.model);
    expect(after.history.done).toEqual([]);
  });

  it('has defaults where stored classes do not fit the masks any more', async () => {
    await studio.actions.projects.openLast();
    await studio.actions.data.importFiles([emptyFile('a.png')]);
    await studio.actions.projects.flush();
    const { choice, applied } = studio.state().train;
    const { settings: augment } = studio.state().augment;
    const look = {
      classes: [],
      hiddenClasses: [3],
      opacity: 0.3,
      selectedId: 'gone.png',
      predictQueue: null,
      objects: DEFAULT_OBJECTS,
      dismissed: [],
    };
    await studio.engine.keepSettings({ choice, applied, augment, weights: null, ...look });
    const id = projects().list[0]?.id ?? '';
    await studio.actions.projects.open(id);
    expect(studio.state().data).toMatchObject({ opacity: 0.3, selectedId: 'a.png' });
    expect(studio.state().data.classes.map(({ name }) => name)).toEqual(['value 0', 'value 255']);
    expect([...studio.state().data.hidden]).toEqual([0]);
  });

  it('tells once what the last session left unfinished', async () => {
    const { openProject } = studio.engine;
    studio.engine.openProject = async (id, over) => ({
      ...(await openProject(id, over)),
      recovered: 'The last import was cut off after 3 of 9 files.',
    });
    await studio.actions.projects.openLast();
    expect(studio.state().shell.notices).toMatchObject([
      { tone: 'warning', message: 'The last import was cut off after 3 of 9 files.' },
    ]);
  });

  it('is open without its model where that cannot be read, and says so', async () => {
    studio.engine.fail('restoreModel', { ...FULL, code: 'bad-model', message: 'The model is damaged.' });
    await studio.actions.projects.openLast();
    expect(session().status).toBe('open');
    expect(studio.state().shell.notices).toMatchObject([{ message: 'The model is damaged.' }]);
  });
});

describe('a project that another tab has', () => {
  it('is asked about at start, and opens here when taken over', async () => {
    studio.engine.fail('openProject', ELSEWHERE);
    await studio.actions.projects.openLast();
    expect(session()).toEqual({ status: 'elsewhere', projectId: null, error: ELSEWHERE, previous: null });
    await studio.actions.data.importFiles([emptyFile('a.png')]);
    expect(studio.callsOf('importFiles')).toHaveLength(0);
    expect(studio.state().shell.notices).toMatchObject([{ tone: 'error' }]);
    studio.engine.succeed('openProject');
    await studio.actions.projects.takeOver();
    expect(studio.callsOf('openProject').at(-1)?.args).toEqual([null, true]);
    expect(session().status).toBe('open');
  });

  it('leaves the one that is open as it is, to go back to', async () => {
    await studio.actions.projects.openLast();
    await studio.actions.data.importFiles([emptyFile('a.png')]);
    studio.engine.fail('openProject', ELSEWHERE);
    await studio.actions.projects.open('p9');
    expect(session()).toMatchObject({ status: 'elsewhere', projectId: 'p9', previous: { id: 'p1' } });
    studio.actions.projects.goBack();
    expect(session()).toMatchObject({ status: 'open', project: { id: 'p1' } });
    expect(studio.state().data.dataset.images).toHaveLength(1);
  });

  it('takes this one: nothing is kept here from then on, until it is taken back', async () => {
    await studio.actions.projects.openLast();
    studio.engine.emit({ type: 'project-taken', projectId: 'another' });
    expect(session().status).toBe('open');
    studio.engine.emit({ type: 'project-taken', projectId: 'p1' });
    expect(session()).toMatchObject({ status: 'taken', project: { id: 'p1' } });
    studio.actions.data.setOpacity(0.1);
    await studio.actions.projects.flush();
    expect(studio.callsOf('keepSettings')).toHaveLength(0);
    await studio.actions.projects.takeOver();
    expect(studio.callsOf('openProject').at(-1)?.args).toEqual(['p1', true]);
    expect(session().status).toBe('open');
  });
});

describe('while a project is being opened', () => {
  it('another tab may take it: it is shown, and said to be taken', async () => {
    studio.engine.hold('restoreModel');
    const opening = studio.actions.projects.openLast();
    await settle();
    studio.engine.emit({ type: 'project-taken', projectId: 'p1' });
    studio.engine.release('restoreModel');
    await opening;
    expect(session()).toMatchObject({ status: 'taken', project: { id: 'p1' } });
  });

  it('what was asked of the one before is done first, and nothing is changed meanwhile', async () => {
    await studio.actions.projects.openLast();
    await studio.actions.data.importFiles([emptyFile('a.png')]);
    studio.engine.hold('setScale');
    studio.engine.hold('createProject');
    const scaling = studio.actions.data.setScale({ kind: 'factor', factor: 0.5 });
    const opening = studio.actions.projects.createProject('Second');
    await settle();
    expect(studio.callsOf('createProject')).toHaveLength(0);
    studio.engine.release('setScale');
    await scaling;
    await settle();
    expect(studio.callsOf('createProject')).toHaveLength(1);
    await studio.actions.history.undo();
    expect(studio.callsOf('setScale')).toHaveLength(1);
    studio.engine.release('createProject');
    await opening;
    expect(studio.state()).toMatchObject({ data: { dataset: { images: [] } }, history: { done: [] } });
  });

  it('does not begin while a model is being loaded, which would be kept in the wrong one', async () => {
    await studio.actions.projects.openLast();
    studio.engine.hold('loadModel');
    const loading = studio.actions.export.loadModel([]);
    await studio.actions.projects.createProject('Second');
    expect(studio.callsOf('createProject')).toHaveLength(0);
    expect(studio.state().shell.notices).toMatchObject([
      { message: 'Another project cannot be opened now. A model is being loaded.' },
    ]);
    studio.engine.release('loadModel');
    await loading;
  });
});

describe('a project that cannot be opened', () => {
  it('is said so in its place at start', async () => {
    studio.engine.fail('openProject', { ...FULL, code: 'bad-project' });
    await studio.actions.projects.openLast();
    expect(session()).toMatchObject({ status: 'failed', error: { code: 'bad-project' } });
  });

  it('is a notice while another is open', async () => {
    await studio.actions.projects.openLast();
    await studio.actions.projects.open('gone');
    expect(session()).toMatchObject({ status: 'open', project: { id: 'p1' } });
    expect(studio.state().shell.notices).toMatchObject([{ message: 'There is no such project.' }]);
  });
});

describe('leaving the page', () => {
  it('is not asked about when all is kept, the trained weights among it', async () => {
    await studio.actions.projects.openLast();
    await studio.actions.data.importSample();
    await studio.actions.train.start();
    expect(studio.state().export.saved).toBe(false);
    expect(unsavedWork(studio.state())).toBeNull();
    expect(railMark(studio.state(), 'export')).toEqual({ kind: 'done' });
  });

  it('is asked about while saving fails; the notice goes once it works again', async () => {
    await studio.actions.projects.openLast();
    studio.engine.emit({ type: 'save-failed', error: FULL });
    expect(unsavedWork(studio.state())).toBe('The last changes are not saved.');
    expect(studio.state().shell.notices).toMatchObject([{ message: 'The disk is full.' }]);
    studio.clock.ms = 5000;
    studio.engine.emit({ type: 'saved', use: USE, savedMs: 0 });
    expect(projects()).toMatchObject({ saveError: null, savedMs: 5000, storage: USE });
    expect(studio.state().shell.notices).toEqual([]);
    expect(unsavedWork(studio.state())).toBeNull();
  });

  it('is asked about where the browser keeps nothing', async () => {
    studio.engine.storage = async () => ({ ...USE, kind: 'memory' });
    await studio.actions.projects.openLast();
    expect(unsavedWork(studio.state())).toBeNull();
    await studio.actions.data.importFiles([emptyFile('a.png')]);
    expect(unsavedWork(studio.state())).toBe('This browser keeps nothing.');
  });
});

describe('the list', () => {
  beforeEach(() => studio.actions.projects.openLast());

  it('renames the open project by its trimmed name, and not to nothing', async () => {
    await studio.actions.projects.rename('p1', '  cells ');
    expect(session()).toMatchObject({ status: 'open', project: { name: 'cells' } });
    await studio.actions.projects.rename('p1', '   ');
    await studio.actions.projects.rename('p1', 'cells');
    expect(studio.callsOf('renameProject')).toHaveLength(1);
  });

  it('copies, deletes and tells the bytes freed', async () => {
    await studio.actions.projects.duplicate('p1');
    expect(projects().list.map(({ name }) => name)).toEqual(['Untitled copy', 'Untitled']);
    expect(await studio.actions.projects.remove('p2')).toBe(FAKE_PROJECT_BYTES);
    expect(projects().list.map(({ id }) => id)).toEqual(['p1']);
    studio.engine.fail('deleteProject', { ...FULL, code: 'busy', message: 'It is open.' });
    expect(await studio.actions.projects.remove('p1')).toBeNull();
    expect(projects().list).toHaveLength(1);
  });

  it('saves a project as a file, and opens one that was', async () => {
    await studio.actions.projects.saveAsFile('p1');
    expect(studio.saved.map(({ name }) => name)).toEqual(['p1.unet']);
    await studio.actions.projects.openFile(new Blob(['project']));
    expect(session()).toMatchObject({ status: 'open', project: { name: 'unpacked' } });
  });

  it('does one thing at a time, and no other project is opened meanwhile', async () => {
    studio.engine.hold('duplicateProject');
    const copying = studio.actions.projects.duplicate('p1');
    await settle();
    expect(switchBlocker(studio.state())).toBe('Copying Untitled.');
    await studio.actions.projects.saveAsFile('p1');
    expect(studio.callsOf('packProject')).toHaveLength(0);
    studio.engine.release('duplicateProject');
    await copying;
    expect(switchBlocker(studio.state())).toBeNull();
  });

  it('asks the browser to keep everything for good', async () => {
    expect(projects().storage?.persistent).toBe(false);
    await studio.actions.projects.askPersistence();
    expect(projects().storage?.persistent).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { studioError, toErrorData } from '../common/errors';
import { type Dataset, EMPTY_DATASET, type ImageItem } from '../domain/data';
import type { FileFacts, PlaneFacts } from '../domain/files';
import { inspectReport } from './inspectReport';

const plane = (changes: Partial<PlaneFacts> = {}): PlaneFacts => ({
  width: 20,
  height: 10,
  channels: 1,
  type: 'uint16',
  palette: false,
  imageChannels: 1,
  min: 33007,
  max: 36863,
  label: null,
  ...changes,
});

const file = (...planes: PlaneFacts[]): FileFacts => ({
  planes,
  storedPages: planes.length,
  pixelSize: null,
  channelNames: null,
});

const image = (path: string, changes: Partial<ImageItem> = {}): ImageItem => ({
  id: path,
  name: path,
  source: { path, page: 0, pages: 1 },
  width: 20,
  height: 10,
  channels: 1,
  storedChannels: 1,
  type: 'uint16',
  pixelSize: null,
  large: false,
  mask: null,
  reason: 'no mask carries this name',
  ...changes,
});

const maskOf = (...paths: string[]) => ({
  planes: paths.map((path) => ({ path, page: 0, pages: 1 })),
  words: paths.map(() => null),
});

const refused = (path: string) => ({
  path,
  error: toErrorData(studioError('truncated-file', `${path} ends early.`, 'Copy it again.', path)),
});

function reportOf(changes: Partial<Dataset>, facts: Record<string, FileFacts> = {}) {
  return inspectReport({ ...EMPTY_DATASET, ...changes }, new Map(Object.entries(facts)));
}

describe('findings in single pairs', () => {
  it('follow those of the set, with ids of images, evidence and repair where there are some', () => {
    const evidence = { x: 0, y: 128, width: 128, height: 64 };
    const repair = { kind: 'shift' as const, dx: -5, dy: 0 };
    const { findings } = inspectReport(EMPTY_DATASET, new Map(), [
      { code: 'shifted', imageId: 'a.png', others: [], message: 'It lies beside.', evidence, repair },
      {
        code: 'duplicate',
        imageId: 'b.png',
        others: ['a.png'],
        message: 'Twice.',
        evidence: null,
        repair: null,
      },
    ]);
    expect(findings).toEqual([
      { code: 'shifted', message: 'It lies beside.', paths: ['a.png'], evidence, repair },
      { code: 'duplicate', message: 'Twice.', paths: ['b.png', 'a.png'] },
    ]);
  });
});

describe('files of the report', () => {
  it('come in natural order with their sizes, ranges over all planes and pixel size where stated', () => {
    const deep = {
      ...file(plane(), plane({ min: 5, max: 50000 })),
      storedPages: 4,
      pixelSize: { x: 0.5, y: 0.4 },
    };
    const { files } = reportOf(
      { refused: [refused('x3.png')] },
      { 'x10.tif': deep, 'x2.tif': file(plane()) },
    );
    const row = { width: 20, height: 10, channels: 1, type: 'uint16' };
    expect(files).toEqual([
      { path: 'x2.tif', ...row, pages: 1, min: 33007, max: 36863 },
      { path: 'x3.png', error: { code: 'truncated-file', message: 'x3.png ends early.' } },
      { path: 'x10.tif', ...row, pages: 4, min: 5, max: 50000, pixelSize: { x: 0.5, y: 0.4 } },
    ]);
  });

  it('are listed once where a readable file was refused as a mask', () => {
    const { files, findings } = reportOf({ refused: [refused('m.png')] }, { 'm.png': file(plane()) });
    expect(files).toEqual([expect.objectContaining({ path: 'm.png', width: 20 })]);
    expect(findings).toEqual([{ code: 'truncated-file', message: 'm.png ends early.', paths: ['m.png'] }]);
  });
});

describe('pairs of the report', () => {
  const judgement = {
    kind: 'objects',
    flaws: ['partly-labelled'],
    evidence: ['Every file holds one object.'],
  } as const;
  const dataset: Partial<Dataset> = {
    images: [
      image('a.png', { mask: maskOf('a_mask.png'), reason: 'same name, marked as a mask' }),
      image('b.png', { mask: maskOf('b_1.png', 'b_2.png'), reason: '2 files' }),
      image('c.png'),
    ],
    reading: { kind: 'instances', words: ['circle'], ignore: [], separate: false },
    judgement,
    unpaired: [{ path: 'stack.tif', page: 2, pages: 3, reason: 'c.png has no page 3' }],
  };

  it('name image, mask or masks, reason, kind and classes', () => {
    const common = { maskKind: 'objects', classes: ['background', 'circle'] };
    expect(reportOf(dataset).pairs).toEqual([
      { image: 'a.png', mask: 'a_mask.png', reason: 'same name, marked as a mask', ...common },
      { image: 'b.png', mask: ['b_1.png', 'b_2.png'], reason: '2 files', ...common },
    ]);
  });

  it('leave images and planes that stayed alone, with the page and the reason', () => {
    expect(reportOf(dataset).unpaired).toEqual([
      { path: 'c.png', role: 'image', reason: 'no mask carries this name' },
      { path: 'stack.tif#2', role: 'other', reason: 'c.png has no page 3' },
    ]);
  });

  it('bring the judgement of their masks as findings', () => {
    expect(reportOf(dataset).findings).toEqual([
      { code: 'mask-kind', message: 'Every file holds one object.', paths: [] },
      {
        code: 'partly-labelled',
        message: expect.stringMatching(/^Some masks label only a part .*\.$/),
        paths: [],
      },
    ]);
  });
});

describe('findings', () => {
  it('tell of pages of several sizes', () => {
    const { findings } = reportOf({}, { 's.tif': file(plane(), plane({ width: 7 }), plane()) });
    expect(findings).toEqual([
      {
        code: 'page-sizes-differ',
        message: 'The pages of s.tif have 2 sizes: 20 × 10, 7 × 10 px.',
        paths: ['s.tif'],
      },
    ]);
  });

  it('tell of mixed channels once', () => {
    const images = [image('a.png', { storedChannels: 3 }), image('b.png')];
    expect(reportOf({ images }).findings).toEqual([
      {
        code: 'mixed-channels',
        message: 'The images have different numbers of channels: 1, 3.',
        paths: ['a.png', 'b.png'],
      },
    ]);
    const known = {
      path: 'a.png',
      error: toErrorData(studioError('mixed-channels', 'a.png has 3.', '', 'a.png')),
    };
    expect(reportOf({ images, refused: [known] }).findings.map(({ message }) => message)).toEqual([
      'a.png has 3.',
    ]);
  });

  it('are empty for a clean set', () => {
    expect(reportOf({ images: [image('a.png'), image('b.png')] }).findings).toEqual([]);
  });
});

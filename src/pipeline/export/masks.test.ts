import { BlobReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import { decode } from 'fast-png';
import { expect, it } from 'vitest';
import { labelPng } from './labelPng';
import { zipFiles } from './zipFiles';

it('writes labels as grey values equal to the class index', () => {
  const labels = Uint8Array.from({ length: 35 }, (_, i) => i % 5);
  const png = decode(labelPng(labels, 7, 5));
  expect([png.width, png.height, png.channels, png.depth]).toEqual([7, 5, 1, 8]);
  expect([...png.data]).toEqual([...labels]);
});

it('keeps every file in the zip, in order', async () => {
  const names = ['b.png', 'a.png', 'set/ä.png'];
  const zip = zipFiles(names.map((name, i) => ({ name, bytes: Uint8Array.of(i, i) })));
  const entries = await new ZipReader(new BlobReader(new Blob([zip]))).getEntries();
  expect(entries.map(({ filename }) => filename)).toEqual(names);
  const third = entries[2];
  if (!third || third.directory) throw new Error('no third file');
  expect([...(await third.getData(new Uint8ArrayWriter()))]).toEqual([2, 2]);
});

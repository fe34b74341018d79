/** First bytes, as each format's specification has them. */
import { describe, expect, it } from 'vitest';
import { fileFormat } from './fileFormat';

const box = (...brands: string[]) => {
  const body = new TextEncoder().encode(`ftyp${brands.join('')}`);
  return Uint8Array.from([0, 0, 0, body.length + 4, ...body, ...new Uint8Array(40)]);
};

describe('fileFormat', () => {
  it.for([
    [['avif', '\0\0\0\0', 'mif1'], 'avif'],
    [['mif1', '\0\0\0\0', 'miaf', 'avif'], 'avif'],
    [['heic', '\0\0\0\0', 'mif1'], 'other'],
    [['isom', '\0\0\0\0', 'avc1'], 'other'],
  ] as const)('brands %j', ([brands, kind]) => {
    expect(fileFormat(box(...brands)).kind).toBe(kind);
  });

  it('never asks a brand beyond its box', () => {
    const bytes = box('heic', '\0\0\0\0');
    bytes.set(new TextEncoder().encode('avif'), 24);
    expect(fileFormat(bytes).kind).toBe('other');
  });
});

/** Netpbm files as its manual pages describe them, plain and raw. */
import { describe, expect, it } from 'vitest';
import { decodeNetpbm } from './decodeNetpbm';
import { fileFormat } from './fileFormat';

function decode(header: string, raw: readonly number[] = []) {
  const bytes = Uint8Array.from([...new TextEncoder().encode(header), ...raw]);
  expect(fileFormat(bytes)).toEqual({ kind: 'netpbm' });
  const [only] = decodeNetpbm('a.pnm', bytes).planes;
  return only?.raster;
}

describe('decodeNetpbm', () => {
  it.for([
    ['P1\n# a comment\n3 2\n1 0 1\n011\n', [], [1, 0, 1, 0, 1, 1]],
    [
      'P4 10 2\n',
      [0b10100000, 0b01000000, 0b00000001, 0b10000000],
      [1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0],
    ],
    ['P2\n2 2 # size\n# top\n15\n0 15\n 7 8\n', [], [0, 15, 7, 8]],
    ['P5 2 1 255\n', [10, 35], [10, 35]],
    ['P5\n#x\n2 1\n65535\n', [1, 2, 255, 254], [258, 65534]],
    ['P3 1 2 255 1 2 3 4 5 6', [], [1, 2, 3, 4, 5, 6]],
    ['P6 1 1\n1000\n', [3, 232, 0, 1, 0, 2], [1000, 1, 2]],
  ] as const)('%j', ([header, raw, values]) => {
    expect(Array.from(decode(header, raw)?.data ?? [])).toEqual(values);
  });

  it('keeps the type that the highest value needs', () => {
    expect(decode('P5 1 1 255\n', [1])).toMatchObject({ type: 'uint8', channels: 1 });
    expect(decode('P5 1 1 256\n', [1, 0])).toMatchObject({ type: 'uint16', channels: 1 });
    expect(decode('P6 1 1 255\n', [1, 2, 3])).toMatchObject({ type: 'uint8', channels: 3 });
  });

  it.for([
    ['P5 2 2 255\n', 'truncated-file'],
    ['P2 2 2 255\n1 2 3', 'truncated-file'],
    ['P2 2 x 255\n', 'unreadable-file'],
    ['P1 2 1\n1 2', 'unreadable-file'],
    ['P5 1 1 70000\n', 'unreadable-file'],
    ['P5 0 1 255\n', 'unreadable-file'],
    ['P5 99999999999999999999 9 255\n', 'image-too-large'],
  ])('refuses %j', ([header = '', code]) => {
    expect(() => decode(header)).toThrow(expect.objectContaining({ code }));
  });

  it('leaves prose alone', () => {
    expect(fileFormat(new TextEncoder().encode('P53 was found'))).toEqual({ kind: 'text' });
  });
});

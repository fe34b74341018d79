/** TIFFs byte by byte from the TIFF 6.0 and BigTIFF specifications, for tests of the reader. Called by unit tests. */

export interface TiffField {
  readonly tag: number;
  /** 2 text, 3 16-bit, 4 32-bit, 5 rational (a value is numerator / 1000). */
  readonly type: 2 | 3 | 4 | 5;
  readonly values: readonly number[];
}

export interface TiffPageParts {
  /** All but the offsets and byte counts of the blocks. */
  readonly fields: readonly TiffField[];
  readonly blocks: readonly Uint8Array[];
  readonly tiled?: boolean;
  /** False where the fields say where the blocks are, which lie from byte 16 on. */
  readonly ownBlocks?: boolean;
}

export interface TiffKind {
  readonly littleEndian: boolean;
  readonly big?: boolean;
}

export function short(tag: number, ...values: number[]): TiffField {
  return { tag, type: 3, values };
}

export function long(tag: number, ...values: number[]): TiffField {
  return { tag, type: 4, values };
}

export function rational(tag: number, value: number): TiffField {
  return { tag, type: 5, values: [value] };
}

export function text(tag: number, words: string): TiffField {
  return { tag, type: 2, values: [...new TextEncoder().encode(words), 0] };
}

const TYPE_BYTES = { 2: 1, 3: 2, 4: 4, 5: 8 } as const;

/** Blocks and long fields first, then the directories, far from both. */
export function buildTiff({ littleEndian, big = false }: TiffKind, pages: readonly TiffPageParts[]) {
  const room = 1 << 13;
  const stored = pages.reduce(
    (sum, { blocks }) => sum + blocks.reduce((all, block) => all + block.length, 0),
    0,
  );
  const listed = pages.reduce((sum, { fields, blocks }) => sum + fieldBytes(fields) + blocks.length * 8, 0);
  const view = new DataView(new ArrayBuffer(stored + listed + room + pages.length * 1024));
  const word = (at: number, value: number) => {
    if (big) view.setBigUint64(at, BigInt(value), littleEndian);
    else view.setUint32(at, value, littleEndian);
  };
  let end = 16;
  const put = (bytes: Uint8Array) => {
    new Uint8Array(view.buffer).set(bytes, end);
    end += bytes.length + (bytes.length % 2);
    return end - bytes.length - (bytes.length % 2);
  };
  view.setUint16(0, littleEndian ? 0x4949 : 0x4d4d);
  view.setUint16(2, big ? 43 : 42, littleEndian);
  if (big) view.setUint16(4, 8, littleEndian);
  const directories = pages.map(({ fields, blocks, tiled = false, ownBlocks = true }) => {
    const offsets = blocks.map(put);
    const lengths = blocks.map((block) => block.length);
    const listing = [long(tiled ? 324 : 273, ...offsets), long(tiled ? 325 : 279, ...lengths)];
    const all = [...fields, ...(ownBlocks ? listing : [])].sort((a, b) => a.tag - b.tag);
    return all
      .map((field) => ({ field, bytes: encoded(field, littleEndian) }))
      .map(({ field, bytes }) => ({
        field,
        bytes,
        place: bytes.length <= (big ? 8 : 4) ? null : put(bytes),
      }));
  });
  let link = big ? 8 : 4;
  end = Math.max(end, room);
  for (const entries of directories) {
    word(link, end);
    if (big) word(end, entries.length);
    else view.setUint16(end, entries.length, littleEndian);
    end += big ? 8 : 2;
    for (const { field, bytes, place } of entries) {
      view.setUint16(end, field.tag, littleEndian);
      view.setUint16(end + 2, field.type, littleEndian);
      word(end + 4, field.values.length);
      const valueAt = end + (big ? 12 : 8);
      if (place === null) new Uint8Array(view.buffer).set(bytes, valueAt);
      else word(valueAt, place);
      end += big ? 20 : 12;
    }
    link = end;
    end += big ? 8 : 4;
  }
  return new Uint8Array(view.buffer.slice(0, end));
}

function fieldBytes(fields: readonly TiffField[]): number {
  return fields.reduce((sum, { type, values }) => sum + values.length * TYPE_BYTES[type] + 1, 0);
}

function encoded({ type, values }: TiffField, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * TYPE_BYTES[type]));
  for (const [i, value] of values.entries()) {
    if (type === 2) view.setUint8(i, value);
    else if (type === 3) view.setUint16(i * 2, value, littleEndian);
    else if (type === 4) view.setUint32(i * 4, value, littleEndian);
    else {
      view.setUint32(i * 8, Math.round(value * 1000), littleEndian);
      view.setUint32(i * 8 + 4, 1000, littleEndian);
    }
  }
  return new Uint8Array(view.buffer);
}

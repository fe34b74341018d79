/** Values of one TIFF field, by its type (TIFF 6.0 section 2; 13 and 16 to 18 from its supplement and BigTIFF). */

/** Bytes of one value, by field type 1..18; 0 for types that do not exist. */
export const TYPE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8] as const;

const ASCII = 2;

/** Numbers, rationals divided; text up to the first zero byte. */
export function fieldValue(
  view: DataView,
  at: number,
  type: number,
  count: number,
  littleEndian: boolean,
): number[] | string {
  if (type === ASCII) return textValue(view, at, count);
  const step = TYPE_BYTES[type] ?? 1;
  return Array.from({ length: count }, (_, i) => oneValue(view, at + i * step, type, littleEndian));
}

function oneValue(view: DataView, at: number, type: number, le: boolean): number {
  switch (type) {
    case 3:
      return view.getUint16(at, le);
    case 4:
    case 13:
      return view.getUint32(at, le);
    case 5:
      return view.getUint32(at, le) / view.getUint32(at + 4, le);
    case 6:
      return view.getInt8(at);
    case 8:
      return view.getInt16(at, le);
    case 9:
      return view.getInt32(at, le);
    case 10:
      return view.getInt32(at, le) / view.getInt32(at + 4, le);
    case 11:
      return view.getFloat32(at, le);
    case 12:
      return view.getFloat64(at, le);
    case 16:
    case 18:
      return Number(view.getBigUint64(at, le));
    case 17:
      return Number(view.getBigInt64(at, le));
    default:
      return view.getUint8(at);
  }
}

/** UTF-8 where it is, else Latin-1: ImageJ writes µ both ways. */
function textValue(view: DataView, at: number, count: number): string {
  const bytes = new Uint8Array(view.buffer, view.byteOffset + at, count);
  const end = bytes.indexOf(0);
  const text = end < 0 ? bytes : bytes.subarray(0, end);
  const utf8 = new TextDecoder().decode(text);
  return utf8.includes('\ufffd') ? new TextDecoder('latin1').decode(text) : utf8;
}

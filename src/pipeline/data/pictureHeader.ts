/** What a WebP (RFC 9649) or an AVIF (ISO/IEC 23008-12, AV1-ISOBMFF) says of its size. Reads no pixels. */

export interface PictureHeader {
  readonly width: number;
  readonly height: number;
  /** Whether samples have more than 8 bits. */
  readonly deep: boolean;
}

/** Null where the file does not say. */
export function pictureHeader(format: 'webp' | 'avif', bytes: Uint8Array<ArrayBuffer>): PictureHeader | null {
  if (bytes.length < 30) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return format === 'webp' ? webpHeader(view) : avifHeader(view);
}

function webpHeader(view: DataView): PictureHeader | null {
  const three = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
  switch (name(view, 12)) {
    case 'VP8X':
      return { width: three(24) + 1, height: three(27) + 1, deep: false };
    case 'VP8L': {
      const sides = view.getUint32(21, true);
      return { width: (sides & 0x3fff) + 1, height: ((sides >> 14) & 0x3fff) + 1, deep: false };
    }
    case 'VP8 ':
      return {
        width: view.getUint16(26, true) & 0x3fff,
        height: view.getUint16(28, true) & 0x3fff,
        deep: false,
      };
    default:
      return null;
  }
}

/** The largest "ispe" (image spatial extents) and any "av1C" in the file's properties. */
function avifHeader(view: DataView): PictureHeader | null {
  let [width, height, deep] = [0, 0, false];
  for (let at = 4; at + 16 <= view.byteLength; at++) {
    const box = name(view, at);
    if (box === 'mdat') break;
    if (box === 'av1C') deep ||= (view.getUint8(at + 6) & 0x40) !== 0;
    if (box !== 'ispe') continue;
    width = Math.max(width, view.getUint32(at + 8));
    height = Math.max(height, view.getUint32(at + 12));
  }
  return width > 0 ? { width, height, deep } : null;
}

function name(view: DataView, at: number): string {
  return String.fromCharCode(
    view.getUint8(at),
    view.getUint8(at + 1),
    view.getUint8(at + 2),
    view.getUint8(at + 3),
  );
}

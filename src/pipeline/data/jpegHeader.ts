/** What a JPEG says of itself before any pixel is decoded: its frame header (ITU-T T.81, B.2.2). */

export interface JpegHeader {
  readonly width: number;
  readonly height: number;
  /** 1 grey, 3 colour, 4 CMYK. */
  readonly components: number;
  /** Bits per sample. */
  readonly precision: number;
}

/** The first frame header, or null where the file has none. */
export function jpegHeader(bytes: Uint8Array<ArrayBuffer>): JpegHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 10 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at += 1;
    else if (isFrame(marker)) return readFrame(view, at);
    else at += 2 + (standsAlone(marker) ? 0 : view.getUint16(at + 2));
  }
  return null;
}

function readFrame(view: DataView, at: number): JpegHeader {
  return {
    precision: view.getUint8(at + 4),
    height: view.getUint16(at + 5),
    width: view.getUint16(at + 7),
    components: view.getUint8(at + 9),
  };
}

/** SOF0 to SOF15, without DHT (C4), JPG (C8) and DAC (CC). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/**
 * How many scans follow, as their markers count. Decoders pass over the whole image for each, so a small file could keep
 * one busy for hours.
 */
export function countScans(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    if (bytes[at + 1] === 0xda) count += 1;
  }
  return count;
}

/** Markers without a length: TEM and RST0 to SOI. */
function standsAlone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}

/** Names that every file system takes: what Windows, macOS and zip tools refuse is replaced. Called by resultStems. */

/** Bytes of UTF-8 that one part of a path may have at most: file systems end at 255, and endings follow. */
const MOST_BYTES = 180;

/** Windows' names of devices, with any ending. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** One part of a path, never empty, with "_" in place of what is refused somewhere. In Unicode's composed form. */
export function safeName(part: string): string {
  const legal = part.normalize('NFC').replace(/[<>:"|?*\\/\p{Cc}\p{Cs}]/gu, '_');
  const short = shortened(legal)
    .trim()
    .replace(/[. ]+$/, '');
  if (short === '') return '_';
  return DEVICES.test(short) ? `_${short}` : short;
}

/** Cut between characters. */
function shortened(name: string): string {
  const encoder = new TextEncoder();
  let bytes = 0;
  let kept = '';
  for (const character of name) {
    bytes += encoder.encode(character).length;
    if (bytes > MOST_BYTES) break;
    kept += character;
  }
  return kept;
}

/** The same for names that some file system takes for one. */
export function sameNameKey(path: string): string {
  // Twice: capitals of some letters have several small ones ("ſ", "s").
  return path.normalize('NFC').toUpperCase().toLowerCase();
}

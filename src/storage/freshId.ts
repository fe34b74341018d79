/** Names for stored files and projects that no other tab chooses as well. Not for anything a run depends on. */

/** 16 hexadecimal digits from the platform's generator: a name, not a draw, so no seed stands behind it. */
export function freshId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

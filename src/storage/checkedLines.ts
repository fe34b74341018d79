/** JSON values as lines that carry their checksum: the format of a project's document and of its journal. */
import { crc32 } from '../common/crc32';
import type { Bytes } from './rawFiles';

const encoder = new TextEncoder();

/**
 * `\n` CHECKSUM ` ` JSON `\n`, the checksum as 8 hexadecimal digits over the JSON's UTF-8. The leading newline ends
 * whatever a failed append may have left before it.
 */
export function checkedLine(value: unknown): Bytes {
  const json = JSON.stringify(value);
  return encoder.encode(`\n${checksum(json)} ${json}\n`);
}

/** The values of all whole lines, in order; what is torn or altered is left out. */
export function readCheckedLines(text: string): unknown[] {
  return text.split('\n').flatMap((line) => {
    const json = line.slice(9);
    return line.length > 9 && line.slice(0, 9) === `${checksum(json)} ` ? [JSON.parse(json)] : [];
  });
}

function checksum(json: string): string {
  return crc32(encoder.encode(json)).toString(16).padStart(8, '0');
}

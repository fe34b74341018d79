/** Files that a command leaves behind; a folder is made where it is missing. */
import { keepWhole, streamResult } from './streamResult';

/** Writes DIR/name, whole or not at all, and returns its path. Throws `cannot-write` naming the path. */
export async function writeResult(dir: string, name: string, content: Uint8Array | string): Promise<string> {
  const file = await streamResult(dir, name);
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  await keepWhole([file], () => file.append(bytes));
  return file.path;
}

/** JSON for people: two spaces, a newline at the end. */
export function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

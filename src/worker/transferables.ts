/** Moves a result's pixel buffers across the thread border instead of copying them. */
import { transfer } from 'comlink';

/**
 * The value, marked so that every ArrayBuffer inside it is transferred. Only for results that the session
 * does not keep: a transferred buffer is empty afterwards.
 */
export function handingOver<T>(value: T): T {
  const buffers = new Set<ArrayBuffer>();
  collect(value, buffers);
  return transfer(value, [...buffers]);
}

function collect(value: unknown, into: Set<ArrayBuffer>): void {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) into.add(value.buffer);
  } else if (Array.isArray(value)) {
    for (const item of value) collect(item, into);
  } else if (isPlainObject(value)) {
    for (const item of Object.values(value)) collect(item, into);
  }
}

/** Class instances (Blob and the like) are cloned by the browser and hold nothing to transfer. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

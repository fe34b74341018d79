/** Checks of the studio's own invariants. Bad input from users gets a StudioError at the door instead. */

/** Throws a plain Error (a bug, never the user's fault) where `condition` is false. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}

/** The value, or a plain Error where it is null or undefined. */
export function defined<T>(value: T | null | undefined, what: string): T {
  assert(value !== null && value !== undefined, `${what} is missing`);
  return value;
}

/** The order people expect of names: 2 before 10, case aside. */

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Negative where `a` comes first. Names that differ only in case keep a fixed order too. */
export function naturalOrder(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

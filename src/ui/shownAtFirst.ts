/** Of a long list the first `most`, unless all are wanted; a single one more is no reason for a button. Pure. */
export function shownAtFirst<T>(list: readonly T[], most: number, all: boolean): readonly T[] {
  return all || list.length <= most + 1 ? list : list.slice(0, most);
}

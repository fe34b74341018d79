/** Cuts a list of dispatches into submits short enough that the desktop never waits long for the GPU. Pure. */

/** What one submit may take on the device, ms. */
export const LONGEST_SUBMIT_MS = 50;

/**
 * The dispatches in their order, in groups whose known times add up to at most `limitMs`; a longer dispatch is
 * alone. One of unknown time (undefined) counts as none: without measurements all are one group.
 */
export function splitSubmits<T>(
  dispatches: readonly T[],
  msOf: (dispatch: T) => number | undefined,
  limitMs = LONGEST_SUBMIT_MS,
): T[][] {
  const groups: T[][] = [];
  let group: T[] = [];
  let total = 0;
  for (const dispatch of dispatches) {
    const ms = msOf(dispatch) ?? 0;
    if (group.length > 0 && total + ms > limitMs) {
      groups.push(group);
      group = [];
      total = 0;
    }
    group.push(dispatch);
    total += ms;
  }
  return group.length > 0 ? [...groups, group] : groups;
}

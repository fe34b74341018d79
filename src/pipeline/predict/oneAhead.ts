/** Work on a list with one item ahead: while an item's result is used, and the next is prepared, another is worked on. */

/**
 * Yields each item with its result, in order. `prepare` is called for one item at a time; at most two runs of `work` are
 * under way. What they throw is thrown here, once no work is under way any more.
 */
export async function* oneAhead<Item, Prepared, Result>(
  items: Iterable<Item>,
  prepare: (item: Item) => Promise<Prepared>,
  work: (prepared: Prepared) => Promise<Result>,
): AsyncGenerator<readonly [Item, Result]> {
  let ahead: {
    readonly item: Item;
    readonly ended: Promise<PromiseSettledResult<Result>>;
  } | null = null;
  try {
    for (const item of items) {
      const ended = settled(work(await prepare(item)));
      const before = ahead;
      ahead = { item, ended };
      if (before) yield [before.item, resultOf(await before.ended)];
    }
    if (ahead) yield [ahead.item, resultOf(await ahead.ended)];
  } finally {
    await ahead?.ended;
  }
}

/** Never rejects, so that a failure that nobody waits for yet is no unhandled one. */
async function settled<T>(work: Promise<T>): Promise<PromiseSettledResult<T>> {
  try {
    return { status: 'fulfilled', value: await work };
  } catch (reason) {
    return { status: 'rejected', reason };
  }
}

function resultOf<T>(end: PromiseSettledResult<T>): T {
  if (end.status === 'rejected') throw end.reason;
  return end.value;
}

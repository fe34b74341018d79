/** A few pieces of work at once, what was asked for last before what waits longer, and what is not wanted any more never. */

/** Calls off what was asked for and has not begun; does nothing after that. */
export type Withdraw = () => void;

/** `work` never rejects; at most `atOnce` of it is under way. */
export function newestFirst(work: (key: string) => Promise<void>, atOnce: number): (key: string) => Withdraw {
  /** In the order in which they were asked for. One for each who asked: others' stand when one is withdrawn. */
  const waiting = new Set<{ readonly key: string }>();
  let underWay = 0;
  const next = (): void => {
    while (underWay < atOnce) {
      const newest = [...waiting].at(-1);
      if (!newest) return;
      waiting.delete(newest);
      underWay += 1;
      void work(newest.key).then(() => {
        underWay -= 1;
        next();
      });
    }
  };
  return (key) => {
    const asked = { key };
    waiting.add(asked);
    next();
    return () => void waiting.delete(asked);
  };
}

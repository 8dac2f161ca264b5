/** Works a list off, some items at a time: enough to hide the latency of a store, few enough to leave sockets for others. */

const LANES = 16;

/** Calls `work` for every item and waits for all of them; the first failure is thrown once the lanes under way have ended. */
export const inLanes = async <Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
  lanes = LANES,
): Promise<void> => {
  await inLanesWhile(items, work, { lanes, goesOn: () => true });
};

/**
 * The same, as long as `goesOn` says so before each item but the first.
 * @returns how many items were worked on: always the first ones of the list
 */
export const inLanesWhile = async <Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
  { lanes, goesOn }: { readonly lanes: number; readonly goesOn: () => boolean },
): Promise<number> => {
  let next = 0;
  let hasFailed = false;
  const lane = async (): Promise<void> => {
    while (next < items.length && !hasFailed && (next === 0 || goesOn())) {
      const item = items[next] as Item;
      next += 1;
      try {
        await work(item);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.min(lanes, items.length) }, lane));
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
  return next;
};

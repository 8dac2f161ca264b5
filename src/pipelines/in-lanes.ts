/** Works a list off, some items at a time: enough to hide the latency of a store, few enough to leave sockets for others. */

const LANES = 16;

/** Calls `work` for every item and waits for all of them; the first failure is thrown once the lanes under way have ended. */
export const inLanes = async <Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> => {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const item = items[next] as Item;
      next += 1;
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(LANES, items.length) }, lane));
};

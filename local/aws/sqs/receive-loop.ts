/** Long polling: tries to receive now, then again whenever a message may have come, until the wait is over. */

export interface ReceiveLoop {
  /**
   * @param attempt gives the messages there are, or none
   * @param nextAt when a hidden message appears next, in milliseconds from now, if any
   * @param waitMs how long to wait in all
   */
  run<Message>(
    queue: number,
    attempt: () => readonly Message[],
    nextAt: () => number | undefined,
    waitMs: number,
  ): Promise<readonly Message[]>;
  /** Something in this queue has become visible. */
  wake(queue: number): void;
  /** Ends all waiting, empty-handed. */
  close(): void;
}

export const createReceiveLoop = (): ReceiveLoop => {
  const sleepers = new Map<number, Set<() => void>>();
  let isClosed = false;

  const sleep = (queue: number, milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const own = sleepers.get(queue) ?? new Set();
      sleepers.set(queue, own);
      const end = (): void => {
        clearTimeout(timer);
        own.delete(end);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      own.add(end);
    });

  return {
    run: async (queue, attempt, nextAt, waitMs) => {
      const deadline = performance.now() + waitMs;
      for (;;) {
        const messages = attempt();
        const left = deadline - performance.now();
        if (messages.length > 0 || left <= 0 || isClosed) return messages;
        await sleep(queue, Math.min(left, Math.max(nextAt() ?? left, 1)));
        if (isClosed) return [];
      }
    },
    wake: (queue) => {
      for (const end of [...(sleepers.get(queue) ?? [])]) end();
    },
    close: () => {
      isClosed = true;
      for (const queue of sleepers.values()) for (const end of [...queue]) end();
    },
  };
};

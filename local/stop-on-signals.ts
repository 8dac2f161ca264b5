/** Ends a local run when the terminal or the system asks for it. */

/** The part of a process that is listened to; a parameter so that tests need no real signals. */
interface SignalSource {
  once(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  exit(code: number): void;
}

/**
 * Calls `stop` on the first SIGINT or SIGTERM and exits when it is done; a second signal exits at once.
 * @param stop must be safe to call twice
 */
export const stopOnSignals = (stop: () => Promise<void>, source: SignalSource = process): void => {
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const onSignal = (): void => {
      if (asked) {
        source.exit(130);
        return;
      }
      asked = true;
      source.once(signal, onSignal);
      stop().then(
        () => source.exit(0),
        () => source.exit(1),
      );
    };
    source.once(signal, onSignal);
  }
};

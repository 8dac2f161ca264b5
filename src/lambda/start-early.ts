/** Starts a handler's preparations while Lambda initialises the function, when the CPU is at its best and nobody waits. */

/**
 * A handler whose making may wait (for a secret, a setting). A making that failed is tried again by the next invocation, so a
 * moment's trouble at the cold start does not poison the environment for its whole life.
 */
export const startEarly = <Event, Context, Answer>(
  make: () => Promise<(event: Event, context: Context) => Promise<Answer> | Answer>,
): ((event: Event, context: Context) => Promise<Answer>) => {
  let ready = make();
  let failed = false;
  const watch = (): void => {
    ready.catch(() => {
      failed = true;
    });
  };
  watch();
  return async (event, context) => {
    if (failed) {
      failed = false;
      ready = make();
      watch();
    }
    return (await ready)(event, context);
  };
};

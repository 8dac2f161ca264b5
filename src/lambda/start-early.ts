/** Starts a handler's preparations while Lambda initialises the function, when the CPU is at its best and nobody waits. */

/**
 * A handler whose making may wait (for a secret, a setting). A making that failed is tried again by the next invocation, so a
 * moment's trouble at the cold start does not poison the environment for its whole life. `unready` answers meanwhile; without
 * it the invocation fails with the error.
 */
export const startEarly = <Event, Context, Answer>(
  make: () => Promise<(event: Event, context: Context) => Promise<Answer> | Answer>,
  unready?: (error: unknown, event: Event) => Answer,
): ((event: Event, context: Context) => Promise<Answer>) => {
  const attempt = () => make().catch((error: unknown) => ({ error }));
  let making = attempt();
  return async (event, context) => {
    let made = await making;
    if (typeof made !== 'function') {
      making = attempt();
      made = await making;
    }
    if (typeof made === 'function') return made(event, context);
    if (unready === undefined) throw made.error;
    return unready(made.error, event);
  };
};

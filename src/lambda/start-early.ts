/** Begins a handler's preparations while Lambda initialises the function: it has a full core then, and no request waits. */

/**
 * A handler that takes time to make, as a secret must be read first. Where making it failed, the next invocation tries again, as
 * a process lives for hours and the trouble may have been short. If it fails again, `unready` answers; without `unready` the
 * invocation fails with the error.
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

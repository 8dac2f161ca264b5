/** Lets the event loop go round once, so that what was begun gets on its way before work that takes the processor. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

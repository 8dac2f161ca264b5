/** How long redaction may take in a function. */

/**
 * Past this a text becomes `[REDACTION_FAILED]`. It is wall-clock time, so it allows for a cold function on a busy machine; the
 * engine itself is linear and takes at most 0.3 s for a megabyte, and functions have 25 s.
 */
export const REDACTION_OPTIONS = {
  clock: () => performance.now(),
  budget: { fixedMs: 4_000, perMegabyteMs: 3_000 },
} as const;

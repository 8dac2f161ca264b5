/** The time one redaction may take, so that no text can hold up a request for long. */

/** Milliseconds allowed: `fixedMs`, and `perMegabyteMs` for each million UTF-16 code units seen so far. */
export interface Budget {
  readonly fixedMs: number;
  readonly perMegabyteMs: number;
}

/** Some fifteen times what hostile text needs on a full core, so that a small Lambda under load stays within it. */
export const DEFAULT_BUDGET: Budget = { fixedMs: 500, perMegabyteMs: 5000 };

/** Thrown when the time is over; it carries nothing of the text. */
export class BudgetExceeded extends Error {
  constructor() {
    super('redaction ran past its time budget');
    this.name = 'BudgetExceeded';
  }
}

/** Watches one redaction. */
export interface Stopwatch {
  /** Adds the time for a text of this length. */
  allow(length: number): void;
  /** Throws `BudgetExceeded` when the time is over. */
  check(): void;
}

/** Starts a watch; without a clock it never stops anything. */
export const startWatch = (budget: Budget, clock?: () => number): Stopwatch => {
  const began = clock?.() ?? 0;
  let allowedMs = budget.fixedMs;
  return {
    allow: (length) => {
      allowedMs += (length / 1e6) * budget.perMegabyteMs;
    },
    check: () => {
      if (clock !== undefined && clock() - began > allowedMs) throw new BudgetExceeded();
    },
  };
};

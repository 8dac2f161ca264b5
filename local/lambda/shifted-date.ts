/**
 * Moves the time of an execution environment, so that a test can have a function run next week. Only `Date` moves: timers and
 * `performance` stay real, and the function's code does not know.
 */
export interface ShiftedDate {
  /** Sets how far ahead of the machine's clock the function's is, in milliseconds. */
  readonly shiftTo: (offsetMs: number) => void;
}

/** Puts a `Date` that can be moved in place of the real one; call it before anything that may remember `Date.now`. */
export const installShiftedDate = (initialOffsetMs: number): ShiftedDate => {
  const RealDate = Date;
  let offset = initialOffsetMs;
  class MovedDate extends RealDate {
    constructor(...parts: readonly unknown[]) {
      if (parts.length === 0) super(RealDate.now() + offset);
      else super(...(parts as [number]));
    }

    static override now(): number {
      return RealDate.now() + offset;
    }
  }
  globalThis.Date = MovedDate as DateConstructor;
  return {
    shiftTo: (offsetMs) => {
      offset = offsetMs;
    },
  };
};

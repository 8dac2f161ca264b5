/** Time as ports know it: waiting that can be cut short, stretches of it, and the clock. */
import type { EpochMs } from '../../domain/call/units.ts';

/** Cancels the waiting when the function is about to run out of time. */
export interface Waiting {
  readonly signal?: AbortSignal | undefined;
}

/** A stretch of time, `from` inclusive, `to` exclusive. */
export interface TimeRange {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** The time, as a parameter of everything that needs it. */
export type Clock = () => EpochMs;

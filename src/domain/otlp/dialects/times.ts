/** OTLP's nanoseconds as our milliseconds. */
import type { EpochMs, Milliseconds } from '../../call/units.ts';
import type { Nanos } from '../wire/model.ts';

/** An instant; exact to the microsecond, which is as far as a double goes. */
export const toEpochMs = (nanos: Nanos): EpochMs => Number(nanos / 1000n) / 1000;

/** A duration, taken before rounding: exact. */
export const durationMs = (start: Nanos, end: Nanos): Milliseconds => Number(end - start) / 1e6;

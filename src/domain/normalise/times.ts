/** Brings a span's times into order: its duration, and what a wrong clock did to it. */
import type { EpochMs, Milliseconds } from '../call/units.ts';

/** How far a client's clock may run ahead of ours before we stop believing it. */
export const MAX_AHEAD_MS = 5 * 60_000;

/** How late a call may arrive without a remark. Later is kept as it is, for people do import old calls. */
export const MAX_BEHIND_MS = 24 * 3_600_000;

/** The times of a span, as it has them and as they become. */
export interface Times {
  readonly start: EpochMs;
  readonly end?: EpochMs;
  readonly latencyMs?: Milliseconds;
  readonly timeToFirstTokenMs?: Milliseconds;
  /** The client's clock was off, or it never set it. */
  readonly clockSkew?: boolean;
}

const usable = (duration: number | undefined): duration is number =>
  duration !== undefined && Number.isFinite(duration) && duration >= 0;

/**
 * Rules, in order:
 * - no start (zero or not a number): the end less the latency, else the moment of arrival
 * - an end before the start: a duration of zero
 * - times in the future by more than `MAX_AHEAD_MS`: moved, duration kept, to end at the moment of arrival. In an hour that has
 *   not begun, no list and no roll-up would show the call
 * - a start more than `MAX_BEHIND_MS` ago: kept and marked
 *
 * Applied twice with the same `receivedAt`, nothing changes.
 */
export const plausibleTimes = (times: Times, receivedAt: EpochMs): Times => {
  let skew = times.clockSkew === true;
  let end = Number.isFinite(times.end) && times.end! > 0 ? times.end : undefined;
  let start = times.start;
  const stated = usable(times.latencyMs) ? times.latencyMs : undefined;
  if (!Number.isFinite(start) || start <= 0) {
    start = (end ?? receivedAt) - (end === undefined ? 0 : (stated ?? 0));
    skew = true;
  }
  if (end !== undefined && end < start) {
    end = start;
    skew = true;
  }
  const latencyMs = stated ?? (end === undefined ? undefined : roundToMicroseconds(end - start));
  const ahead = (end ?? start) - receivedAt;
  if (ahead > MAX_AHEAD_MS) {
    start -= ahead;
    if (end !== undefined) end = receivedAt;
    skew = true;
  } else if (start < receivedAt - MAX_BEHIND_MS) {
    skew = true;
  }
  return {
    start,
    ...(end === undefined ? {} : { end }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(usable(times.timeToFirstTokenMs) ? { timeToFirstTokenMs: times.timeToFirstTokenMs } : {}),
    ...(skew ? { clockSkew: true } : {}),
  };
};

/** Epoch milliseconds as doubles are good to a quarter of a microsecond; a difference shows no more digits than that. */
const roundToMicroseconds = (duration: Milliseconds): Milliseconds => Math.round(duration * 1000) / 1000;

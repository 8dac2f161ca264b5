/** Brings a span's times into order: its duration, and what a wrong clock did to it. */
import { dropAbsent } from '../call/facts.ts';
import { EARLIEST, type EpochMs, MAX_DURATION_MS, type Milliseconds } from '../call/units.ts';

/** How far a client's clock may run ahead of ours before we stop believing it. */
const MAX_AHEAD_MS = 5 * 60_000;

/** How late a call may arrive without a remark. Later is kept as it is, for people do import old calls. */
const MAX_BEHIND_MS = 24 * 3_600_000;

/**
 * When something was said of a call: when it arrived, where a client's clock was never set or runs far ahead. At a time to come no list
 * and no summary would show it.
 */
export const plausibleInstant = (at: EpochMs, receivedAt: EpochMs): EpochMs =>
  at >= EARLIEST && at <= receivedAt + MAX_AHEAD_MS ? at : receivedAt;

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
  duration !== undefined && duration >= 0 && duration <= MAX_DURATION_MS;

/**
 * Rules, in order:
 * - no start (zero or not a number, or decades before an end that can be): the end less the latency, else the moment of arrival
 * - an end before the start: it ends where it starts, after a time unknown
 * - a start in the future by more than `MAX_AHEAD_MS`, or before `EARLIEST`: the call is moved to end at the moment of arrival, for
 *   in an hour that has not begun, or decades ago, no list and no roll-up would show it
 * - an end in the future only: cut to the moment of arrival
 * - a start more than `MAX_BEHIND_MS` ago: kept and marked
 *
 * Applied twice with the same `receivedAt`, nothing changes.
 */
export const plausibleTimes = (times: Times, receivedAt: EpochMs): Times => {
  const stated = usable(times.latencyMs) ? times.latencyMs : undefined;
  let end = Number.isFinite(times.end) && times.end! > 0 ? times.end : undefined;
  let start = times.start;
  const isUnset = start < EARLIEST && end !== undefined && end >= EARLIEST;
  if (!Number.isFinite(start) || start <= 0 || isUnset)
    start = end === undefined ? receivedAt : Math.max(1, end - (stated ?? 0));
  if (end !== undefined && end < start) end = start;
  if (start > receivedAt + MAX_AHEAD_MS || start < EARLIEST) {
    start = receivedAt - (end === undefined ? 0 : Math.min(end - start, MAX_BEHIND_MS));
    if (end !== undefined) end = receivedAt;
  } else if (end !== undefined && end > receivedAt + MAX_AHEAD_MS) {
    end = Math.max(start, receivedAt);
  }
  const corrected = start !== times.start || end !== times.end;
  const clockSkew = times.clockSkew === true || corrected || start < receivedAt - MAX_BEHIND_MS;
  // A client that knows no duration ends a call where it starts: that is no measurement of zero.
  const latencyMs = stated ?? (end === undefined || end === start ? undefined : roundToMicroseconds(end - start));
  return dropAbsent({
    start,
    end,
    latencyMs,
    timeToFirstTokenMs: usable(times.timeToFirstTokenMs) ? times.timeToFirstTokenMs : undefined,
    clockSkew: clockSkew ? true : undefined,
  });
};

/** Epoch milliseconds as doubles are good to a quarter of a microsecond; a difference shows no more digits than that. */
const roundToMicroseconds = (duration: Milliseconds): Milliseconds => Math.round(duration * 1000) / 1000;

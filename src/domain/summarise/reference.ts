/**
 * What a period is compared with: the same stretch of the week in past weeks. Hours take their neighbours along, so that
 * four weeks give twelve hours; the clock is the project's, so that nine o'clock stays nine o'clock through clock changes.
 */
import { type Period, periodOf, wallClock } from './period.ts';

/** Weeks looked back by default: long enough for a steady reference, short enough to follow a growing app. */
const REFERENCE_WEEKS = 4;

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;

/** The past periods of the same kind to compare with, the latest week first. */
export const referencePeriods = (period: Period, weeks = REFERENCE_WEEKS): readonly Period[] =>
  Array.from({ length: weeks }, (_, at) => at + 1).flatMap((back) => {
    const same = periodOf(weeksBefore(period, back), period.kind, period.zone);
    if (period.kind !== 'hour') return [same];
    return [-1, 0, 1].map((shift) => periodOf(same.start + shift * HOUR_MS, 'hour', period.zone));
  });

/** The instant at which clocks showed the same time of the week so many weeks before. */
const weeksBefore = ({ start, zone }: Period, weeks: number): number => {
  const plain = start - weeks * WEEK_MS;
  const drift = wallClock(start, zone) - weeks * WEEK_MS - wallClock(plain, zone);
  return plain + drift;
};

/**
 * Hours, days and weeks on a project's own clock. A day is from local midnight to local midnight, so it has 23 or 25 hours
 * where clocks change; a week is ISO's, Monday to Sunday; an hour is a full hour of the local clock, which in India starts
 * at half past in UTC. Zones are IANA names, read through Intl; nothing else knows about clock changes.
 */
import type { EpochMs } from '../call/units.ts';

export const PERIOD_KINDS = ['hour', 'day', 'week'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** A stretch of time: `start` inclusive, `end` exclusive. */
export interface Period {
  readonly kind: PeriodKind;
  readonly zone: string;
  readonly start: EpochMs;
  readonly end: EpochMs;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Wall-clock time as if it were UTC: a number for arithmetic on calendars, not an instant. */
type WallMs = number;

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (zone: string): Intl.DateTimeFormat => {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
};

/** What the clocks in the zone show at an instant. Throws a RangeError on an unknown zone. */
export const wallClock = (instant: EpochMs, zone: string): WallMs => {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(instant)) parts[type] = Number(value);
  const { year, month, day, hour, minute, second } = parts as Record<
    'year' | 'month' | 'day' | 'hour' | 'minute' | 'second',
    number
  >;
  const milliseconds = ((Math.floor(instant) % 1000) + 1000) % 1000;
  return Date.UTC(year, month - 1, day, hour, minute, second) + milliseconds;
};

/**
 * The first instant at which clocks in the zone show the wall time or later. Where clocks skip it (a midnight that does
 * not exist), that is the moment after the jump; where they show it twice, the first of the two.
 */
export const instantOf = (wall: WallMs, zone: string): EpochMs => {
  // Offsets lie within a day of UTC, so of the offsets a day before and after, one is right unless a jump lies here.
  const offsets = [-DAY_MS, DAY_MS].map((shift) => wallClock(wall + shift, zone) - (wall + shift));
  const candidates = [...new Set(offsets)].map((offset) => wall - offset).sort((a, b) => a - b);
  const exact = candidates.find((instant) => wallClock(instant, zone) === wall);
  return exact ?? afterJump(candidates[0]!, candidates.at(-1)!, wall, zone);
};

/** The instant, to the minute, at which clocks jump from before the wall time to after it. */
const afterJump = (from: EpochMs, to: EpochMs, wall: WallMs, zone: string): EpochMs => {
  let low = Math.floor(from / MINUTE_MS) - 1;
  let high = Math.ceil(to / MINUTE_MS) + 1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (wallClock(middle * MINUTE_MS, zone) >= wall) high = middle;
    else low = middle;
  }
  return high * MINUTE_MS;
};

const startOfDay = (wall: WallMs): WallMs => Math.floor(wall / DAY_MS) * DAY_MS;

/** Days since Monday; the epoch was a Thursday. */
const daysSinceMonday = (wall: WallMs): number => (((Math.floor(wall / DAY_MS) + 3) % 7) + 7) % 7;

/** The period of a kind that an instant falls into. Throws a RangeError on an unknown zone. */
export const periodOf = (instant: EpochMs, kind: PeriodKind, zone: string): Period => {
  if (kind === 'hour') {
    // Hours count from the day's start, so that they fill it whatever clocks do; where those shift by half an hour (Lord
    // Howe Island), the day's last hour is half a one.
    const day = periodOf(instant, 'day', zone);
    const start = day.start + Math.floor((instant - day.start) / HOUR_MS) * HOUR_MS;
    return { kind, zone, start, end: Math.min(start + HOUR_MS, day.end) };
  }
  const wall = wallClock(instant, zone);
  const day = startOfDay(wall);
  const first = kind === 'day' ? day : day - daysSinceMonday(wall) * DAY_MS;
  const last = first + (kind === 'day' ? 1 : 7) * DAY_MS;
  return { kind, zone, start: instantOf(first, zone), end: instantOf(last, zone) };
};

/** The period before another one of its kind. */
export const previousPeriod = ({ kind, zone, start }: Period): Period => periodOf(start - 1, kind, zone);

/** The latest period of a kind that is over. */
export const lastClosed = (now: EpochMs, kind: PeriodKind, zone: string): Period =>
  previousPeriod(periodOf(now, kind, zone));

/** The hours of a period in order: 23, 24 or 25 of a day. */
export const hoursOf = (period: Period): readonly Period[] => {
  const hours: Period[] = [];
  for (let at = period.start; at < period.end; ) {
    const hour = periodOf(at, 'hour', period.zone);
    hours.push(hour);
    at = hour.end;
  }
  return hours;
};

/** The days of a period in order: seven of a week. */
export const daysOf = (period: Period): readonly Period[] => {
  const days: Period[] = [];
  for (let at = period.start; at < period.end; at = days.at(-1)!.end) days.push(periodOf(at, 'day', period.zone));
  return days;
};

const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0');

/** ISO 8601's name of the week that a wall-clock day lies in: the year of its Thursday, and that Thursday's week of it. */
const isoWeek = (wall: WallMs): string => {
  const thursday = startOfDay(wall) + (3 - daysSinceMonday(wall)) * DAY_MS;
  const year = new Date(thursday).getUTCFullYear();
  return `${year}-W${pad(1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / DAY_MS / 7))}`;
};

/** A period's name as people say it: `2026-11-02 10:00`, `2026-11-02`, `2026-W45`; on the project's clock. */
export const periodLabel = ({ kind, zone, start }: Period): string => {
  const wall = wallClock(start, zone);
  if (kind === 'week') return isoWeek(wall);
  const [date, time] = new Date(wall).toISOString().split('T') as [string, string];
  return kind === 'day' ? date : `${date} ${time.slice(0, 5)}`;
};

/** Hour of the week on the project's clock, 0 (Monday, from midnight) to 167: by which baselines are seasonal. */
export const hourOfWeek = (instant: EpochMs, zone: string): number => {
  const wall = wallClock(instant, zone);
  return daysSinceMonday(wall) * 24 + new Date(wall).getUTCHours();
};

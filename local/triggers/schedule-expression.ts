/**
 * EventBridge Scheduler's expressions: `rate(…)`, `cron(…)` with AWS's six fields, and `at(…)`.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
import { Cron } from 'croner';

/** When a schedule is due. Times are milliseconds since the epoch. */
export interface Timetable {
  /** The latest due time in (`after`, `until`]; undefined when there is none. */
  readonly latestDue: (after: number, until: number) => number | undefined;
}

const UNITS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Highest value of each of AWS's fields, for `5/20`, which means "from 5 to the highest, every 20". */
const HIGHEST = [59, 23, 31, 12, 7, 2199];

const rate = (value: number, unitMs: number, startsAt: number): Timetable => ({
  latestDue: (after, until) => {
    if (until < startsAt) return undefined;
    const interval = value * unitMs;
    const due = startsAt + Math.floor((until - startsAt) / interval) * interval;
    return due > after ? due : undefined;
  },
});

/** AWS's cron fields in croner's spelling: seconds in front, steps as ranges. Week days count from 1 for Sunday in both. */
const cronerPattern = (fields: string): string => {
  const parts = fields.trim().split(/\s+/);
  if (parts.length !== 6)
    throw new Error(`cron(${fields}) needs six fields: minutes hours day-of-month month day-of-week year`);
  if ((parts[2] === '?') === (parts[4] === '?'))
    throw new Error(`cron(${fields}) needs ? in exactly one of day-of-month and day-of-week`);
  const spelled = parts.map((part, index) =>
    part.replace(
      /(^|,)(\d+)\/(\d+)/g,
      (_, comma: string, from: string, step: string) => `${comma}${from}-${HIGHEST[index]}/${step}`,
    ),
  );
  return ['0', ...spelled].join(' ');
};

const cron = (fields: string, timezone: string): Timetable => {
  const job = new Cron(cronerPattern(fields), { timezone, mode: '7-part', alternativeWeekdays: true, paused: true });
  return {
    latestDue: (after, until) => {
      // croner looks strictly before its reference, and by whole seconds: the next whole one is the first that sees what is due now,
      // and, unlike a second from now, never what is due only then.
      const [previous] = job.previousRuns(1, new Date((Math.floor(until / 1000) + 1) * 1000));
      const due = previous?.getTime();
      return due !== undefined && due > after && due <= until ? due : undefined;
    },
  };
};

const at = (local: string, timezone: string): Timetable => {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(local)) throw new Error(`at(${local}) must be at(yyyy-mm-ddThh:mm:ss)`);
  const due = new Cron(local, { timezone, paused: true }).getOnce()?.getTime();
  if (due === undefined) throw new Error(`at(${local}) is no time in ${timezone}`);
  return { latestDue: (after, until) => (due > after && due <= until ? due : undefined) };
};

/**
 * Reads an expression.
 * @param startsAt when the schedule came into being, or its start date: a rate counts from there, and its first run is due
 * at once
 * @throws for an expression that Scheduler would refuse, or a time zone that does not exist
 */
export const parseSchedule = (expression: string, timezone: string, startsAt: number): Timetable => {
  const [, kind, body = ''] = /^(rate|cron|at)\((.*)\)$/.exec(expression) ?? [];
  switch (kind) {
    case 'rate': {
      const [, value, unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(body) ?? [];
      const unitMs = UNITS[unit];
      if (unitMs === undefined || Number(value) < 1)
        throw new Error(`${expression} must be rate(value minutes|hours|days)`);
      return rate(Number(value), unitMs, startsAt);
    }
    case 'cron':
      return cron(body, timezone);
    case 'at':
      return at(body, timezone);
    default:
      throw new Error(`${expression} is not rate(…), cron(…) or at(…)`);
  }
};

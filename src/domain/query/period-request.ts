/** Reads which period a caller means: `hour`, `day` or `week`, and an instant or date within it. */
import { AppError } from '../call/problem.ts';

const PERIODS = ['hour', 'day', 'week'] as const;
export type PeriodName = (typeof PERIODS)[number];

/**
 * The kind of period.
 * @throws {AppError} `invalid-request`
 */
export const readPeriod = (text: string | undefined): PeriodName => {
  const period = PERIODS.find((name) => name === text);
  if (period !== undefined) return period;
  throw refuse('period', `must be one of ${PERIODS.join(', ')}`);
};

export interface ReadStartParts {
  /** Reads a time, or a time ago; one without zone is UTC. */
  readonly readTime: (text: string) => number | undefined;
  /** The instant at which the project's clocks show a wall time, which is given as if it were UTC. */
  readonly onProjectClock: (wall: number) => number;
}

/**
 * An instant within the period that is meant: a time, a time ago, or on the project's own clock a date, `2026-11-21T10` for an hour,
 * `2026-W47` for a week.
 * @throws {AppError} `invalid-request`
 */
export const readStart = (text: string, { readTime, onProjectClock }: ReadStartParts): number => {
  const week = /^(\d{4})-W(\d{2})$/.exec(text);
  const isName = /^\d{4}-\d{2}-\d{2}(?:T\d{2})?$/.test(text);
  const read = week === null ? readTime(isName && text.includes('T') ? `${text}:00Z` : text) : mondayOf(week);
  if (read !== undefined) return isName || week !== null ? onProjectClock(read) : read;
  const expected =
    'must be a time or date within the period, as 2026-11-21T10:00:00Z, 2026-11-21, 2026-W47, or a time ago as -1h';
  throw refuse('start', expected);
};

/** ISO 8601: week 1 is the one that holds 4 January. */
const mondayOf = (week: RegExpExecArray): number | undefined => {
  const number = Number(week[2]);
  if (number < 1 || number > 53) return undefined;
  const fourth = Date.UTC(Number(week[1]), 0, 4);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * 86_400_000;
  return monday + (number - 1) * 7 * 86_400_000;
};

/**
 * One word of a fixed choice.
 * @throws {AppError} `invalid-request`
 */
export const readChoice = <Choice extends string>(
  name: string,
  text: string | undefined,
  choices: readonly [Choice, ...Choice[]],
): Choice => {
  const choice = text === undefined || text === '' ? choices[0] : choices.find((one) => one === text);
  if (choice !== undefined) return choice;
  throw refuse(name, `must be one of ${choices.join(', ')}`);
};

const refuse = (path: string, message: string): AppError =>
  new AppError('invalid-request', `${path} ${message}.`, { problems: [{ path, message }] });

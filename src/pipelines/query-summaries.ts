/** Summaries as callers read them: closed periods as they were reported, an open one as it stands now. */
import type { ProjectId } from '../domain/call/ids.ts';
import { AppError } from '../domain/call/problem.ts';
import { DAY_MS } from '../domain/call/units.ts';
import { type Period, type PeriodKind, periodOf, previousPeriod } from '../domain/summarise/period.ts';
import { type Audience, type Report, renderReport } from '../domain/summarise/report.ts';
import { decodeRollup, type Rollup } from '../domain/summarise/rollup.ts';
import type { Clock, Waiting } from './ports/time.ts';
import { isEmpty, type RollUpParts, rollUpPeriod, storedStart } from './roll-up.ts';
import { readReport } from './write-reports.ts';

export interface SummaryQueryParts extends RollUpParts {
  readonly clock: Clock;
  /** The IANA name of a project's time zone. */
  readonly zoneOf: (project: ProjectId, waiting: Waiting) => Promise<string>;
}

/** How far back a list of summaries goes when the caller doesn't say: a day of hours, a month of days, a quarter of weeks. */
const DEFAULT_REACH_MS: Readonly<Record<PeriodKind, number>> = { hour: DAY_MS, day: 31 * DAY_MS, week: 92 * DAY_MS };

/** Summaries of one list at most. */
const MAX_SUMMARIES = 200;

/**
 * The stored summaries of a kind, newest first; `truncated` where there are more that are older.
 * @throws {AppError} `invalid-request` when the range ends before it begins
 */
export const listSummaries = async (
  { summaries, clock, zoneOf }: SummaryQueryParts,
  project: ProjectId,
  { kind, from, to }: { readonly kind: PeriodKind; readonly from?: number; readonly to?: number },
  waiting: Waiting,
): Promise<{ readonly summaries: readonly Report[]; readonly truncated?: true }> => {
  const zone = await zoneOf(project, waiting);
  const until = to ?? clock();
  if (from !== undefined && from > until) {
    const message = 'must not be after to, which is now where it is left out';
    throw new AppError('invalid-request', `from ${message}.`, { problems: [{ path: 'from', message }] });
  }
  const within = {
    from: storedStart(periodOf(from ?? until - DEFAULT_REACH_MS[kind], kind, zone)),
    to: storedStart(periodOf(until, kind, zone)),
  };
  const stored = await summaries.rollups(project, kind, { ...within, atMost: MAX_SUMMARIES + 1 }, waiting);
  const reports = stored
    .slice(-MAX_SUMMARIES)
    .reverse()
    .map(({ start, rollup }) =>
      renderReport(decodeRollup(rollup), { audience: 'engineering', period: periodOf(Date.parse(start), kind, zone) }),
    );
  return { summaries: reports, ...(stored.length > MAX_SUMMARIES ? { truncated: true } : {}) };
};

/** One summary; undefined when nothing happened in the period. */
export const readSummary = async (
  parts: SummaryQueryParts,
  project: ProjectId,
  { kind, at, audience }: { readonly kind: PeriodKind; readonly at: number; readonly audience: Audience },
  waiting: Waiting,
): Promise<Report | undefined> => {
  const now = parts.clock();
  const period = periodOf(at, kind, await parts.zoneOf(project, waiting));
  if (period.start > now) return undefined;
  if (period.end <= now) {
    // As it was reported: with what was odd about it, and saying whether it corrects an earlier report.
    const written = await readReport(parts.summaries, project, { period, audience }, waiting);
    if (written !== undefined) return written;
  }
  const before = previousPeriod(period);
  const [rollup, previous] = await Promise.all([
    storedOrNow(parts, project, period, waiting),
    parts.summaries.getRollup(project, kind, storedStart(before), waiting),
  ]);
  if (rollup === undefined) return undefined;
  return renderReport(rollup, {
    audience,
    period,
    ...(previous === undefined ? {} : { previous: decodeRollup(previous) }),
    ...(now < period.end ? { openUntil: now } : {}),
  });
};

/** A period that is not summed up yet (it is still open, or its schedule is to come) is summed up on the spot. */
const storedOrNow = async (
  parts: SummaryQueryParts,
  project: ProjectId,
  period: Period,
  waiting: Waiting,
): Promise<Rollup | undefined> => {
  const now = parts.clock();
  const stored =
    period.end <= now ? await parts.summaries.getRollup(project, period.kind, storedStart(period), waiting) : undefined;
  if (stored !== undefined) return decodeRollup(stored);
  const rollup = await rollUpPeriod(parts, project, period, { now, waiting });
  return isEmpty(rollup) ? undefined : rollup;
};

/** Summaries as callers read them: closed periods from their roll-ups, an open one as it stands now. */
import type { ProjectId } from '../domain/call/ids.ts';
import { DAY_MS } from '../domain/call/units.ts';
import { type Period, type PeriodKind, periodOf, previousPeriod } from '../domain/summarise/period.ts';
import { type Audience, type Report, renderReport } from '../domain/summarise/report.ts';
import { decodeRollup, type Rollup } from '../domain/summarise/rollup.ts';
import type { Clock, Waiting } from './ports.ts';
import { isEmpty, type RollUpParts, rollUpPeriod, storedStart } from './roll-up.ts';
import { ZONE } from './summarise.ts';

export interface SummaryQueryParts extends RollUpParts {
  readonly clock: Clock;
}

/** How far back a list of summaries goes when the caller doesn't say: a day of hours, a month of days, a quarter of weeks. */
const DEFAULT_REACH_MS: Readonly<Record<PeriodKind, number>> = { hour: DAY_MS, day: 31 * DAY_MS, week: 92 * DAY_MS };

/** Summaries of one list at most. */
const MAX_SUMMARIES = 200;

/** The stored summaries of a kind, newest first. */
export const listSummaries = async (
  { summaries, clock }: SummaryQueryParts,
  project: ProjectId,
  { kind, from, to }: { readonly kind: PeriodKind; readonly from?: number; readonly to?: number },
  waiting: Waiting,
): Promise<readonly Report[]> => {
  const until = to ?? clock();
  const within = {
    from: storedStart(periodOf(from ?? until - DEFAULT_REACH_MS[kind], kind, ZONE)),
    to: storedStart(periodOf(until, kind, ZONE)),
  };
  const stored = await summaries.rollups(project, kind, within, waiting);
  return stored
    .slice(-MAX_SUMMARIES)
    .reverse()
    .map(({ start, rollup }) =>
      renderReport(decodeRollup(rollup), { audience: 'engineering', period: periodOf(Date.parse(start), kind, ZONE) }),
    );
};

/** One summary; undefined when nothing happened in the period. */
export const readSummary = async (
  parts: SummaryQueryParts,
  project: ProjectId,
  { kind, at, audience }: { readonly kind: PeriodKind; readonly at: number; readonly audience: Audience },
  waiting: Waiting,
): Promise<Report | undefined> => {
  const period = periodOf(at, kind, ZONE);
  const before = previousPeriod(period);
  const [rollup, previous] = await Promise.all([
    storedOrNow(parts, project, period, waiting),
    parts.summaries.getRollup(project, kind, storedStart(before), waiting),
  ]);
  if (rollup === undefined) return undefined;
  const now = parts.clock();
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
  if (period.start > now) return undefined;
  const isOver = period.end <= now;
  const stored = isOver
    ? await parts.summaries.getRollup(project, period.kind, storedStart(period), waiting)
    : undefined;
  if (stored !== undefined) return decodeRollup(stored);
  const rollup = await rollUpPeriod(parts, project, period, { now, waiting });
  return isEmpty(rollup) ? undefined : rollup;
};

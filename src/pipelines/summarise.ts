/** The scheduled summaries: sums up what has closed since the last run, corrects what late calls changed, writes the reports. */
import type { ProjectId } from '../domain/call/ids.ts';
import { type EpochMs, HOUR_MS } from '../domain/call/units.ts';
import { lastClosed, type Period, type PeriodKind, periodOf, previousPeriod } from '../domain/summarise/period.ts';
import { decodeRollup, type Rollup } from '../domain/summarise/rollup.ts';
import type { Clock, Waiting } from './ports.ts';
import {
  type RollUpParts,
  rollUpHour,
  rollUpPeriod,
  setSummedUpUntil,
  storedStart,
  storeRollup,
  summedUpUntil,
} from './roll-up.ts';

/** Hours that one run sums up at most; after a longer outage the next run goes on where this one stopped. */
const MAX_HOURS_PER_RUN = 200;

/** Marks younger than this are left for the next run: the index that an hour is read from may not show their calls yet. */
const SETTLING_MS = 120_000;

export interface SummariseParts extends RollUpParts {
  readonly clock: Clock;
  readonly retentionMs: number;
  /** Writes the reports of a period's roll-up, compared with the period before. */
  readonly report: (period: Period, rollup: Rollup, previous: Rollup | undefined, waiting: Waiting) => Promise<void>;
  /** Publishes what the summary knows and single calls don't: distinct sessions, summaries written. */
  readonly publish: (period: Period, rollup: Rollup, waiting: Waiting) => Promise<void>;
}

export interface SummariseRequest {
  readonly kind: PeriodKind;
  /** An instant within the period to sum up; without it what closed last, and for hours everything since the last run. */
  readonly at?: number;
  readonly project?: ProjectId;
}

/** What a run did, in counts. */
export interface SummariseOutcome {
  readonly projects: number;
  readonly summaries: number;
  readonly corrected: number;
}

/** Zone of summaries while projects have none of their own. */
export const ZONE = 'UTC';

/** Runs one request of the schedule for every project, or one. It is idempotent: a period is its own key. */
export const summarise = async (
  parts: SummariseParts,
  request: SummariseRequest,
  waiting: Waiting,
): Promise<SummariseOutcome> => {
  const projects = request.project === undefined ? await parts.summaries.projects(waiting) : [request.project];
  let summaries = 0;
  let corrected = 0;
  for (const project of projects) {
    if (request.kind === 'hour' && request.at === undefined) {
      summaries += await catchUp(parts, project, waiting);
      corrected += await correct(parts, project, waiting);
    } else {
      const now = parts.clock();
      const period =
        request.at === undefined ? lastClosed(now, request.kind, ZONE) : periodOf(request.at, request.kind, ZONE);
      summaries += (await summarisePeriod(parts, project, period, waiting)) ? 1 : 0;
    }
  }
  return { projects: projects.length, summaries, corrected };
};

/** Sums up every hour that closed since the last run, and the days and weeks that ended with one of them. */
const catchUp = async (parts: SummariseParts, project: ProjectId, waiting: Waiting): Promise<number> => {
  const last = lastClosed(parts.clock(), 'hour', ZONE);
  const until = (await summedUpUntil(parts.summaries, project, waiting)) || last.start;
  const end = Math.min(last.end, until + MAX_HOURS_PER_RUN * HOUR_MS);
  let written = 0;
  for (let at = until; at < end; at += HOUR_MS) {
    const hour = periodOf(at, 'hour', ZONE);
    const longer = (['day', 'week'] as const)
      .map((kind) => periodOf(at, kind, ZONE))
      .filter((one) => one.end === hour.end);
    for (const period of [hour, ...longer]) {
      written += (await summarisePeriod(parts, project, period, waiting)) ? 1 : 0;
    }
    await setSummedUpUntil(parts.summaries, project, hour.end, waiting);
  }
  return written;
};

/** Sums up again the hours that late calls or feedback changed, and the days and weeks that hold them. */
const correct = async (parts: SummariseParts, project: ProjectId, waiting: Waiting): Promise<number> => {
  const late = await parts.summaries.lateHours(project, parts.clock() - SETTLING_MS, waiting);
  const longer = new Map<string, Period>();
  const elsewhere = new Set<EpochMs>();
  const sumUpAgain = async (at: EpochMs): Promise<void> => {
    const period = periodOf(at, 'hour', ZONE);
    await summarisePeriod({ ...parts, onElsewhere: (hour) => elsewhere.add(hour) }, project, period, waiting);
    for (const kind of ['day', 'week'] as const) {
      const holding = periodOf(period.start, kind, ZONE);
      if (holding.end <= parts.clock()) longer.set(`${kind} ${holding.start}`, holding);
    }
  };
  for (const { hour, mark } of late) {
    await sumUpAgain(Date.parse(hour));
    await parts.summaries.settleHour(project, hour, mark, waiting);
  }
  // A call that a late report moved has left the hours of its other reports.
  const settled = new Set(late.map(({ hour }) => Date.parse(hour)));
  const until = await summedUpUntil(parts.summaries, project, waiting);
  for (const hour of [...elsewhere]) if (!settled.has(hour) && hour + HOUR_MS <= until) await sumUpAgain(hour);
  for (const period of longer.values()) await summarisePeriod(parts, project, period, waiting);
  return late.length;
};

const summarisePeriod = async (
  parts: SummariseParts,
  project: ProjectId,
  period: Period,
  waiting: Waiting,
): Promise<boolean> => {
  const now = parts.clock();
  const rollup =
    period.kind === 'hour'
      ? await rollUpHour(parts, project, period, waiting)
      : await rollUpPeriod(parts, project, period, { now, waiting });
  const expiresAt = period.end + parts.retentionMs;
  if (!(await storeRollup(parts, period, rollup, { expiresAt, waiting }))) return false;
  const before = previousPeriod(period);
  const previous = await parts.summaries.getRollup(project, before.kind, storedStart(before), waiting);
  await parts.report(period, rollup, previous === undefined ? undefined : decodeRollup(previous), waiting);
  await parts.publish(period, rollup, waiting);
  return true;
};

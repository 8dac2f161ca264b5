/** The scheduled summaries: sums up what has closed since the last run, corrects what late calls changed, writes the reports. */
import type { ProjectId } from '../domain/call/ids.ts';
import { DAY_MS, type EpochMs, HOUR_MS, type Milliseconds } from '../domain/call/units.ts';
import { historyPoint, MIN_SAMPLES, usualValue } from '../domain/summarise/baseline.ts';
import { lastClosed, type Period, type PeriodKind, periodOf, previousPeriod } from '../domain/summarise/period.ts';
import { decodeRollup, encodeRollup, type Rollup } from '../domain/summarise/rollup.ts';
import { type Oddities, type Past, readPast } from './find-oddities.ts';
import { type Remembered, recall, remember } from './history.ts';
import type { RegisterHour } from './ports/calls.ts';
import type { Clock, Waiting } from './ports/time.ts';
import {
  isEmpty,
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

/**
 * Hours are summed up and registered so long after their end at least: what arrives up to half a minute before leaves no mark and no rows of
 * its own (`isHourClosed`). By schedule it is five minutes; a run that somebody starts by hand may come before that.
 */
const CLOSED_AFTER_MS = 4.5 * 60_000;

export interface SummariseParts extends RollUpParts {
  readonly clock: Clock;
  /** How long roll-ups are kept. */
  readonly retentionMs: number;
  /** How long a project's interactions are kept, and with them what finds them. */
  readonly interactionsMsOf: (project: ProjectId, waiting: Waiting) => Promise<number>;
  /** The IANA name of a project's time zone. */
  readonly zoneOf: (project: ProjectId, waiting: Waiting) => Promise<string>;
  /** Writes the reports of a period that was summed up, and announces them. */
  readonly report: (summed: SummarisedPeriod, waiting: Waiting) => Promise<void>;
  /** Publishes what the summary knows and single calls don't: distinct sessions, anomalies, drift. */
  readonly publish: (summed: SummarisedPeriod, waiting: Waiting) => Promise<void>;
  /** Asks for judgements of some calls of an hour, where a model judges the project's. */
  readonly askForJudgements?: (project: ProjectId, hour: Period, waiting: Waiting) => Promise<void>;
  /** Plans which share of payloads is kept from now on, where a project states a goal for them. */
  readonly planSampling?: (project: ProjectId, waiting: Waiting) => Promise<void>;
  /** Told of a project whose turn failed. */
  readonly onFailed?: (project: ProjectId, error: unknown) => void;
  /** Publishes what the hour that has just begun usually costs a project, in dollars. */
  readonly publishUsualCost: (usd: number, waiting: Waiting) => Promise<void>;
}

/** A period that was summed up, beside the past. */
export interface SummarisedPeriod extends Oddities {
  readonly period: Period;
  readonly rollup: Rollup;
  /** The period before, for changes. */
  readonly previous?: Rollup;
  /** Set when late events changed a period that had been summed up before. */
  readonly correction?: { readonly revision: number; readonly lateCalls: number };
  /** Whether this is news: the first summary of the period, a correction of it, or the same once more. */
  readonly news: 'first' | 'corrected' | 'none';
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

/**
 * Runs one request of the schedule for every project, or one. It is idempotent: a period is its own key. Every project gets its turn;
 * what went wrong with one is told at once, and thrown after the last.
 */
export const summarise = async (
  parts: SummariseParts,
  request: SummariseRequest,
  waiting: Waiting,
): Promise<SummariseOutcome> => {
  const projects = request.project === undefined ? await parts.summaries.projects(waiting) : [request.project];
  let summaries = 0;
  let corrected = 0;
  const errors: unknown[] = [];
  for (const project of rotated(projects, Math.floor(parts.clock() / HOUR_MS))) {
    try {
      const done = await summariseProject(parts, request, project, waiting);
      summaries += done.summaries;
      corrected += done.corrected;
    } catch (error) {
      errors.push(error);
      parts.onFailed?.(project, error);
    }
  }
  if (errors.length > 0) throw errors[0];
  return { projects: projects.length, summaries, corrected };
};

/** Another one first each hour: one that takes all of a run's time does not keep the same others from theirs for ever. */
const rotated = <Item>(items: readonly Item[], by: number): readonly Item[] => {
  const first = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
};

const summariseProject = async (
  parts: SummariseParts,
  request: SummariseRequest,
  project: ProjectId,
  waiting: Waiting,
): Promise<Pick<SummariseOutcome, 'summaries' | 'corrected'>> => {
  const zone = await parts.zoneOf(project, waiting);
  const now = parts.clock();
  if (request.kind !== 'hour' || request.at !== undefined) {
    const period =
      request.at === undefined ? lastClosed(now, request.kind, zone) : periodOf(request.at, request.kind, zone);
    const past = await readPast(parts.summaries, project, { zone, from: period.start, to: period.end }, waiting);
    const isWritten = await summarisePeriod({ parts, project, zone, past, waiting }, period);
    return { summaries: isWritten ? 1 : 0, corrected: 0 };
  }
  const last = lastClosed(now - CLOSED_AFTER_MS, 'hour', zone);
  const until = (await summedUpUntil(parts.summaries, project, waiting)) || last.start;
  const registers = await registersOf(parts, project, waiting);
  // Where one hour is due, it is read once for both. Else registers come first, as readers look through unregistered hours call by call.
  const isOneReading = [until, last.start, last.end - HOUR_MS].every((start) => start === registers.until - HOUR_MS);
  if (isOneReading) await registers.upTo(last.start);
  else await registers.upTo(registers.until);
  const late = await parts.summaries.lateHours(project, now - SETTLING_MS, waiting);
  const from = Math.min(until, ...late.map(({ hour }) => Date.parse(hour) - HOUR_MS));
  const past = await readPast(parts.summaries, project, { zone, from, to: now }, waiting);
  const run: Run = { parts, project, zone, past, waiting };
  const registering = isOneReading ? registers.hour(last.start) : undefined;
  const summaries = await catchUp(run, { until, last, registering }).catch(async (error: unknown) => {
    await registers.upTo(registers.until);
    throw error;
  });
  const corrected = await correct(run, late);
  await parts.planSampling?.(project, waiting);
  await tellUsualCost(run);
  return { summaries, corrected };
};

/** One project in one run. */
interface Run {
  readonly parts: SummariseParts;
  readonly project: ProjectId;
  readonly zone: string;
  readonly past: Past;
  readonly waiting: Waiting;
}

/** Calls arrive some minutes after their hour, and DynamoDB deletes what has expired within days, in any order: who is erased then is found. */
const LINGERING_MS = 2 * DAY_MS;

/** Registers the ids of what has closed: of all hours up to one, or of one as its rows are read. They go by hours in UTC, whatever the zone. */
const registersOf = async (
  { calls, clock, interactionsMsOf }: SummariseParts,
  project: ProjectId,
  waiting: Waiting,
): Promise<{
  readonly until: EpochMs;
  readonly upTo: (until: EpochMs) => Promise<void>;
  readonly hour: (hour: EpochMs) => RegisterHour;
}> => {
  const { end: until } = lastClosed(clock() - CLOSED_AFTER_MS, 'hour', 'UTC');
  const interactionsMs = await interactionsMsOf(project, waiting);
  const expiresAt = (hour: EpochMs): EpochMs => hour + HOUR_MS + interactionsMs + LINGERING_MS;
  return {
    until,
    upTo: (end) => calls.register(project, { until: end, expiresAt }, waiting),
    hour: (hour) => calls.registerHour(project, { hour, expiresAt: expiresAt(hour) }, waiting),
  };
};

/** Sums up every hour that closed since the last run, and the days and weeks that ended with one of them. */
const catchUp = async (
  run: Run,
  { until, last, registering }: { until: number; last: Period; registering: RegisterHour | undefined },
): Promise<number> => {
  const { parts, project, zone, waiting } = run;
  const end = Math.min(last.end, until + MAX_HOURS_PER_RUN * HOUR_MS);
  let written = 0;
  for (let at = until; at < end; ) {
    const hour = periodOf(at, 'hour', zone);
    const longer = (['day', 'week'] as const)
      .map((kind) => periodOf(at, kind, zone))
      .filter((one) => one.end === hour.end);
    written += (await summarisePeriod({ ...run, parts: { ...parts, registering } }, hour)) ? 1 : 0;
    for (const period of longer) written += (await summarisePeriod(run, period)) ? 1 : 0;
    await setSummedUpUntil(parts.summaries, project, hour.end, waiting);
    at = hour.end;
  }
  return written;
};

/** Sums up again the hours that late calls or feedback changed, and the days and weeks that hold them. */
const correct = async (
  run: Run,
  late: readonly { readonly hour: string; readonly mark: string }[],
): Promise<number> => {
  const { parts, project, zone, waiting } = run;
  const now = parts.clock();
  const done = new Set<number>();
  const longer = new Map<string, Period>();
  const elsewhere = new Set<EpochMs>();
  const watching: Run = { ...run, parts: { ...parts, onElsewhere: (hour) => elsewhere.add(hour) } };
  const sumUpAgain = async (start: EpochMs): Promise<void> => {
    // Marks are of hours in UTC; a project's own may begin at half past, and then two of them share one.
    for (const period of [periodOf(start, 'hour', zone), periodOf(start + HOUR_MS - 1, 'hour', zone)]) {
      if (done.has(period.start) || period.end > now) continue;
      done.add(period.start);
      await summarisePeriod(watching, period);
      for (const kind of ['day', 'week'] as const) {
        const holding = periodOf(period.start, kind, zone);
        if (holding.end <= now) longer.set(`${kind} ${holding.start}`, holding);
      }
    }
  };
  for (const { hour, mark } of late) {
    await sumUpAgain(Date.parse(hour));
    await parts.summaries.settleHour(project, hour, mark, waiting);
  }
  // A call that a late report moved has left the hours of its other reports.
  const until = await summedUpUntil(parts.summaries, project, waiting);
  for (const hour of [...elsewhere]) if (hour + HOUR_MS <= until) await sumUpAgain(hour);
  for (const period of longer.values()) await summarisePeriod(run, period);
  return late.length;
};

const summarisePeriod = async (run: Run, period: Period): Promise<boolean> => {
  const { parts, project, past, waiting } = run;
  const { summaries } = parts;
  const now = parts.clock();
  const rollup =
    period.kind === 'hour'
      ? await rollUpHour(parts, project, period, waiting)
      : await rollUpPeriod(parts, project, period, { now, waiting });
  const expiresAt = period.end + parts.retentionMs;
  const [before, first] = await Promise.all([
    summaries.getRollup(project, period.kind, storedStart(period), waiting),
    recall(summaries, project, period, waiting),
  ]);
  // An hour that a correction has emptied must not keep what it was.
  const isNews = before !== undefined || (period.kind === 'hour' && isSilence(past, period));
  if (isEmpty(rollup) && !isNews) return false;
  const callsBefore = before === undefined ? first?.measures.calls?.value : decodeRollup(before).figures.calls;
  if (callsBefore !== undefined && (await hasExpired(run, period, { callsBefore, rollup }))) return false;
  const rollupExpiresAt = period.kind === 'hour' ? period.end + (await hoursKeptMs(run)) : expiresAt;
  await storeRollup(parts, period, rollup, { expiresAt: rollupExpiresAt, waiting });
  const isChanged = before !== undefined && first !== undefined && before !== encodeRollup(rollup);
  const revision = (first?.revision ?? 0) + (isChanged ? 1 : 0);
  const firstCalls = first?.firstCalls ?? rollup.figures.calls;

  const oddities = await past.odditiesOf(period, rollup, waiting);
  const point: Remembered = { ...historyPoint(rollup), anomalies: oddities.anomalies, revision, firstCalls };
  past.add(period, point);

  const earlier = previousPeriod(period);
  const previous = await summaries.getRollup(project, earlier.kind, storedStart(earlier), waiting);
  const summed: SummarisedPeriod = {
    period,
    rollup,
    ...oddities,
    news: first === undefined ? 'first' : isChanged ? 'corrected' : 'none',
    ...(previous === undefined ? {} : { previous: decodeRollup(previous) }),
    ...(revision === 0 ? {} : { correction: { revision, lateCalls: rollup.figures.calls - firstCalls } }),
  };
  if (period.kind === 'hour' && summed.news === 'first') await parts.askForJudgements?.(project, period, waiting);
  await parts.report(summed, waiting);
  await parts.publish(summed, waiting);
  // Last, so that a run that dies before the reports are written reports again.
  await remember(summaries, project, period.kind, { point, expiresAt }, waiting);
  return true;
};

/**
 * Whether a period is summed up from less than it was: its calls have expired since, or the roll-ups of its hours, and late ones must not
 * take their place. What a project still keeps may become less, as people are erased.
 */
const hasExpired = async (
  { parts, project, waiting }: Run,
  { end }: Period,
  { callsBefore, rollup }: { readonly callsBefore: number; readonly rollup: Rollup },
): Promise<boolean> =>
  rollup.figures.calls < callsBefore && end + (await parts.interactionsMsOf(project, waiting)) < parts.clock();

/**
 * How long the roll-up of an hour is kept: as long as calls may change it, and its day with it, or for six weeks. It has ten kilobytes,
 * seven hundred times a month; after that its report stands for it, and what baselines need is kept apart.
 */
const hoursKeptMs = async ({ parts, project, waiting }: Run): Promise<Milliseconds> =>
  Math.min(
    parts.retentionMs,
    Math.max(LEAST_HOURS_MS, (await parts.interactionsMsOf(project, waiting)) + CORRECTIONS_MS),
  );

const LEAST_HOURS_MS = 45 * DAY_MS;
/** Calls expire some days late, and a week that ends with them is corrected from all of its hours. */
const CORRECTIONS_MS = 14 * DAY_MS;

/** Whether an hour without anything is news: most are nights and weekends, and leave nothing. */
const isSilence = (past: Past, { start }: Period): boolean => {
  const baseline = past.baselineAt(start);
  return baseline !== undefined && (usualValue(baseline, 'calls', start) ?? 0) >= MIN_SAMPLES;
};

/** Alarms compare the hour that runs with what it usually costs, while it runs. */
const tellUsualCost = async ({ parts, past, waiting }: Run): Promise<void> => {
  const now = parts.clock();
  const baseline = past.baselineAt(now);
  const usd = baseline === undefined ? undefined : usualValue(baseline, 'cost_usd', now);
  if (usd !== undefined) await parts.publishUsualCost(usd, waiting);
};

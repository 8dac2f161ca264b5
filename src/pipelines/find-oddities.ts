/** Holds a period against the past: anomalies of its measures, drift of its distributions, where measures are heading. */
import type { ProjectId } from '../domain/call/ids.ts';
import { DAY_MS, type EpochMs } from '../domain/call/units.ts';
import { type Anomaly, anomaliesOf } from '../domain/summarise/anomaly.ts';
import { type Baseline, baselineOf, historyPoint } from '../domain/summarise/baseline.ts';
import { type DriftFinding, driftOf, MIN_NOW } from '../domain/summarise/drift.ts';
import { MEASURE_NAMES } from '../domain/summarise/measures.ts';
import { type Period, periodOf } from '../domain/summarise/period.ts';
import { referencePeriods } from '../domain/summarise/reference.ts';
import { decodeRollup, mergeAll, type Rollup } from '../domain/summarise/rollup.ts';
import { MIN_TREND_POINTS, type Trend, trendOf } from '../domain/summarise/trend.ts';
import { type Remembered, readHistory } from './history.ts';
import type { SummaryStore } from './ports/summaries.ts';
import type { Waiting } from './ports/time.ts';
import { storedStart } from './roll-up.ts';

const WEEK_MS = 7 * DAY_MS;

/** How far back: six weeks of hours give six of each hour of the week, eight weeks of days and half a year of weeks a direction. */
const BASELINE_MS = 6 * WEEK_MS;
const TREND_MS = { day: 8 * WEEK_MS, week: 26 * WEEK_MS } as const;

/** Chance below which a trend is told: of some thirty measures looked at daily, one in a month would be too many. */
const TREND_CHANCE = 0.001;

/** What a period is like beside the past. */
export interface Oddities {
  readonly anomalies: readonly Anomaly[];
  readonly drift: readonly DriftFinding[];
  readonly trends: readonly Trend[];
}

/** The past of one project, read once a run and kept up with what the run sums up. */
export interface Past {
  /** What is odd about a period. */
  readonly odditiesOf: (period: Period, rollup: Rollup, waiting: Waiting) => Promise<Oddities>;
  /** What is normal at an instant; undefined while there is too little history. */
  readonly baselineAt: (instant: EpochMs) => Baseline | undefined;
  /** Takes in a period that was just summed up. */
  readonly add: (period: Period, point: Remembered) => void;
}

/** Reads the past that periods from `from` on are held against. */
export const readPast = async (
  summaries: SummaryStore,
  project: ProjectId,
  { zone, from, to }: { readonly zone: string; readonly from: EpochMs; readonly to: EpochMs },
  waiting: Waiting,
): Promise<Past> => {
  // From midnight on, as a baseline holds for a day: it must not lose an hour of its first week with each run of that day.
  const { start: midnight } = periodOf(from, 'day', zone);
  const read = (kind: Period['kind'], reach: number) =>
    readHistory(summaries, project, kind, { from: midnight - reach, to }, waiting);
  const [hours, days, weeks] = (
    await Promise.all([read('hour', BASELINE_MS), read('day', TREND_MS.day), read('week', TREND_MS.week)])
  ).map((points) => new Map(points.map((point) => [point.start, point])));
  const points = { hour: hours!, day: days!, week: weeks! };
  const baselines = new Map<EpochMs, Baseline | undefined>();

  const baselineAt = (instant: EpochMs): Baseline | undefined => {
    // Made once a day and not once an hour: six weeks change by a fortieth, and catching up goes through hundreds of hours.
    const until = periodOf(instant, 'day', zone).start;
    if (!baselines.has(until)) {
      const past = [...points.hour.values()].filter(({ start }) => start >= until - BASELINE_MS && start < until);
      baselines.set(until, baselineOf(past, zone));
    }
    return baselines.get(until);
  };

  const anomaliesIn = (period: Period, rollup: Rollup): readonly Anomaly[] => {
    if (period.kind === 'hour') {
      const baseline = baselineAt(period.start);
      return baseline === undefined ? [] : anomaliesOf(historyPoint(rollup), baseline);
    }
    return [...points.hour.values()]
      .filter(({ start }) => start >= period.start && start < period.end)
      .flatMap(({ anomalies }) => anomalies)
      .sort((a, b) => Math.abs(b.deviations) - Math.abs(a.deviations));
  };

  return {
    baselineAt,
    odditiesOf: async (period, rollup, waiting) => ({
      anomalies: anomaliesIn(period, rollup),
      drift: await driftIn(summaries, project, period, rollup, waiting),
      trends: period.kind === 'hour' ? [] : trendsOf(period, historyPoint(rollup), points),
    }),
    add: ({ kind }, point) => points[kind].set(point.start, point),
  };
};

/** Drift against the same hours, days or weeks of the past; nothing is read for a period too quiet to be judged. */
const driftIn = async (
  summaries: SummaryStore,
  project: ProjectId,
  period: Period,
  rollup: Rollup,
  waiting: Waiting,
): Promise<readonly DriftFinding[]> => {
  if (rollup.figures.calls < MIN_NOW) return [];
  const stored = await Promise.all(
    referencePeriods(period).map((past) => summaries.getRollup(project, past.kind, storedStart(past), waiting)),
  );
  const references = stored.flatMap((text) => (text === undefined ? [] : [decodeRollup(text)]));
  if (references.length === 0) return [];
  return driftOf(rollup, mergeAll({ project, from: period.start, to: period.end }, references));
};

type Points = Readonly<Record<Period['kind'], ReadonlyMap<EpochMs, Remembered>>>;

/** Weeks tell a direction once there are enough of them; until then days do. */
const trendsOf = (
  period: Period,
  now: { readonly start: EpochMs; readonly measures: Remembered['measures'] },
  points: Points,
): readonly Trend[] => {
  const upTo = (kind: 'day' | 'week') =>
    [...points[kind].values()].filter(
      ({ start }) => start >= period.end - TREND_MS[kind] && start < (kind === period.kind ? period.start : period.end),
    );
  const weeks = period.kind === 'week' ? [...upTo('week'), now] : [];
  const days = period.kind === 'day' ? [...upTo('day'), now] : upTo('day');
  const history = weeks.length > MIN_TREND_POINTS + 2 ? weeks : days;
  return MEASURE_NAMES.flatMap((name) => trendOf(name, history) ?? [])
    .filter(({ direction, chance }) => direction !== 'flat' && chance < TREND_CHANCE)
    .sort((a, b) => a.chance - b.chance);
};

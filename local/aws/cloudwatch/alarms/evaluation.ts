/** Collects what a metric alarm looks at and decides its state. */
import { evaluateQueries } from '../math/evaluate.ts';
import type { Value } from '../math/value.ts';
import { parseStatistic } from '../statistic.ts';
import type { Grid, MetricStore, Slots } from '../store.ts';
import { decideState, EXTRA_PERIODS } from './decide.ts';
import type { AlarmState, Comparison, MetricAlarm } from './definition.ts';
import type { Datapoints } from './reason.ts';

/**
 * How often an alarm is looked at, in seconds: each minute, or each ten seconds for a high-resolution period. Its
 * periods end there too: they slide with the evaluation and are not aligned to the clock, as CloudWatch's are.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
export const evaluationInterval = (period: number): number => (period < 60 ? 10 : 60);

const COMPARE: Readonly<Record<Comparison, (value: number, lower: number, upper: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
  LessThanLowerOrGreaterThanUpperThreshold: (value, lower, upper) => value < lower || value > upper,
  LessThanLowerThreshold: (value, lower) => value < lower,
  GreaterThanUpperThreshold: (value, _, upper) => value > upper,
};

/** An expression may end in an array of one series; that it is not more was made sure of when the alarm was read. */
const slotsOf = (value: Value | undefined): Slots => {
  if (value?.kind === 'series') return value.slots;
  return value?.kind === 'list' && value.items.length === 1 ? value.items[0]!.slots : [];
};

/** The datapoints an alarm looks at in an evaluation at `now` (milliseconds). */
const collectDatapoints = (alarm: MetricAlarm, store: MetricStore, now: number): Datapoints => {
  const interval = evaluationInterval(alarm.period);
  const end = Math.floor(now / 1000 / interval) * interval;
  const slots = alarm.evaluationPeriods + EXTRA_PERIODS;
  const grid: Grid = { from: end - slots * alarm.period, period: alarm.period, slots };
  const band = typeof alarm.threshold === 'string' ? alarm.threshold : undefined;
  const ids = [alarm.result, ...(band === undefined ? [] : [band])];
  const [result, bounds] = evaluateQueries(alarm.queries, ids, grid, store.read);
  const values = slotsOf(result);
  const compare = COMPARE[alarm.comparison];
  if (bounds?.kind !== 'list') {
    const threshold = alarm.threshold as number;
    const breaches = values.map((value) => (value === undefined ? undefined : compare(value, threshold, threshold)));
    return { from: grid.from, values, breaches };
  }
  const [upper, lower] = bounds.items.map(({ slots }) => slots);
  const breaches = values.map((value, slot) => {
    const [low, high] = [lower?.[slot], upper?.[slot]];
    return value === undefined || low === undefined || high === undefined ? undefined : compare(value, low, high);
  });
  return { from: grid.from, values, breaches, lower: lower ?? [], upper: upper ?? [] };
};

const SAMPLE_COUNT = parseStatistic('SampleCount')!;

/** Whether a percentile alarm has samples, but too few of them to mean anything. */
const hasTooFewSamples = (alarm: MetricAlarm, store: MetricStore, { from }: Datapoints): boolean => {
  const [query] = alarm.queries;
  if (alarm.minSamples === undefined || query === undefined || !('reading' in query)) return false;
  const grid: Grid = {
    from: from + EXTRA_PERIODS * alarm.period,
    period: alarm.period * alarm.evaluationPeriods,
    slots: 1,
  };
  const [samples] = store.read({ ...query.reading, statistic: SAMPLE_COUNT }, grid);
  return samples !== undefined && samples < alarm.minSamples;
};

/** Decides the state of an alarm that is in `current`. */
export const evaluateMetricAlarm = (
  alarm: MetricAlarm,
  store: MetricStore,
  current: AlarmState,
  now: number,
): { readonly state: AlarmState; readonly points: Datapoints } => {
  const points = collectDatapoints(alarm, store, now);
  const state = hasTooFewSamples(alarm, store, points) ? current : decideState(points.breaches, alarm, current);
  return { state, points };
};

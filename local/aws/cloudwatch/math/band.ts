/**
 * The local stand-in for ANOMALY_DETECTION_BAND: what a metric usually is at this hour of the week, give or take.
 *
 * CloudWatch trains a model of its own; this one is simple enough to check by hand. For a slot in hour h it takes the
 * values of the two weeks before h that fall in the same hour of the week, else (fewer than six) in the same hour of the
 * day, else all of them; the band is their mean ± k standard deviations, the deviation being at least 1 % of the mean.
 * With fewer than six values in all there is no band, and an alarm on it has no data, as while CloudWatch still trains.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Anomaly_Detection.html
 */
import type { Grid, Slots } from '../store.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** CloudWatch trains on up to two weeks. */
const HISTORY = 2 * WEEK;
const MIN_VALUES = 6;
const MIN_RELATIVE_DEVIATION = 0.01;
/** Hours remembered per band; an alarm's slots rarely touch more than a few. */
const REMEMBERED_HOURS = 400;

interface Usual {
  readonly mean: number;
  readonly deviation: number;
}

/** The usual value per hour (its first second), computed once: what lies before an hour no longer changes. */
export type BandMemory = Map<number, Usual | undefined>;

const usualOf = (values: readonly number[]): Usual => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.max(Math.sqrt(variance), MIN_RELATIVE_DEVIATION * Math.abs(mean)) };
};

const hourOf = (second: number): number => Math.floor(second / HOUR) * HOUR;

/** Steps back from the hour in strides, collecting the values of each hour met. */
const valuesBefore = (history: Slots, grid: Grid, hour: number, stride: number): number[] => {
  const values: number[] = [];
  for (let start = hour - stride; start >= hour - HISTORY; start -= stride) {
    const first = Math.max(0, Math.ceil((start - grid.from) / grid.period));
    const end = Math.min(history.length, Math.ceil((Math.min(start + HOUR, hour) - grid.from) / grid.period));
    for (let slot = first; slot < end; slot++) if (history[slot] !== undefined) values.push(history[slot]!);
  }
  return values;
};

const train = (history: Slots, grid: Grid, hour: number): Usual | undefined => {
  for (const stride of [WEEK, DAY, HOUR]) {
    const values = valuesBefore(history, grid, hour, stride);
    if (values.length >= MIN_VALUES) return usualOf(values);
  }
  return undefined;
};

/**
 * The upper and the lower bound for every slot.
 *
 * @param read gives the metric (or expression) on another, longer grid
 */
export const anomalyBand = (
  grid: Grid,
  deviations: number,
  read: (grid: Grid) => Slots,
  memory: BandMemory,
): { readonly upper: Slots; readonly lower: Slots } => {
  const starts = Array.from({ length: grid.slots }, (_, slot) => grid.from + slot * grid.period);
  const unknown = starts.map(hourOf).filter((hour) => !memory.has(hour));
  if (unknown.length > 0) {
    const before = Math.ceil((HISTORY + HOUR) / grid.period);
    const longer: Grid = { from: grid.from - before * grid.period, period: grid.period, slots: before + grid.slots };
    const history = read(longer);
    if (memory.size > REMEMBERED_HOURS) memory.clear();
    for (const hour of new Set(starts.map(hourOf)))
      if (!memory.has(hour)) memory.set(hour, train(history, longer, hour));
  }
  const bound = (sign: number): Slots =>
    starts.map((start) => {
      const usual = memory.get(hourOf(start));
      return usual === undefined ? undefined : usual.mean + sign * deviations * usual.deviation;
    });
  return { upper: bound(1), lower: bound(-1) };
};

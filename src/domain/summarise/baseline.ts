/**
 * What is normal for an hour: the level of each measure at the same hour of the week in past weeks, and how far hours
 * usually stray from it. Medians throughout, so that one bad night in the past does not become the norm.
 */
import type { EpochMs } from '../call/units.ts';
import { definitionOf, MEASURE_NAMES, type Measured, type MeasureName, measure } from './measures.ts';
import { hourOfWeek } from './period.ts';
import type { Rollup } from './rollup.ts';
import { median, robustSpread } from './statistics.ts';

/** The measures of one past hour: all that a baseline needs of its roll-up. Plain JSON. */
export interface HistoryPoint {
  readonly start: EpochMs;
  readonly measures: Readonly<Partial<Record<MeasureName, Measured>>>;
}

/** The measures of one roll-up, to be kept as history. */
export const historyPoint = (rollup: Rollup): HistoryPoint => ({
  start: rollup.from,
  measures: Object.fromEntries(
    MEASURE_NAMES.map((name) => [name, measure(rollup, name)] as const).filter(([, value]) => value !== undefined),
  ),
});

/** What is normal for one measure. Levels and spread are in the measure's scale of comparison, see `toScale`. */
export interface MeasureBaseline {
  /** By hour of the week, 168 of them; null where the past says too little. */
  readonly levels: readonly (number | null)[];
  /** How far an hour of typical traffic strays from its level: one robust standard deviation. */
  readonly spread: number;
  /** Observations behind a typical hour: fewer make an hour stray further. */
  readonly typicalSamples: number;
  /** How far past hours strayed, in spreads, ordered: what "unusual" is measured against. */
  readonly strays: readonly number[];
}

/** What is normal for a project. */
export interface Baseline {
  readonly zone: string;
  /** Past hours that it was made from. */
  readonly hours: number;
  readonly measures: Readonly<Partial<Record<MeasureName, MeasureBaseline>>>;
}

/** Past hours below which there is no baseline: three days, so that every hour of the day was seen thrice. */
export const MIN_HISTORY_HOURS = 72;

/** Past values of one hour of the week from which on their median is its level. */
const MIN_SEASONAL_VALUES = 3;

/** Observations below which an hour's ratio is left out of history: a median latency of four calls says nothing. */
export const MIN_SAMPLES = 30;

const HOURS_OF_WEEK = 168;

/**
 * Least spread, in the scale of comparison: about 3 % of a size, and a hundredth on the scale of shares. History can be
 * calmer than that; a change so small is still no news.
 */
const LEAST_SPREAD = 0.03;
const LEAST_SHARE_SPREAD = 0.01;

/** Strays kept to tell how unusual a value is: enough to say one in a thousand. */
const MAX_STRAYS = 1000;

/**
 * The scale on which hours are compared. Sizes compare by ratio, hence logarithms. Shares compare by arcsin √p, on which
 * the noise of a share does not depend on the share: 1 % to 3 % is news, 50 % to 52 % is not.
 */
export const toScale = (name: MeasureName, value: number): number => {
  const { unit } = definitionOf(name);
  if (unit === 'share' || unit === 'score') return Math.asin(Math.sqrt(Math.min(1, Math.max(0, value))));
  if (unit === 'rating' || unit === 'number') return value;
  return Math.log(Math.max(value, Number.MIN_VALUE) + offset(unit));
};

/** Undoes `toScale`. */
export const fromScale = (name: MeasureName, scaled: number): number => {
  const { unit } = definitionOf(name);
  if (unit === 'share' || unit === 'score') return Math.sin(Math.min(Math.PI / 2, Math.max(0, scaled))) ** 2;
  if (unit === 'rating' || unit === 'number') return scaled;
  return Math.max(0, Math.exp(scaled) - offset(unit));
};

/** Keeps the logarithm of nothing finite: one call, one millisecond, a hundred-thousandth of a dollar. */
const offset = (unit: string): number => (unit === 'usd' ? 1e-5 : 1);

/** Makes a baseline from past hours, on the project's clock; undefined while there are fewer than `MIN_HISTORY_HOURS`. */
export const baselineOf = (history: readonly HistoryPoint[], zone: string): Baseline | undefined => {
  if (history.length < MIN_HISTORY_HOURS) return undefined;
  const located = history.map((point) => ({ ...point, hour: hourOfWeek(point.start, zone) }));
  const measures: Partial<Record<MeasureName, MeasureBaseline>> = {};
  for (const name of MEASURE_NAMES) {
    const values = located.flatMap(({ hour, measures: past }) => {
      const measured = past[name];
      if (measured === undefined || !isComparable(name, measured)) return [];
      return [{ hour, value: toScale(name, measured.value), samples: measured.samples }];
    });
    if (values.length >= MIN_HISTORY_HOURS) measures[name] = baselineOfMeasure(name, values);
  }
  return { zone, hours: history.length, measures };
};

/** The usual value of a measure at an instant; undefined where the past says too little. */
export const usualValue = (baseline: Baseline, name: MeasureName, at: EpochMs): number | undefined => {
  const level = baseline.measures[name]?.levels[hourOfWeek(at, baseline.zone)];
  return level === undefined || level === null ? undefined : fromScale(name, level);
};

/** Whether a measured value has enough behind it to be compared. Totals always have: no calls at all is news. */
export const isComparable = (name: MeasureName, { samples }: Measured): boolean =>
  definitionOf(name).kind === 'total' || samples >= MIN_SAMPLES;

interface PastValue {
  readonly hour: number;
  readonly value: number;
  readonly samples: number;
}

const baselineOfMeasure = (name: MeasureName, values: readonly PastValue[]): MeasureBaseline => {
  const byHourOfWeek = groupValues(values, ({ hour }) => hour);
  const byHourOfDay = groupValues(values, ({ hour }) => hour % 24);
  const overall = median(values.map(({ value }) => value));
  const level = (hour: number, without?: number): number => {
    const seasonal = exclude(byHourOfWeek.get(hour) ?? [], without);
    if (seasonal.length >= MIN_SEASONAL_VALUES) return median(seasonal);
    const daily = exclude(byHourOfDay.get(hour % 24) ?? [], without);
    return daily.length >= MIN_SEASONAL_VALUES ? median(daily) : overall;
  };
  // Each past hour is held against the others of its kind, so that the spread has the error of the level in it.
  const residuals = values.map(({ hour, value }) => value - level(hour, value));
  const { unit } = definitionOf(name);
  const least = unit === 'share' || unit === 'score' ? LEAST_SHARE_SPREAD : LEAST_SPREAD;
  const spread = Math.max(least, robustSpread(residuals, 0));
  return {
    levels: Array.from({ length: HOURS_OF_WEEK }, (_, hour) => level(hour)),
    spread,
    typicalSamples: median(values.map(({ samples }) => samples)),
    strays: thin(residuals.map((residual) => Math.abs(residual) / spread).sort((a, b) => a - b)),
  };
};

const groupValues = (
  values: readonly PastValue[],
  key: (value: PastValue) => number,
): ReadonlyMap<number, readonly number[]> => {
  const groups = new Map<number, number[]>();
  for (const value of values) {
    const group = groups.get(key(value));
    if (group === undefined) groups.set(key(value), [value.value]);
    else group.push(value.value);
  }
  return groups;
};

const exclude = (values: readonly number[], without: number | undefined): readonly number[] => {
  const at = without === undefined ? -1 : values.indexOf(without);
  return at < 0 ? values : values.toSpliced(at, 1);
};

/** Every n-th of ordered values, the largest always among them. */
const thin = (ordered: readonly number[]): readonly number[] => {
  const step = Math.ceil(ordered.length / MAX_STRAYS);
  return ordered.filter((_, at) => (ordered.length - 1 - at) % step === 0);
};

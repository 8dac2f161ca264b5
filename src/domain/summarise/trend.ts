/**
 * Where a measure is heading over weeks: the median of the slopes between all pairs of points, and whether so many pairs
 * agree by chance. Neither minds outliers nor asks for a shape of the noise.
 * @see https://doi.org/10.1080/01621459.1968.10480934 (Sen: estimates of the regression coefficient based on Kendall's tau)
 */
import type { EpochMs } from '../call/units.ts';
import type { HistoryPoint } from './baseline.ts';
import { definitionOf, type MeasureName } from './measures.ts';
import { median, normalTail } from './statistics.ts';

/** One measure over time. */
export interface Trend {
  readonly measure: MeasureName;
  readonly points: readonly { readonly start: EpochMs; readonly value: number }[];
  /** Change a week, in the measure's unit. */
  readonly perWeek: number;
  /** Change a week as a share of the median value; undefined when that is zero. */
  readonly perWeekShare?: number;
  /** Chance of so clear a direction in values without any. */
  readonly chance: number;
  readonly direction: 'rising' | 'falling' | 'flat';
  readonly meaning: 'better' | 'worse' | 'change' | 'none';
}

const WEEK_MS = 7 * 86_400_000;

/** Points below which no direction is told: of five that all rise, chance is one in 120. */
export const MIN_TREND_POINTS = 5;

/** Chance below which a direction is told. */
const MAX_CHANCE = 0.01;

/** The trend of one measure over past periods; undefined with too few of them. */
export const trendOf = (name: MeasureName, history: readonly HistoryPoint[]): Trend | undefined => {
  const points = history
    .flatMap(({ start, measures }) => {
      const measured = measures[name];
      return measured === undefined ? [] : [{ start, value: measured.value }];
    })
    .sort((a, b) => a.start - b.start);
  if (points.length < MIN_TREND_POINTS) return undefined;
  const slopes: number[] = [];
  let agreement = 0;
  points.forEach((later, at) => {
    for (const earlier of points.slice(0, at)) {
      slopes.push((later.value - earlier.value) / ((later.start - earlier.start) / WEEK_MS));
      agreement += Math.sign(later.value - earlier.value);
    }
  });
  const chance =
    2 *
    normalTail(
      standardised(
        agreement,
        points.map(({ value }) => value),
      ),
    );
  const perWeek = median(slopes);
  const middle = median(points.map(({ value }) => value));
  const direction = chance >= MAX_CHANCE || perWeek === 0 ? 'flat' : perWeek > 0 ? 'rising' : 'falling';
  return {
    measure: name,
    points,
    perWeek,
    ...(middle === 0 ? {} : { perWeekShare: perWeek / Math.abs(middle) }),
    chance: Math.min(1, chance),
    direction,
    meaning: meaningOf(name, direction),
  };
};

/**
 * Kendall's count of agreeing minus disagreeing pairs as a standard normal value, with the correction for ties and for
 * counting in whole pairs.
 * @see https://doi.org/10.2307/1907187 (Mann: nonparametric tests against trend)
 */
const standardised = (agreement: number, values: readonly number[]): number => {
  const n = values.length;
  const ties = new Map<number, number>();
  for (const value of values) ties.set(value, (ties.get(value) ?? 0) + 1);
  const pairs = (count: number): number => count * (count - 1) * (2 * count + 5);
  const variance = (pairs(n) - [...ties.values()].reduce((sum, count) => sum + pairs(count), 0)) / 18;
  return variance === 0 ? 0 : Math.max(0, Math.abs(agreement) - 1) / Math.sqrt(variance);
};

const meaningOf = (name: MeasureName, direction: Trend['direction']): Trend['meaning'] => {
  if (direction === 'flat') return 'none';
  const { better } = definitionOf(name);
  if (better === 'neither') return 'change';
  return (direction === 'rising') === (better === 'higher') ? 'better' : 'worse';
};

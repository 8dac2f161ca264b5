/** Rates from what traffic there was: so that rare features, rare models and quiet hours are seen as well as busy ones. */
import type { Fraction } from '../call/units.ts';
import type { SamplingGoal, SamplingRates } from './policy.ts';

/** Calls counted by name, and by hour of the day in UTC. */
export interface TrafficCounts {
  readonly total: number;
  readonly byFeature: ReadonlyMap<string, number>;
  readonly byModel: ReadonlyMap<string, number>;
  /** Calls in each hour of the day, 24 of them; empty when not known. */
  readonly byHour: readonly number[];
}

/** Quiet hours get at most so much more than their share: their few calls can't stand for the busy ones anyway. */
const MAX_HOUR_FACTOR = 4;
/** Busy hours are never cut below half. */
const MIN_HOUR_FACTOR = 0.5;

/** The shares that would have met the goal with the traffic of the day before. */
export const planRates = (traffic: TrafficCounts, goal: SamplingGoal): SamplingRates => {
  const baseRate = rateFor(goal.perDay, traffic.total);
  const rates = (counts: ReadonlyMap<string, number>, wanted: number): Readonly<Record<string, Fraction>> =>
    Object.fromEntries(
      [...counts]
        .map(([name, count]) => [name, Math.max(baseRate, rateFor(wanted, count))] as const)
        .filter(([, rate]) => rate > baseRate),
    );
  return {
    baseRate,
    featureRates: rates(traffic.byFeature, goal.perFeature),
    modelRates: rates(traffic.byModel, goal.perModel),
    hourFactors: hourFactors(traffic.byHour),
  };
};

const rateFor = (wanted: number, count: number): Fraction => (count <= wanted ? 1 : wanted / count);

/**
 * Square roots halve the distance between busy and quiet hours on the scale of ratios. Over the calls of the day the factors come to
 * one, so that as many are kept in all as without them.
 */
const hourFactors = (byHour: readonly number[]): readonly number[] => {
  const total = byHour.reduce((sum, count) => sum + count, 0);
  if (byHour.length !== 24 || total === 0) return [];
  const average = total / 24;
  const factors = byHour.map((count) =>
    count === 0 ? MAX_HOUR_FACTOR : Math.min(MAX_HOUR_FACTOR, Math.max(MIN_HOUR_FACTOR, Math.sqrt(average / count))),
  );
  const mean = byHour.reduce((sum, count, hour) => sum + count * factors[hour]!, 0) / total;
  return factors.map((factor) => factor / mean);
};

/** The decision at the heart of a metric alarm: which state do these datapoints, and the missing ones, make? */
import type { AlarmState, MissingData } from './definition.ts';

/** A datapoint breaches the threshold, or does not; undefined is a missing one. */
export type Breach = boolean | undefined;

export interface DecisionRules {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly missingData: MissingData;
}

/**
 * How many periods are looked at beyond the evaluation periods, in case newer ones have no data. CloudWatch does not
 * publish its number ("depends on the length of the alarm period"); its documented examples look at 5 for 3.
 */
export const EXTRA_PERIODS = 2;

const count = (breaches: readonly Breach[], wanted: Breach): number =>
  breaches.filter((breach) => breach === wanted).length;

/**
 * Real datapoints come first, however old within the range; only what they leave of the evaluation periods is filled in.
 *
 * With missing data treated as `missing` or `ignore`, nothing is filled in. Then a non-breaching datapoint settles it by
 * counting, and if all that exist breach, the alarm goes off as soon as the oldest of them is as old as datapoints to
 * alarm: before that, the next datapoint could still tell otherwise.
 *
 * @param breaches the evaluation range, oldest first
 * @param current the state the alarm is in, kept where CloudWatch says "retain current state"
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export const decideState = (
  breaches: readonly Breach[],
  { evaluationPeriods, datapointsToAlarm, missingData }: DecisionRules,
  current: AlarmState,
): AlarmState => {
  const evaluated = breaches.filter((breach) => breach !== undefined).slice(-evaluationPeriods);
  const filled = missingData === 'breaching' ? evaluationPeriods - evaluated.length : 0;
  if (count(evaluated, true) + filled >= datapointsToAlarm) return 'ALARM';
  const undecided = evaluated.length < evaluationPeriods && count(evaluated, false) === 0;
  if (!undecided || missingData === 'breaching' || missingData === 'notBreaching') return 'OK';
  if (missingData === 'ignore') return current;
  const oldest = breaches.indexOf(true);
  return oldest >= 0 && breaches.length - oldest >= datapointsToAlarm ? 'ALARM' : 'INSUFFICIENT_DATA';
};

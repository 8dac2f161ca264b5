/** What a summary tells CloudWatch: what single calls don't know, for alarms that compare with the past. */
import { HOUR_MS } from '../domain/call/units.ts';
import type { MetricName } from '../domain/measure/catalogue.ts';
import { type Anomaly, anomaliesOf } from '../domain/summarise/anomaly.ts';
import { type Baseline, fromScale, historyPoint } from '../domain/summarise/baseline.ts';
import { countDistinct } from '../domain/summarise/distinct.ts';
import { hourOfWeek, type Period } from '../domain/summarise/period.ts';
import type { Rollup } from '../domain/summarise/rollup.ts';

export type SummaryMetrics = { readonly [Name in MetricName]?: number };

/** What the past says of an hour; undefined and empty while there is too little of it. */
export interface PastOfHour {
  readonly baseline?: Baseline | undefined;
  /** Distributions that drifted from their reference. */
  readonly drifted?: number;
}

/**
 * The values of one summed-up period. What is usual is published for the hour that has begun by now, as alarms on it are
 * evaluated while it goes on; so only the summary of the hour that closed last says it, and an hour that is summed up again
 * must not. Zeros are left out: absent means none.
 */
export const summaryMetrics = (
  { kind }: Pick<Period, 'kind'>,
  rollup: Rollup,
  { baseline, drifted = 0 }: PastOfHour,
  isLatest = true,
): SummaryMetrics => {
  if (kind !== 'hour') return { SummariesWritten: 1, ...unlessZero('DriftedDistributions', drifted) };
  const anomalies: readonly Anomaly[] = baseline === undefined ? [] : anomaliesOf(historyPoint(rollup), baseline);
  const usual = baseline === undefined || !isLatest ? 0 : usualCostUsd(baseline, rollup.from + HOUR_MS);
  return {
    SummariesWritten: 1,
    ActiveSessions: countDistinct(rollup.figures.sessions).count,
    ...unlessZero('CostBaselineUsd', usual),
    ...unlessZero('Anomalies', anomalies.filter(({ meaning }) => meaning === 'worse').length),
    ...unlessZero('DriftedDistributions', drifted),
  };
};

const unlessZero = (name: MetricName, value: number): SummaryMetrics => (value > 0 ? { [name]: value } : {});

/** What the calls of an hour usually cost; 0 when the past doesn't say. */
export const usualCostUsd = ({ measures, zone }: Baseline, start: number): number => {
  const level = measures.cost_usd?.levels[hourOfWeek(start, zone)];
  return level === undefined || level === null ? 0 : fromScale('cost_usd', level);
};

/** What a summary knows and single calls don't, as metrics: alarms watch it. */
import { type EpochMs, HOUR_MS } from '../domain/call/units.ts';
import type { MetricName } from '../domain/measure/catalogue.ts';
import { countDistinct } from '../domain/summarise/distinct.ts';
import { flaggedDrift } from '../domain/summarise/drift.ts';
import type { SummarisedPeriod } from './summarise.ts';

/** How long after its end a period is news: after an outage nobody should be called for what was odd days ago. */
const NEWS_MS = 3 * HOUR_MS;

/** The metrics of one period. What would be zero is left out, and what is no news counts nothing twice. */
export const measureSummary = (
  { period, rollup, anomalies, drift, news }: SummarisedPeriod,
  now: EpochMs,
): { readonly [Name in MetricName]?: number } => {
  const isNews = news === 'first' && now - period.end <= NEWS_MS;
  const worse = anomalies.filter(({ meaning }) => meaning === 'worse').length;
  const drifted = flaggedDrift(drift).length;
  return {
    SummariesWritten: 1,
    ...(period.kind === 'hour' && isNews ? { ActiveSessions: countDistinct(rollup.figures.sessions).count } : {}),
    // Those of a day are the ones of its hours.
    ...(period.kind === 'hour' && isNews && worse > 0 ? { Anomalies: worse } : {}),
    ...(period.kind !== 'week' && isNews && drifted > 0 ? { DriftedDistributions: drifted } : {}),
  };
};

/** When someone is called, typed: the thresholds of all alarms. `../stages.ts` has the values. */
import type { MetricName } from '../../src/domain/measure/catalogue.ts';

/** When someone is called. Shares are percent; counts are per period named. docs/runbook.md explains each alarm. */
export interface AlarmSettings {
  /** `standard` stays within a dollar a month while idle; `full` adds the rest (docs/deploy.md has both prices). */
  readonly set: 'standard' | 'full';
  /** Calls in five minutes below which a share or percentile says nothing. */
  readonly minimumCalls: number;
  /** Failures in a period below which their share says nothing: at low traffic a coincidence is soon five per cent. */
  readonly minimumFailures: number;
  readonly errorPercent: number;
  readonly latencyP99Ms: number;
  readonly timeToFirstTokenP99Ms: number;
  readonly costPerHourUsd: number;
  readonly costSpike: CostSpikeSettings;
  readonly tokensPerHour: number;
  readonly unpricedPercent: number;
  readonly safetyFlagsPerQuarterHour: number;
  /** Failed assessments that are too many, in the standard set. */
  readonly lowQualityPerQuarterHour: number;
  /** Share of assessments that fail which is too much, in the full set. */
  readonly lowQualityPercent: number;
  /** Scores in a quarter of an hour below which their share says nothing. */
  readonly minimumAssessments: number;
  readonly hallucinationPercent: number;
  readonly validationFailurePercent: number;
  readonly thumbsDownPercent: number;
  /** Thumbs in an hour below which their ratio says nothing. */
  readonly minimumThumbs: number;
  readonly redactionFindingsPerCall: number;
  readonly rejectedItemsPerQuarterHour: number;
  readonly serverErrorsPerFiveMinutes: number;
  /** Measures of one hour that are worse than the same hour of past weeks; a single one is news, not an alarm. */
  readonly anomaliesPerHour: number;
  /** Distributions (topics, languages, lengths, the app's features) that differ from their reference. */
  readonly driftedDistributions: number;
  /** Minutes without a single call after which ingest counts as stalled, a multiple of 5; null where quiet hours are normal. */
  readonly ingestStalledMinutes: number | null;
  /** Metrics watched by CloudWatch's anomaly detection as well, at $0.30 a month each; it needs two weeks of data to be any good. */
  readonly anomalyBands: readonly MetricName[];
}

/**
 * How far the usual cost of an hour may move the threshold of a spike. The baseline is made from traffic, so it must neither be
 * able to raise the threshold beyond what anybody agreed to, nor to lower it until every busy hour calls.
 */
export interface CostSpikeSettings {
  /** An hour is a spike from this many times its usual cost on. */
  readonly timesUsual: number;
  /** The threshold is never below this. */
  readonly floorUsd: number;
  /** The threshold is never above this, and exactly this while nothing is known of past weeks. */
  readonly ceilingUsd: number;
}

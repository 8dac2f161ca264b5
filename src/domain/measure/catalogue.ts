/**
 * Every metric that Sightglass publishes: its name and unit, once, for the code that measures, the alarms and widgets
 * in lib/, and the docs; what each means is in meanings.ts, which no function carries along. Plain data; imports nothing.
 */

export type MetricUnit = 'Count' | 'Milliseconds' | 'Percent' | 'Bytes' | 'Megabytes' | 'Count/Second' | 'None';

/**
 * What is kept of many values: their `total` only, their `distribution` with true percentiles, or an `outline` with true
 * least, greatest and mean.
 */
export type MetricShape = 'total' | 'distribution' | 'outline';

/**
 * When a metric has data, which is when it is paid for: with every kind of traffic, only where the app reports such a
 * thing, only when something happens that one would rather not have, with feedback, or every hour that is summed up.
 */
export type MetricPresence = 'calls' | 'reported' | 'incident' | 'feedback' | 'summary';

export interface MetricDefinition {
  readonly unit: MetricUnit;
  readonly shape: MetricShape;
  readonly presence: MetricPresence;
}

const define = <Unit extends MetricUnit, Shape extends MetricShape, Presence extends MetricPresence>(
  unit: Unit,
  shape: Shape,
  presence: Presence,
) => ({ unit, shape, presence }) as const;

export const METRICS = {
  Interactions: define('Count', 'total', 'calls'),
  InteractionErrors: define('Count', 'total', 'incident'),
  Latency: define('Milliseconds', 'distribution', 'calls'),
  TimeToFirstToken: define('Milliseconds', 'distribution', 'calls'),
  OutputTokensPerSecond: define('Count/Second', 'outline', 'calls'),
  InputTokens: define('Count', 'total', 'calls'),
  OutputTokens: define('Count', 'total', 'calls'),
  CacheReadTokens: define('Count', 'total', 'reported'),
  CostUsd: define('None', 'total', 'calls'),
  UnpricedInteractions: define('Count', 'total', 'incident'),
  CacheHits: define('Count', 'total', 'reported'),
  ValidationFailures: define('Count', 'total', 'incident'),
  SafetyFlags: define('Count', 'total', 'incident'),
  LowQuality: define('Count', 'total', 'incident'),
  Hallucinations: define('Count', 'total', 'incident'),
  AssessmentFailures: define('Count', 'total', 'incident'),
  QualityScore: define('None', 'outline', 'calls'),
  ResponseLength: define('Count', 'outline', 'calls'),
  RedactionFindings: define('Count', 'total', 'reported'),
  RedactionFailures: define('Count', 'total', 'incident'),
  RejectedItems: define('Count', 'total', 'incident'),
  DuplicateRequests: define('Count', 'total', 'incident'),
  FoldedNames: define('Count', 'total', 'reported'),
  CpuUtilization: define('Percent', 'outline', 'reported'),
  MemoryUsed: define('Megabytes', 'outline', 'reported'),
  GpuUtilization: define('Percent', 'outline', 'reported'),
  GpuMemoryUsed: define('Megabytes', 'outline', 'reported'),
  Feedback: define('Count', 'total', 'feedback'),
  ThumbsUp: define('Count', 'total', 'feedback'),
  ThumbsDown: define('Count', 'total', 'feedback'),
  Rating: define('None', 'outline', 'feedback'),
  TasksCompleted: define('Count', 'total', 'feedback'),
  TasksFailed: define('Count', 'total', 'feedback'),
  JudgedCalls: define('Count', 'total', 'reported'),
  JudgeSkipped: define('Count', 'total', 'reported'),
  JudgeFailures: define('Count', 'total', 'incident'),
  JudgeCostUsd: define('None', 'total', 'reported'),
  SummariesWritten: define('Count', 'total', 'summary'),
  ActiveSessions: define('Count', 'total', 'summary'),
  CostBaselineUsd: define('None', 'total', 'summary'),
  Anomalies: define('Count', 'total', 'incident'),
  DriftedDistributions: define('Count', 'total', 'incident'),
} satisfies Record<string, MetricDefinition>;

export type MetricName = keyof typeof METRICS;

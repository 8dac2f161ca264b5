/**
 * Every metric that Sightglass publishes: its name, unit and meaning, once, for the code that measures, the alarms and
 * widgets in lib/, and the docs. Plain data; imports nothing.
 */

export type MetricUnit = 'Count' | 'Milliseconds' | 'Percent' | 'Bytes' | 'Megabytes' | 'Count/Second' | 'None';

/**
 * What is kept of many values: their `total` only, their `distribution` with true percentiles, or an `outline` with true
 * least, greatest and mean.
 */
export type MetricShape = 'total' | 'distribution' | 'outline';

export interface MetricDefinition {
  readonly unit: MetricUnit;
  readonly shape: MetricShape;
  readonly meaning: string;
}

export const METRICS = {
  Interactions: { unit: 'Count', shape: 'total', meaning: 'AI calls whose end was seen' },
  InteractionErrors: { unit: 'Count', shape: 'total', meaning: 'AI calls that failed' },
  Latency: { unit: 'Milliseconds', shape: 'distribution', meaning: 'Duration of AI calls' },
  TimeToFirstToken: {
    unit: 'Milliseconds',
    shape: 'distribution',
    meaning: 'Time until the first token of streamed calls',
  },
  OutputTokensPerSecond: { unit: 'Count/Second', shape: 'outline', meaning: 'Output tokens by duration of a call' },
  InputTokens: { unit: 'Count', shape: 'total', meaning: 'Input tokens, cached ones included' },
  OutputTokens: { unit: 'Count', shape: 'total', meaning: 'Output tokens, reasoning included' },
  CacheReadTokens: { unit: 'Count', shape: 'total', meaning: 'Input tokens read from a prompt cache' },
  CostUsd: { unit: 'None', shape: 'total', meaning: 'Cost of AI calls in US dollars, known costs only' },
  UnpricedInteractions: { unit: 'Count', shape: 'total', meaning: 'AI calls whose cost is not known' },
  CacheHits: { unit: 'Count', shape: 'total', meaning: "AI calls answered from the app's cache" },
  ValidationFailures: { unit: 'Count', shape: 'total', meaning: 'Answers that failed validation in the app' },
  SafetyFlags: {
    unit: 'Count',
    shape: 'total',
    meaning: 'Calls flagged by a safety filter or the safety assessor; by `Category`, one for each category of a call',
  },
  Assessments: { unit: 'Count', shape: 'total', meaning: 'Assessments that have a threshold to pass' },
  LowQuality: { unit: 'Count', shape: 'total', meaning: 'Assessments below their threshold' },
  Hallucinations: {
    unit: 'Count',
    shape: 'total',
    meaning: 'Assessments of the dimension hallucination below their threshold',
  },
  QualityScore: { unit: 'None', shape: 'outline', meaning: 'Scores of assessments, 0 worst to 1 best' },
  ResponseLength: { unit: 'Count', shape: 'outline', meaning: 'Characters of answers' },
  RedactionFindings: {
    unit: 'Count',
    shape: 'total',
    meaning: 'Personal data and secrets replaced by placeholders; by `Category`, those of one type',
  },
  RedactionFailures: { unit: 'Count', shape: 'total', meaning: 'Texts dropped because they could not be redacted' },
  RejectedItems: { unit: 'Count', shape: 'total', meaning: 'Items of requests that were refused as invalid' },
  DuplicateRequests: {
    unit: 'Count',
    shape: 'total',
    meaning: 'Requests seen before, of which nothing was stored or counted again',
  },
  FoldedNames: {
    unit: 'Count',
    shape: 'total',
    meaning: 'Times an environment, a model or a category was not in its list and was counted as `other`',
  },
  CpuUtilization: { unit: 'Percent', shape: 'outline', meaning: 'CPU use reported with calls' },
  MemoryUsed: { unit: 'Megabytes', shape: 'outline', meaning: 'Memory reported with calls' },
  GpuUtilization: { unit: 'Percent', shape: 'outline', meaning: 'GPU use reported with calls' },
  GpuMemoryUsed: { unit: 'Megabytes', shape: 'outline', meaning: 'GPU memory reported with calls' },
  Feedback: { unit: 'Count', shape: 'total', meaning: 'Feedback received' },
  ThumbsUp: { unit: 'Count', shape: 'total', meaning: 'Thumbs up received' },
  ThumbsDown: { unit: 'Count', shape: 'total', meaning: 'Thumbs down received' },
  Rating: { unit: 'None', shape: 'outline', meaning: 'Ratings received, 1 to 5' },
  TasksCompleted: { unit: 'Count', shape: 'total', meaning: 'Tasks that people finished with the help of a call' },
  TasksFailed: { unit: 'Count', shape: 'total', meaning: 'Tasks that people gave up or did not finish' },
  SummariesWritten: { unit: 'Count', shape: 'total', meaning: 'Summaries of closed periods written' },
  ActiveSessions: { unit: 'Count', shape: 'total', meaning: 'Distinct sessions of the hour summed up' },
} as const satisfies Record<string, MetricDefinition>;

export type MetricName = keyof typeof METRICS;

/**
 * Every metric that Sightglass publishes: its name, unit and meaning, once, for the code that measures, the alarms and
 * widgets in lib/, and the docs. Plain data; imports nothing.
 */

export type MetricUnit = 'Count' | 'Milliseconds' | 'Percent' | 'Bytes' | 'Megabytes' | 'Count/Second' | 'None';

export interface MetricDefinition {
  readonly unit: MetricUnit;
  readonly meaning: string;
}

export const METRICS = {
  Interactions: { unit: 'Count', meaning: 'AI calls whose end was seen' },
  InteractionErrors: { unit: 'Count', meaning: 'AI calls that failed' },
  Latency: { unit: 'Milliseconds', meaning: 'Duration of AI calls' },
  TimeToFirstToken: { unit: 'Milliseconds', meaning: 'Time until the first token of streamed calls' },
  OutputTokensPerSecond: { unit: 'Count/Second', meaning: 'Output tokens by duration of a call' },
  InputTokens: { unit: 'Count', meaning: 'Input tokens, cached ones included' },
  OutputTokens: { unit: 'Count', meaning: 'Output tokens, reasoning included' },
  CacheReadTokens: { unit: 'Count', meaning: 'Input tokens read from a prompt cache' },
  CostUsd: { unit: 'None', meaning: 'Cost of AI calls in US dollars, known costs only' },
  UnpricedInteractions: { unit: 'Count', meaning: 'AI calls whose cost is not known' },
  CacheHits: { unit: 'Count', meaning: "AI calls answered from the app's cache" },
  ValidationFailures: { unit: 'Count', meaning: 'Answers that failed validation in the app' },
  SafetyFlags: { unit: 'Count', meaning: 'Calls flagged by a safety filter or the safety assessor' },
  LowQuality: { unit: 'Count', meaning: 'Assessments below their threshold' },
  ResponseLength: { unit: 'Count', meaning: 'Characters of answers' },
  RedactionFindings: { unit: 'Count', meaning: 'Personal data and secrets replaced by placeholders' },
  RedactionFailures: { unit: 'Count', meaning: 'Texts dropped because they could not be redacted' },
  RejectedItems: { unit: 'Count', meaning: 'Items of requests that were refused as invalid' },
  DuplicateRequests: { unit: 'Count', meaning: 'Requests seen before, of which nothing was stored or counted again' },
  CpuUtilization: { unit: 'Percent', meaning: 'CPU use reported with calls' },
  MemoryUsed: { unit: 'Megabytes', meaning: 'Memory reported with calls' },
  GpuUtilization: { unit: 'Percent', meaning: 'GPU use reported with calls' },
  GpuMemoryUsed: { unit: 'Megabytes', meaning: 'GPU memory reported with calls' },
  Feedback: { unit: 'Count', meaning: 'Feedback received' },
  ThumbsUp: { unit: 'Count', meaning: 'Thumbs up received' },
  ThumbsDown: { unit: 'Count', meaning: 'Thumbs down received' },
  Rating: { unit: 'None', meaning: 'Ratings received, 1 to 5' },
  SummariesWritten: { unit: 'Count', meaning: 'Summaries of closed periods written' },
  ActiveSessions: { unit: 'Count', meaning: 'Distinct sessions of the hour summed up' },
} as const satisfies Record<string, MetricDefinition>;

export type MetricName = keyof typeof METRICS;

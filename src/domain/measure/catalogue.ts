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

/**
 * When a metric has data, which is when it is paid for: with every kind of traffic, only where the app reports such a
 * thing, only when something happens that one would rather not have, with feedback, or every hour that is summed up.
 */
export type MetricPresence = 'calls' | 'reported' | 'incident' | 'feedback' | 'summary';

export interface MetricDefinition {
  readonly unit: MetricUnit;
  readonly shape: MetricShape;
  readonly presence: MetricPresence;
  readonly meaning: string;
}

const define = <Unit extends MetricUnit, Shape extends MetricShape, Presence extends MetricPresence>(
  unit: Unit,
  shape: Shape,
  presence: Presence,
  meaning: string,
) => ({ unit, shape, presence, meaning }) as const;

export const METRICS = {
  Interactions: define('Count', 'total', 'calls', 'AI calls whose end was seen'),
  InteractionErrors: define('Count', 'total', 'incident', 'AI calls that failed'),
  Latency: define('Milliseconds', 'distribution', 'calls', 'Duration of AI calls'),
  TimeToFirstToken: define('Milliseconds', 'distribution', 'calls', 'Time until the first token of streamed calls'),
  OutputTokensPerSecond: define('Count/Second', 'outline', 'calls', 'Output tokens by duration of a call'),
  InputTokens: define('Count', 'total', 'calls', 'Input tokens, cached ones included'),
  OutputTokens: define('Count', 'total', 'calls', 'Output tokens, reasoning included'),
  CacheReadTokens: define('Count', 'total', 'reported', 'Input tokens read from a prompt cache'),
  CostUsd: define('None', 'total', 'calls', 'Cost of AI calls in US dollars, known costs only'),
  UnpricedInteractions: define('Count', 'total', 'incident', 'AI calls whose cost is not known'),
  CacheHits: define('Count', 'total', 'reported', "AI calls answered from the app's cache"),
  ValidationFailures: define('Count', 'total', 'incident', 'Answers that failed validation in the app'),
  SafetyFlags: define(
    'Count',
    'total',
    'incident',
    'Calls flagged by a safety filter or the safety assessor; by Category, calls that carry it',
  ),
  Assessments: define('Count', 'total', 'calls', 'Assessments that have a threshold to pass'),
  LowQuality: define('Count', 'total', 'incident', 'Assessments below their threshold'),
  Hallucinations: define('Count', 'total', 'incident', 'Assessments of hallucination below their threshold'),
  AssessmentFailures: define(
    'Count',
    'total',
    'incident',
    'Assessors that threw, or for which the time of a call was used up; the call is kept all the same',
  ),
  QualityScore: define('None', 'outline', 'calls', 'Scores of assessments, 0 worst to 1 best'),
  ResponseLength: define('Count', 'outline', 'calls', 'Characters of answers'),
  RedactionFindings: define(
    'Count',
    'total',
    'reported',
    'Personal data and secrets replaced by placeholders; by Category, those of one type',
  ),
  RedactionFailures: define('Count', 'total', 'incident', 'Texts dropped because they could not be redacted'),
  RejectedItems: define('Count', 'total', 'incident', 'Items of requests that were refused as invalid'),
  DuplicateRequests: define(
    'Count',
    'total',
    'incident',
    'Requests seen before, of which nothing was stored or counted again',
  ),
  FoldedNames: define(
    'Count',
    'total',
    'reported',
    'Times an environment, a model or a category was not in its list and was counted as `other`',
  ),
  CpuUtilization: define('Percent', 'outline', 'reported', 'CPU use reported with calls'),
  MemoryUsed: define('Megabytes', 'outline', 'reported', 'Memory reported with calls'),
  GpuUtilization: define('Percent', 'outline', 'reported', 'GPU use reported with calls'),
  GpuMemoryUsed: define('Megabytes', 'outline', 'reported', 'GPU memory reported with calls'),
  Feedback: define('Count', 'total', 'feedback', 'Feedback received'),
  ThumbsUp: define('Count', 'total', 'feedback', 'Thumbs up received'),
  ThumbsDown: define('Count', 'total', 'feedback', 'Thumbs down received'),
  Rating: define('None', 'outline', 'feedback', 'Ratings received, 1 to 5'),
  TasksCompleted: define('Count', 'total', 'feedback', 'Tasks that people finished with the help of a call'),
  TasksFailed: define('Count', 'total', 'feedback', 'Tasks that people gave up or did not finish'),
  JudgedCalls: define('Count', 'total', 'reported', 'Calls that a model judged'),
  JudgeSkipped: define(
    'Count',
    'total',
    'reported',
    'Calls picked for judging and left alone: the budget of the day was spent, the payload not kept, the model not allowed',
  ),
  JudgeFailures: define('Count', 'total', 'incident', 'Judgements that failed or could not be read'),
  JudgeCostUsd: define('None', 'total', 'reported', 'Cost of judging in US dollars'),
  SummariesWritten: define('Count', 'total', 'summary', 'Summaries of closed periods written'),
  ActiveSessions: define('Count', 'total', 'summary', 'Distinct sessions of the hour summed up'),
  CostBaselineUsd: define(
    'None',
    'total',
    'summary',
    'What AI calls of the hour that has just begun usually cost in US dollars, from past weeks; absent while history is short',
  ),
  Anomalies: define(
    'Count',
    'total',
    'incident',
    'Measures of the hour summed up that strayed from the baseline for the worse',
  ),
  DriftedDistributions: define(
    'Count',
    'total',
    'incident',
    'Distributions of the period summed up that drifted from their reference: topics, languages, lengths, features',
  ),
} satisfies Record<string, MetricDefinition>;

export type MetricName = keyof typeof METRICS;

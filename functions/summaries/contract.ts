/** What the summaries function promises and needs: its schedule's input and environment. Plain data, read by lib/ and by the function. */

/** What a schedule sends: which kind of period has just closed. */
export interface SummaryRequest {
  readonly period: 'hour' | 'day' | 'week';
  /** Start of the period to sum up, ISO 8601; without it the period that closed last. */
  readonly start?: string;
  /** One project only; without it every project. */
  readonly project?: string;
}

/** Environment variables; a missing or malformed one fails the cold start by name. */
export interface Environment {
  readonly STAGE: string;
  readonly TABLE_NAME: string;
  readonly BUCKET_NAME: string;
  readonly METRICS_NAMESPACE: string;
  /** The queue of calls that a model judges; empty where the stage has none. */
  readonly JUDGE_QUEUE_URL: string;
  /** Where new reports are announced. */
  readonly REPORTS_TOPIC_ARN: string;
  /** Days that roll-ups and reports are kept, a whole number of at least 1. */
  readonly RETENTION_DAYS: string;
  /** Days that interactions are kept, a whole number of at least 1. */
  readonly INTERACTION_DAYS: string;
}

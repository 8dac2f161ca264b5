/** What the ingest function promises and needs: its routes and environment. Plain data, read by lib/ and by the function. */

/** Routes, the scope a key needs for each, and what it is for. */
export const ROUTES = [
  { method: 'POST', path: '/v1/interactions', scope: 'ingest', summary: 'Store one interaction, a batch, or NDJSON' },
] as const;

/** Environment variables; a missing or malformed one fails the cold start by name. */
export interface Environment {
  /** The stage this deployment is: `prod`, `dev`, `local`… */
  readonly STAGE: string;
  readonly TABLE_NAME: string;
  readonly BUCKET_NAME: string;
  /** ARN of the secret that pseudonyms and derived ids are keyed with. */
  readonly SECRET_ARN: string;
  /** CloudWatch namespace of our metrics. */
  readonly METRICS_NAMESPACE: string;
  /** Days that interactions are kept, a whole number of at least 1; a project's setting overrides it. */
  readonly RETENTION_DAYS: string;
  /** Share of successful calls whose payload is kept, 0 to 1; errors and flagged calls always keep theirs. */
  readonly PAYLOAD_SAMPLE_RATE: string;
  /** Environments that have metrics of their own, comma-separated; others count in the totals only. */
  readonly METRIC_ENVIRONMENTS: string;
  /** Models that have metrics of their own, comma-separated; others count in the totals only. */
  readonly METRIC_MODELS: string;
}

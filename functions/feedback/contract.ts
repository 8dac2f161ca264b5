/** What the feedback function promises and needs: its routes and environment. Plain data, read by lib/ and by the function. */

/** Routes, the scope a key needs for each, and what it is for. */
export const ROUTES = [
  { method: 'POST', path: '/v1/feedback', scope: 'feedback', summary: 'Record what a person said or did about a call' },
  { method: 'POST', path: '/v1/assessments', scope: 'feedback', summary: 'Record a score on a quality dimension' },
  { method: 'POST', path: '/v1/outcomes', scope: 'feedback', summary: 'Record what turned out to be right for a call' },
  {
    method: 'POST',
    path: '/api/public/scores',
    scope: 'feedback',
    // Langfuse's clients score with the key that they ingest with.
    orScope: 'ingest',
    summary: 'Record a Langfuse score',
  },
] as const;

/** Environment variables; a missing or malformed one fails the cold start by name. */
export interface Environment {
  readonly STAGE: string;
  readonly TABLE_NAME: string;
  readonly BUCKET_NAME: string;
  readonly SECRET_ARN: string;
  readonly METRICS_NAMESPACE: string;
  /** Categories with metrics of their own, comma-separated; may be empty. */
  readonly METRIC_CATEGORIES: string;
  readonly RETENTION_DAYS: string;
}

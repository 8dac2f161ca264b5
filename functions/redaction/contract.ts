/** What the redaction function promises and needs: its routes and environment. Plain data, read by lib/ and by the function. */

/** Routes, the scope a key needs for each, and what it is for. */
export const ROUTES = [
  { method: 'POST', path: '/v1/redact', scope: 'ingest', summary: 'Redact a text or document; nothing is stored' },
  { method: 'GET', path: '/v1/settings', scope: 'admin', summary: 'What holds for the project, section by section' },
  { method: 'PUT', path: '/v1/settings', scope: 'admin', summary: 'Replace all settings of the project' },
  { method: 'PUT', path: '/v1/settings/{section}', scope: 'admin', summary: 'Replace one section of the settings' },
  { method: 'GET', path: '/v1/audit', scope: 'admin', summary: 'Who changed what of the project, newest first' },
  { method: 'POST', path: '/v1/jobs', scope: 'admin', summary: 'Begin a job that rewrites what was stored' },
  { method: 'GET', path: '/v1/jobs', scope: 'admin', summary: 'The jobs of the project, newest first' },
  { method: 'GET', path: '/v1/jobs/{job_id}', scope: 'admin', summary: 'How far a job is, and what it did' },
  { method: 'DELETE', path: '/v1/jobs/{job_id}', scope: 'admin', summary: 'Cancel a job before its next step' },
] as const;

/** How often the queue hands out a step of a job before it gives it up to the dead letters. */
export const MAX_RECEIVES = 5;

/** Environment variables; a missing or malformed one fails the cold start by name. */
export interface Environment {
  readonly STAGE: string;
  readonly TABLE_NAME: string;
  /** ARN of the secret that keyed hashes of media and tokens are made with. */
  readonly SECRET_ARN: string;
  readonly BUCKET_NAME: string;
  /** URL of the queue of job steps. */
  readonly JOBS_QUEUE_URL: string;
  /** Days that the stage keeps interactions. */
  readonly RETENTION_DAYS: string;
  readonly METRICS_NAMESPACE: string;
  /** Categories with metrics of their own, comma-separated; may be empty. */
  readonly METRIC_CATEGORIES: string;
}

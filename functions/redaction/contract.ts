/** What the redaction function promises and needs: its routes and environment. Plain data, read by lib/ and by the function. */

/** Routes, the scope a key needs for each, and what it is for. */
export const ROUTES = [
  { method: 'POST', path: '/v1/redact', scope: 'ingest', summary: 'Redact a text or document; nothing is stored' },
  { method: 'GET', path: '/v1/settings', scope: 'admin', summary: 'What holds for the project, section by section' },
  { method: 'PUT', path: '/v1/settings', scope: 'admin', summary: 'Replace all settings of the project' },
  { method: 'PUT', path: '/v1/settings/{section}', scope: 'admin', summary: 'Replace one section of the settings' },
  { method: 'GET', path: '/v1/audit', scope: 'admin', summary: 'Who changed what of the project, newest first' },
] as const;

/** Environment variables; a missing or malformed one fails the cold start by name. */
export interface Environment {
  readonly STAGE: string;
  readonly TABLE_NAME: string;
  /** ARN of the secret that keyed hashes of media and tokens are made with. */
  readonly SECRET_ARN: string;
  readonly METRICS_NAMESPACE: string;
}

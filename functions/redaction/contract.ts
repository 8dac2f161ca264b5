/** What the redaction function promises and needs: its routes and environment. Plain data, read by lib/ and by the function. */

/** Routes, the scope a key needs for each, and what it is for. */
export const ROUTES = [
  { method: 'POST', path: '/v1/redact', scope: 'ingest', summary: 'Redact a text or document; nothing is stored' },
] as const;

/** Environment variables; a missing or malformed one fails the cold start by name. */
export interface Environment {
  readonly STAGE: string;
  readonly TABLE_NAME: string;
  readonly METRICS_NAMESPACE: string;
}

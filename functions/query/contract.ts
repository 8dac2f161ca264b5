/** What the query function promises and needs: its routes and environment. Plain data, read by lib/ and by the function. */

/** Routes, the scope a key needs for each (`null`: no key), and what it is for. */
export const ROUTES = [
  { method: 'GET', path: '/health', scope: null, summary: 'Whether the service answers' },
  { method: 'GET', path: '/openapi.json', scope: null, summary: 'This contract' },
  { method: 'GET', path: '/v1/interactions', scope: 'read', summary: 'Find interactions, newest first' },
  { method: 'GET', path: '/v1/interactions/{interaction_id}', scope: 'read', summary: 'One interaction, whole' },
  { method: 'GET', path: '/v1/traces/{trace_id}', scope: 'read', summary: 'One trace as a waterfall' },
  { method: 'GET', path: '/v1/sessions/{session_id}', scope: 'read', summary: "One session's interactions, in order" },
  { method: 'GET', path: '/v1/feedback/summary', scope: 'read', summary: 'Ratings and kinds of feedback over days' },
  { method: 'GET', path: '/v1/feedback/negative', scope: 'read', summary: 'Recent negative feedback' },
  { method: 'GET', path: '/v1/outcomes/summary', scope: 'read', summary: 'How models did against ground truth' },
  {
    method: 'GET',
    path: '/v1/assessments/agreement',
    scope: 'read',
    summary: 'How far assessors judge as people do',
  },
  { method: 'GET', path: '/v1/summaries', scope: 'read', summary: 'Summaries of closed hours, days or weeks' },
  { method: 'GET', path: '/v1/summaries/{period}/{start}', scope: 'read', summary: 'One summary' },
  { method: 'GET', path: '/metrics', scope: 'read', summary: 'Counters and histograms as OpenMetrics, for Prometheus' },
  {
    method: 'GET',
    path: '/api/public/projects',
    scope: 'ingest',
    orScope: 'feedback',
    summary: 'The project of a key, as Langfuse clients ask for it when they start',
  },
  {
    method: 'GET',
    path: '/api/public/health',
    scope: null,
    summary: 'Whether the service answers, for Langfuse clients',
  },
  { method: 'ANY', path: '$default', scope: null, summary: 'Everything else: a clear problem' },
] as const;

/** Parameters of the query strings, by route; those of lists of interactions are read, and checked, by the list itself. */
export const QUERIES: Readonly<Record<string, readonly string[]>> = {
  'GET /v1/feedback/summary': ['days', 'from', 'to', 'model', 'feature', 'environment', 'operation'],
  'GET /v1/feedback/negative': ['threshold', 'limit', 'from', 'to', 'model', 'feature', 'environment', 'operation'],
  'GET /v1/outcomes/summary': ['days', 'model', 'operation'],
  'GET /v1/assessments/agreement': ['days', 'dimension'],
  'GET /v1/summaries': ['period', 'from', 'to'],
  'GET /v1/summaries/{period}/{start}': ['audience', 'format'],
};

/** Environment variables; a missing or malformed one fails the cold start by name. */
export interface Environment {
  readonly STAGE: string;
  readonly TABLE_NAME: string;
  readonly BUCKET_NAME: string;
  readonly SECRET_ARN: string;
}

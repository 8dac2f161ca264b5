/** What the ingest function promises and needs: its routes and environment. Plain data, read by lib/ and by the function. */

/** Paths that take OTLP in: the specification's own, and those that clients of other backends are made to send to. */
const OTLP_PATHS = {
  traces: [
    '/v1/traces',
    // Langfuse
    '/api/public/otel/v1/traces',
    // LangSmith
    '/otel/v1/traces',
    // LangWatch
    '/api/otel/v1/traces',
    // Opik
    '/api/v1/private/otel/v1/traces',
  ],
  logs: ['/v1/logs', '/otel/v1/logs', '/api/otel/v1/logs'],
  metrics: ['/v1/metrics', '/otel/v1/metrics', '/api/otel/v1/metrics'],
} as const;

/** The routes of OTLP/HTTP, each with the signal that it takes. */
export const OTLP_ROUTES = (['traces', 'logs', 'metrics'] as const).flatMap((signal) =>
  OTLP_PATHS[signal].map((path) => ({
    method: 'POST' as const,
    path,
    scope: 'ingest' as const,
    summary: `Store OpenTelemetry ${signal}`,
    signal,
  })),
);

/** Routes, the scope a key needs for each, and what it is for. */
export const ROUTES = [
  {
    method: 'POST',
    path: '/v1/interactions',
    scope: 'ingest',
    summary: 'Store one interaction, a batch, or NDJSON',
  } as const,
  {
    method: 'POST',
    path: '/api/public/ingestion',
    scope: 'ingest',
    // Scores only, as pages in browsers send them.
    orScope: 'feedback',
    summary: 'Store a batch of Langfuse events',
  } as const,
  ...OTLP_ROUTES.map(({ signal: _, ...route }) => route),
];

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
  /** Categories with metrics of their own, comma-separated; may be empty. */
  readonly METRIC_CATEGORIES: string;
  /** Days that interactions are kept, a whole number of at least 1; a project's setting overrides it. */
  readonly RETENTION_DAYS: string;
  /** Share of successful calls whose payload is kept, 0 to 1; errors and flagged calls always keep theirs. */
  readonly PAYLOAD_SAMPLE_RATE: string;
  /** Environments that have metrics of their own, comma-separated; others count in the totals only. */
  readonly METRIC_ENVIRONMENTS: string;
  /** Models that have metrics of their own, comma-separated; others count in the totals only. */
  readonly METRIC_MODELS: string;
}

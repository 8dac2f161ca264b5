/** Makes the OpenAPI document from the contracts of the functions and the schemas that check their requests. */
import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { ROUTES as FEEDBACK_ROUTES } from '../../functions/feedback/contract.ts';
import { ROUTES as INGEST_ROUTES, OTLP_ROUTES } from '../../functions/ingest/contract.ts';
import { QUERIES as QUERY_PARAMETERS, ROUTES as QUERY_ROUTES } from '../../functions/query/contract.ts';
import { ROUTES as REDACTION_ROUTES } from '../../functions/redaction/contract.ts';
import { PROBLEMS } from '../../src/domain/call/problem.ts';
import { AssessmentSchema } from '../../src/domain/decode/assessment.ts';
import { FeedbackSchema } from '../../src/domain/decode/feedback.ts';
import { InteractionSchema } from '../../src/domain/decode/interaction-schema.ts';
import { OutcomeSchema } from '../../src/domain/decode/outcome.ts';
import { LIST_PARAMETERS } from '../../src/domain/query/list-request.ts';
import { DEFAULT_PROJECT_SETTINGS } from '../../src/domain/settings/settings.ts';

const OTLP_BODY = {
  description: 'An export request as OTLP/HTTP defines it, gzip or not; answered in its own encoding',
  content: {
    'application/x-protobuf': { schema: { type: 'string', format: 'binary' } },
    'application/json': { schema: { type: 'object' } },
  },
};

const SETTINGS_BODY = {
  description:
    'Sections by name; those left out take the default. If-Match names the version it changes. See docs/settings.md',
  content: {
    'application/json': {
      schema: {
        type: 'object',
        properties: Object.fromEntries(Object.keys(DEFAULT_PROJECT_SETTINGS).map((name) => [name, { type: 'object' }])),
        additionalProperties: false,
      },
    },
  },
};

const BODIES: Readonly<Record<string, object>> = {
  'POST /v1/interactions': {
    content: {
      'application/json': {
        schema: {
          anyOf: [
            { $ref: '#/components/schemas/Interaction' },
            {
              type: 'object',
              properties: { interactions: { type: 'array', items: { $ref: '#/components/schemas/Interaction' } } },
              required: ['interactions'],
            },
          ],
        },
      },
      'application/x-ndjson': { schema: { type: 'string', description: 'One interaction a line' } },
    },
  },
  ...Object.fromEntries(OTLP_ROUTES.map(({ method, path }) => [`${method} ${path}`, OTLP_BODY])),
  'POST /api/public/ingestion': jsonBody('LangfuseBatch'),
  'POST /api/public/scores': jsonBody('LangfuseScore'),
  'POST /v1/feedback': jsonBody('Feedback'),
  'POST /v1/assessments': jsonBody('Assessment'),
  'PUT /v1/settings': SETTINGS_BODY,
  'POST /v1/jobs': {
    description: 'kind says what is done; from and to say to which calls, by their start. See docs/jobs.md',
    content: {
      'application/json': {
        schema: {
          type: 'object',
          required: ['kind'],
          properties: { kind: { type: 'string' }, from: {}, to: {}, dry_run: { type: 'boolean' } },
        },
      },
    },
  },
  'PUT /v1/settings/{section}': {
    description: `One section: ${Object.keys(DEFAULT_PROJECT_SETTINGS).join(', ')}; If-Match names the version it changes. See docs/settings.md`,
    content: { 'application/json': { schema: { type: 'object' } } },
  },
  'POST /v1/outcomes': jsonBody('Outcome'),
  'POST /v1/redact': {
    content: {
      'application/json': {
        schema: { type: 'object', properties: { text: { type: 'string' }, json: {} }, minProperties: 1 },
      },
    },
  },
};

/** As Langfuse documents them; what else a body holds is kept. @see https://api.reference.langfuse.com */
const LANGFUSE_SCHEMAS = {
  LangfuseBatch: {
    type: 'object',
    required: ['batch'],
    properties: {
      batch: {
        type: 'array',
        items: {
          type: 'object',
          required: ['id', 'timestamp', 'type', 'body'],
          properties: {
            id: { type: 'string' },
            timestamp: { type: 'string', format: 'date-time' },
            type: { type: 'string' },
            body: { type: 'object' },
          },
        },
      },
    },
  },
  LangfuseScore: {
    type: 'object',
    required: ['name', 'value'],
    properties: {
      id: { type: 'string' },
      traceId: { type: 'string' },
      observationId: { type: 'string' },
      sessionId: { type: 'string' },
      name: { type: 'string' },
      value: { type: ['number', 'string'] },
      dataType: { enum: ['NUMERIC', 'CATEGORICAL', 'BOOLEAN', 'TEXT', 'CORRECTION'] },
      comment: { type: 'string' },
    },
  },
};

const QUERIES: Readonly<Record<string, readonly string[]>> = {
  'GET /v1/audit': ['cursor'],
  'GET /v1/interactions': LIST_PARAMETERS,
  ...QUERY_PARAMETERS,
};

/** The whole document. `version` is the product's. */
export const openApiDocument = (version: string) => {
  const routes = [...INGEST_ROUTES, ...REDACTION_ROUTES, ...FEEDBACK_ROUTES, ...QUERY_ROUTES];
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    if (route.path === '$default') continue;
    const item = paths[route.path] ?? {};
    item[route.method.toLowerCase()] = operation(route);
    paths[route.path] = item;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sightglass',
      version,
      description: 'Observability for AI systems in your own AWS account. Values of fields are never quoted in errors.',
    },
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key' },
        bearer: { type: 'http', scheme: 'bearer' },
        basic: { type: 'http', scheme: 'basic', description: 'The key as password; the user name is not looked at' },
      },
      schemas: {
        Interaction: schemaOf(InteractionSchema),
        Feedback: schemaOf(FeedbackSchema),
        Assessment: schemaOf(AssessmentSchema),
        Outcome: schemaOf(OutcomeSchema),
        ...LANGFUSE_SCHEMAS,
        Problem: {
          type: 'object',
          required: ['type', 'title', 'status', 'detail', 'code'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string' },
            code: { enum: Object.keys(PROBLEMS) },
            errors: {
              type: 'array',
              items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
            },
          },
        },
      },
    },
  };
};

interface Route {
  readonly method: string;
  readonly path: string;
  readonly scope: string | null;
  readonly summary: string;
}

/** Where another status than usual says that all went well. */
const STATUSES: Readonly<Record<string, string>> = {
  'POST /v1/interactions': '201',
  'POST /api/public/ingestion': '207',
  'POST /api/public/scores': '200',
};

const operation = ({ method, path, scope, summary }: Route): object => {
  const key = `${method} ${path}`;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inQuery = (QUERIES[key] ?? []).map((name) => ({ name, in: 'query', schema: { type: 'string' } }));
  return {
    summary: scope === null ? summary : `${summary} (scope ${scope})`,
    operationId: key
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replace(/-$/, ''),
    security: scope === null ? [] : [{ apiKey: [] }, { bearer: [] }, { basic: [] }],
    ...(inPath.length + inQuery.length === 0 ? {} : { parameters: [...inPath, ...inQuery] }),
    ...(BODIES[key] === undefined ? {} : { requestBody: { required: true, ...BODIES[key] } }),
    responses: {
      [STATUSES[key] ?? (method === 'POST' && scope === 'feedback' ? '201' : '200')]: { description: 'As asked' },
      default: {
        description: 'What went wrong, as RFC 9457 problem details',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
};

function jsonBody(name: string): object {
  return { content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } } };
}

const schemaOf = (schema: GenericSchema): object => {
  const { $schema: _, ...body } = toJsonSchema(schema, {
    typeMode: 'input',
    errorMode: 'ignore',
  }) as { readonly $schema?: string };
  return body;
};

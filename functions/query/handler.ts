/** Answers every reading route. */
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { parseTraceId } from '../../src/domain/call/ids.ts';
import { AppError } from '../../src/domain/call/problem.ts';
import { toEpochMs } from '../../src/domain/decode/shapes.ts';
import { OPENMETRICS_CONTENT_TYPE } from '../../src/domain/exposition/openmetrics.ts';
import { encodeCursor } from '../../src/domain/query/cursor.ts';
import { readListRequest, type StoredIds } from '../../src/domain/query/list-request.ts';
import { type ReadStartParts, readChoice, readPeriod, readStart } from '../../src/domain/query/period-request.ts';
import { momentOf } from '../../src/domain/query/time.ts';
import { viewFacts } from '../../src/domain/query/view.ts';
import { instantOf } from '../../src/domain/summarise/period.ts';
import { toHtml } from '../../src/domain/summarise/report/html.ts';
import { toMarkdown } from '../../src/domain/summarise/report/markdown.ts';
import { type HttpEvent, json, text } from '../../src/lambda/http.ts';
import { createHttpHandler, grantOf, type HttpParts } from '../../src/lambda/http-handler.ts';
import { largeAnswer } from '../../src/lambda/large-answer.ts';
import { createReadTrail } from '../../src/lambda/read-trail.ts';
import { listInteractions } from '../../src/pipelines/list-interactions.ts';
import type { Waiting } from '../../src/pipelines/ports/time.ts';
import { feedbackSummary, negativeFeedback } from '../../src/pipelines/query-feedback.ts';
import { assessorAgreement, outcomesSummary } from '../../src/pipelines/query-outcomes.ts';
import { listSummaries, readSummary, type SummaryQueryParts } from '../../src/pipelines/query-summaries.ts';
import { type QueryParts, readInteraction } from '../../src/pipelines/read-interaction.ts';
import { viewSession } from '../../src/pipelines/view-session.ts';
import { viewTrace } from '../../src/pipelines/view-trace.ts';
import { QUERIES, ROUTES } from './contract.ts';

export interface QueryHandlerParts extends HttpParts, QueryParts, SummaryQueryParts {
  readonly stage: string;
  readonly version: string;
  /** The contract as OpenAPI, made from the schemas when the function was built. */
  readonly openApi: unknown;
  /** The stored forms of the ids that a project's callers ask by. */
  readonly idsOf: (project: ProjectId, waiting: Waiting) => Promise<StoredIds>;
  /** A project's figures as OpenMetrics text. */
  readonly exposition: (project: ProjectId, waiting: Waiting) => Promise<string>;
}

export const createHandler = (parts: QueryHandlerParts) => {
  const tellRead = createReadTrail(parts.log);
  return createHttpHandler(parts, ROUTES, {
    'GET /health': () => json(200, { status: 'ok', stage: parts.stage, version: parts.version }),

    'GET /openapi.json': () => json(200, parts.openApi),

    'GET /v1/interactions': async (event, known, waiting) => {
      const { project } = grantOf(known);
      const request = readListRequest(queryOf(event), {
        now: parts.clock(),
        ids: await parts.idsOf(project, waiting),
        readTime: toEpochMs,
      });
      const { interactions, next } = await listInteractions(parts.calls, project, request, waiting);
      tellRead(known, { user: request.filter.user, count: interactions.length });
      return json(200, {
        interactions: interactions.map(viewFacts),
        next_cursor: next === undefined ? null : encodeCursor(next),
      });
    },

    'GET /v1/interactions/{interaction_id}': async (event, known, waiting) => {
      const whole = await readInteraction(parts, grantOf(known).project, parameter(event, 'interaction_id'), waiting);
      if (whole === undefined) throw notFound();
      tellRead(known, { interaction: whole.interaction_id, count: 1 });
      return largeAnswer(event, whole, () => ({ ...whole, ...WITHOUT_DOCUMENTS }));
    },

    'GET /v1/traces/{trace_id}': async (event, known, waiting) => {
      const traceId = parseTraceId(parameter(event, 'trace_id'));
      if (traceId === undefined) throw notFound();
      const trace = await viewTrace(parts, grantOf(known).project, traceId, waiting);
      if (trace !== undefined) tellRead(known, { trace: traceId, count: trace.spans.length });
      return found(event, trace);
    },

    'GET /v1/sessions/{session_id}': async (event, known, waiting) => {
      const session = await viewSession(parts, grantOf(known).project, parameter(event, 'session_id'), waiting);
      // The first call leads to the session; its own id is the app's.
      const { interactions = [] } = session ?? {};
      if (session !== undefined) tellRead(known, { trace: interactions[0]?.trace_id, count: interactions.length });
      return found(event, session);
    },

    'GET /v1/feedback/summary': async (event, known, waiting) =>
      json(200, await feedbackSummary(parts, grantOf(known).project, queryOf(event), waiting)),

    'GET /v1/feedback/negative': async (event, known, waiting) => {
      const answer = await negativeFeedback(parts, grantOf(known).project, queryOf(event), waiting);
      tellRead(known, { count: answer.feedback.length });
      return json(200, answer);
    },

    'GET /v1/outcomes/summary': async (event, known, waiting) =>
      json(200, await outcomesSummary(parts, grantOf(known).project, queryOf(event), waiting)),

    'GET /v1/assessments/agreement': async (event, known, waiting) =>
      json(200, await assessorAgreement(parts, grantOf(known).project, queryOf(event), waiting)),

    'GET /v1/summaries': async (event, known, waiting) => {
      const query = queryOf(event);
      const { project } = grantOf(known);
      const kind = readPeriod(query['period'] ?? 'hour');
      const clock = await projectClock(parts, project, waiting);
      const bound = (name: string) => (query[name] ? { [name]: readStart(query[name], clock) } : {});
      const request = { kind, ...bound('from'), ...bound('to') };
      return largeAnswer(event, await listSummaries(parts, project, request, waiting));
    },

    'GET /v1/summaries/{period}/{start}': async (event, known, waiting) => {
      const query = queryOf(event);
      const { project } = grantOf(known);
      const kind = readPeriod(parameter(event, 'period'));
      const at = readStart(parameter(event, 'start'), await projectClock(parts, project, waiting));
      const audience = readChoice('audience', query['audience'], ['engineering', 'business']);
      const format = readChoice('format', query['format'], ['json', 'markdown', 'html']);
      const report = await readSummary(parts, project, { kind, at, audience }, waiting);
      if (report === undefined) throw notFound();
      if (format === 'markdown') return text(200, toMarkdown(report), 'text/markdown; charset=utf-8');
      return format === 'html' ? text(200, toHtml(report), 'text/html; charset=utf-8') : json(200, report);
    },

    'GET /metrics': async (_event, known, waiting) =>
      text(200, await parts.exposition(grantOf(known).project, waiting), OPENMETRICS_CONTENT_TYPE),

    'GET /api/public/projects': (_event, known) => {
      const { project } = grantOf(known);
      const named = { id: project, name: project };
      // Langfuse's Python client refuses a project without an organisation.
      return json(200, { data: [{ ...named, organization: named, metadata: {} }] });
    },

    'GET /api/public/health': () => json(200, { status: 'OK', version: parts.version }),

    $default: (event) => {
      if (event.requestContext.http.method === 'HEAD' && OPEN_PATHS.has(event.rawPath)) return HEAD_ONLY;
      const isKnown = ROUTES.some(({ path }) => path === event.rawPath);
      throw isKnown
        ? new AppError('method-not-allowed', 'This route does not take that method; see /openapi.json.')
        : new AppError('not-found', 'There is no such route; see /openapi.json.');
    },
  });
};

/** Load balancers and uptime checks like to ask with HEAD; what needs no key answers that as it does GET, without a body. */
const OPEN_PATHS: ReadonlySet<string> = new Set(ROUTES.filter(({ scope }) => scope === null).map(({ path }) => path));
const HEAD_ONLY = text(200, '', 'application/json; charset=utf-8');

/** What a caller gets of a record that is too large for an uncompressed answer; with `accept-encoding: gzip` it is whole. */
const WITHOUT_DOCUMENTS = {
  input: undefined,
  output: undefined,
  context: undefined,
  metadata: undefined,
  documents_omitted: true,
};

/** Reads dates as the project's clocks show them. */
const projectClock = async (
  parts: SummaryQueryParts,
  project: ProjectId,
  waiting: Waiting,
): Promise<ReadStartParts> => {
  const zone = await parts.zoneOf(project, waiting);
  return {
    readTime: (text) => momentOf(text, parts.clock(), toEpochMs),
    onProjectClock: (wall) => instantOf(wall, zone),
  };
};

/**
 * The parameters of the query string. One that the route does not know is refused: a misspelt filter would silently count everything.
 * @throws {AppError} `invalid-request`
 */
const queryOf = (event: HttpEvent): Readonly<Record<string, string | undefined>> => {
  const query = event.queryStringParameters ?? {};
  const known = QUERIES[event.routeKey];
  const unknown = known && Object.keys(query).find((name) => !known.includes(name));
  if (unknown === undefined) return query;
  const path = /^\w{1,40}$/.test(unknown) ? unknown : '*';
  const message = `is not a parameter of this route; it takes ${known?.join(', ')}`;
  throw new AppError('invalid-request', `${path} ${message}.`, { problems: [{ path, message }] });
};

const parameter = (event: HttpEvent, name: string): string => event.pathParameters?.[name] ?? '';

const notFound = (): AppError => new AppError('not-found', 'Nothing is stored under this id in your project.');

const found = (event: HttpEvent, body: unknown) => {
  if (body === undefined) throw notFound();
  return largeAnswer(event, body);
};

/** Takes AI calls in: receive, run the path, tell what became of each. */
import { AppError } from '../../src/domain/call/problem.ts';
import { encodingOf } from '../../src/domain/otlp/wire/decode.ts';
import type { Signal } from '../../src/domain/otlp/wire/model.ts';
import { exportResponse } from '../../src/domain/otlp/wire/responses.ts';
import { routeKey } from '../../src/lambda/authenticate.ts';
import { bodyOf, type HttpEvent, type HttpResponse, headerOf, json } from '../../src/lambda/http.ts';
import { type Answer, createHttpHandler, grantOf, type HttpParts } from '../../src/lambda/http-handler.ts';
import { otlpProblem, otlpResponse } from '../../src/lambda/otlp-response.ts';
import { problemResponse } from '../../src/lambda/problem-response.ts';
import type { createIngestInteractions, InteractionsOutcome } from '../../src/pipelines/ingest-interactions.ts';
import type { createIngestLangfuse } from '../../src/pipelines/ingest-langfuse.ts';
import type { createIngestOtlp } from '../../src/pipelines/ingest-otlp.ts';
import { OTLP_ROUTES, ROUTES } from './contract.ts';

export interface IngestParts extends HttpParts {
  readonly ingestInteractions: ReturnType<typeof createIngestInteractions>;
  readonly ingestOtlp: ReturnType<typeof createIngestOtlp>;
  readonly ingestLangfuse: ReturnType<typeof createIngestLangfuse>;
}

const OTLP_KEYS: ReadonlySet<string> = new Set(OTLP_ROUTES.map(({ method, path }) => routeKey(method, path)));

/** The answer to an error, as the clients of each route read it. */
export const problemOf = (error: unknown, event: HttpEvent): HttpResponse =>
  OTLP_KEYS.has(event.routeKey) ? otlpProblem(error, event) : problemResponse(error);

export const createHandler = (parts: IngestParts) => {
  const answers: Readonly<Record<string, Answer>> = {
    'POST /v1/interactions': async (event, known, waiting) => {
      const traceparent = headerOf(event, 'traceparent');
      const outcome = await parts.ingestInteractions(
        {
          project: grantOf(known).project,
          body: bodyOf(event),
          contentType: headerOf(event, 'content-type') ?? 'application/json',
          receivedAt: parts.clock(),
          ...(traceparent === undefined ? {} : { traceparent }),
          ...(known.isCorrelated ? { correlationId: known.correlationId } : {}),
        },
        waiting,
      );
      return outcome.single ? answerOne(outcome) : answerBatch(outcome);
    },
    'POST /api/public/ingestion': async (event, known, waiting) => {
      const { project, scopes } = grantOf(known);
      const arrival = { project, body: bodyOf(event), receivedAt: parts.clock(), mayIngest: scopes.includes('ingest') };
      return json(207, await parts.ingestLangfuse(arrival, waiting));
    },
    ...Object.fromEntries(
      OTLP_ROUTES.map(({ method, path, signal }) => [routeKey(method, path), answerOtlp(signal, parts)]),
    ),
  };
  return createHttpHandler(parts, ROUTES, answers, problemOf);
};

const answerOtlp =
  (signal: Signal, parts: IngestParts): Answer =>
  async (event, known, waiting) => {
    const encoding = encodingOf(headerOf(event, 'content-type'));
    if (encoding === undefined) {
      throw new AppError('unsupported-media-type', 'OTLP is taken as application/x-protobuf or application/json.');
    }
    const { rejected, warning } = await parts.ingestOtlp(
      { project: grantOf(known).project, signal, encoding, body: bodyOf(event), receivedAt: parts.clock() },
      waiting,
    );
    return otlpResponse(200, exportResponse(signal, encoding, rejected, warning));
  };

const answerOne = ({ results, tooLarge }: InteractionsOutcome): HttpResponse => {
  const [result] = results;
  if (result === undefined || result.status === 'rejected') {
    const problems = result?.errors ?? [];
    const [first] = problems;
    const detail = `${first?.path ?? ''} ${first?.message ?? 'is not valid'}.`.trim();
    throw new AppError(tooLarge ? 'too-large' : 'invalid-request', detail, { problems });
  }
  const { index: _, ...answer } = result;
  return json(201, answer);
};

const answerBatch = ({ results }: InteractionsOutcome): HttpResponse => {
  const rejected = results.filter(({ status }) => status === 'rejected').length;
  const answer = { accepted: results.length - rejected, rejected, results };
  if (rejected < results.length) return json(200, answer);
  const problem = problemResponse(
    new AppError('invalid-request', 'No interaction of the batch is valid; see results.'),
  );
  return { ...problem, body: JSON.stringify({ ...JSON.parse(problem.body), ...answer }) };
};

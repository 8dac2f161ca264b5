/** Takes AI calls in: receive, run the path, tell what became of each. */
import { AppError } from '../../src/domain/call/problem.ts';
import { bodyOf, type HttpResponse, headerOf, json } from '../../src/lambda/http.ts';
import { createHttpHandler, grantOf, type HttpParts } from '../../src/lambda/http-handler.ts';
import { problemResponse } from '../../src/lambda/problem-response.ts';
import type { createIngestInteractions, InteractionsOutcome } from '../../src/pipelines/ingest-interactions.ts';
import { ROUTES } from './contract.ts';

export interface IngestParts extends HttpParts {
  readonly ingestInteractions: ReturnType<typeof createIngestInteractions>;
}

export const createHandler = (parts: IngestParts) =>
  createHttpHandler(parts, ROUTES, {
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
  });

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

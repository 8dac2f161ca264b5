/** What every request gets, whatever it asks for: a correlation id, errors as problem details, one line in the log. */
import { randomUUID } from 'node:crypto';
import type { MiddlewareObj, Request } from '@middy/core';
import { isAppError } from '../domain/call/problem.ts';
import { inOurWords } from '../domain/call/redacted.ts';
import type { Clock } from '../pipelines/ports/time.ts';
import { type HttpEvent, type HttpResponse, headerOf } from './http.ts';
import { knownOf } from './known.ts';
import { errorFields, type Log } from './log.ts';
import { type ProblemAnswer, problemResponse } from './problem-response.ts';

type HttpRequest = Request<HttpEvent, HttpResponse>;

/** Printable ASCII without the space at its ends: what may go back into a header. */
const CORRELATION_ID = /^[!-~](?:[ -~]{0,126}[!-~])?$/;

/** The outermost middleware: it sees the final status of every request. */
export const envelope = ({
  log,
  clock,
  answer = problemResponse,
}: {
  readonly log: Log;
  readonly clock: Clock;
  /** Makes the answers to errors. */
  readonly answer?: ProblemAnswer;
}): MiddlewareObj<HttpEvent, HttpResponse> => {
  const began = new WeakMap<object, number>();

  const finish = (request: HttpRequest): void => {
    const { event } = request;
    const response = request.response as HttpResponse;
    request.response = {
      ...response,
      headers: { ...response.headers, 'x-correlation-id': knownOf(event).correlationId },
    };
    if (response.statusCode < 500) return;
    log('ERROR', 'request-failed', {
      route: inOurWords(event.routeKey),
      status: response.statusCode,
      milliseconds: Math.round(clock() - (began.get(event) ?? clock())),
      requestId: inOurWords(event.requestContext.requestId),
      ...(isAppError(request.error)
        ? { code: inOurWords(request.error.code), ...errorFields(request.error.cause) }
        : {}),
      ...(request.error && !isAppError(request.error) ? errorFields(request.error) : {}),
    });
  };

  return {
    before: ({ event }) => {
      began.set(event, clock());
      const known = knownOf(event);
      const sent = headerOf(event, 'x-correlation-id');
      known.isCorrelated = sent !== undefined && CORRELATION_ID.test(sent);
      known.correlationId = known.isCorrelated ? (sent as string) : randomUUID();
    },
    after: finish,
    onError: (request) => {
      request.response = answer(request.error, request.event);
      finish(request);
    },
  };
};

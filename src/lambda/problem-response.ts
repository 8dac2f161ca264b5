/** Errors as callers get them: RFC 9457 problem details, with the fields that are wrong and never their values. */
import { AppError, isAppError, PROBLEMS } from '../domain/call/problem.ts';
import type { HttpEvent, HttpResponse } from './http.ts';

/** Names each problem; docs/errors.md explains it under its code. A URN, as every team hosts its own copy of the docs. */
const TYPE_PREFIX = 'urn:sightglass:problem:';

/** Makes the answer to an error; routes whose clients expect another form have one of their own. */
export type ProblemAnswer = (error: unknown, event: HttpEvent) => HttpResponse;

/** Seconds that a caller waits before it repeats a request that we failed at, where nothing better is known. */
const DEFAULT_RETRY_SECONDS = 2;

/**
 * The answer to an error. One that is not ours is answered 503 with Retry-After, because exporters throw data away on a 500.
 * @see https://www.rfc-editor.org/rfc/rfc9457
 * @see https://opentelemetry.io/docs/specs/otlp/#failures-1
 */
export const problemResponse = (error: unknown): HttpResponse => {
  const known = isAppError(error) ? error : new AppError('internal', 'The service failed to handle the request.');
  const { status, title } = PROBLEMS[known.code];
  const retryAfter = known.retryAfterSeconds ?? (status === 503 || status === 429 ? DEFAULT_RETRY_SECONDS : undefined);
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
      ...(status === 401 ? { 'www-authenticate': 'Bearer realm="sightglass"' } : {}),
    },
    body: JSON.stringify({
      type: `${TYPE_PREFIX}${known.code}`,
      title,
      status,
      detail: known.message,
      code: known.code,
      ...(known.problems.length === 0 ? {} : { errors: known.problems }),
    }),
  };
};

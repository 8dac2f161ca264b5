/** Makes a function's handler from its routes: envelope, authentication, and one answer for each route. */
import middy from '@middy/core';
import { AppError } from '../domain/call/problem.ts';
import type { KeyGrant, KeyStore } from '../pipelines/ports/keys.ts';
import type { Clock, Waiting } from '../pipelines/ports/time.ts';
import { authenticate, routeKey, type ScopedRoute } from './authenticate.ts';
import { envelope } from './envelope.ts';
import type { HttpEvent, HttpResponse, Known } from './http.ts';
import { knownOf } from './known.ts';
import type { Log } from './log.ts';
import { type ProblemAnswer, problemResponse } from './problem-response.ts';

/** Answers one route. `signal` fires shortly before the function's time is up. */
export type Answer = (event: HttpEvent, known: Known, waiting: Waiting) => Promise<HttpResponse> | HttpResponse;

export interface HttpParts {
  readonly keys: KeyStore;
  readonly clock: Clock;
  readonly log: Log;
}

/** We answer "too slow" when this much of the function's time is left, so that the answer leaves before Lambda kills it. */
const EARLY_MS = 500;

/** The handler of a function; `answers` has one entry for each route, by `METHOD /path`, and `problem` answers errors. */
export const createHttpHandler = (
  { keys, clock, log }: HttpParts,
  routes: readonly ScopedRoute[],
  answers: Readonly<Record<string, Answer>>,
  problem: ProblemAnswer = problemResponse,
) => {
  for (const { method, path } of routes) {
    const key = routeKey(method, path);
    if (answers[key] === undefined) throw new Error(`route ${key} of the contract has no answer in its handler`);
  }
  // The request under way: Lambda gives a process one at a time, and middy does not hand it to timeoutEarlyResponse.
  let current: HttpEvent | undefined;
  return middy<HttpEvent, HttpResponse>({
    timeoutEarlyInMillis: EARLY_MS,
    timeoutEarlyResponse: () => {
      const slow = new AppError('too-slow', 'The request took too long; send it again, or in smaller parts.');
      return current === undefined ? problemResponse(slow) : problem(slow, current);
    },
  })
    .before(({ event }) => {
      current = event;
    })
    .use(envelope({ log, clock, answer: problem }))
    .use(authenticate({ keys, routes, clock }))
    .handler((event, _context, { signal }) => {
      const answer = answers[event.routeKey];
      if (answer === undefined) throw new AppError('not-found', 'There is no such route; see /openapi.json.');
      return answer(event, knownOf(event), { signal });
    });
};

/** What the caller's key opens, on a route that needs a key. */
export const grantOf = ({ grant }: Known): KeyGrant => {
  if (grant === undefined) throw new Error('a route without a scope asked for the grant of its key');
  return grant;
};

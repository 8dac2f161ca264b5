/** Answers while a function's preparations fail: a problem that asks to come back, and a log line that says what failed. */
import type { HttpEvent, HttpResponse } from './http.ts';
import { errorFields, type Log } from './log.ts';
import { type ProblemAnswer, problemResponse } from './problem-response.ts';

export const unready =
  (log: Log, answer: ProblemAnswer = problemResponse) =>
  (error: unknown, event: HttpEvent): HttpResponse => {
    log('ERROR', 'not-ready', errorFields(error));
    return answer(error, event);
  };

/** Answers while a function's preparations fail: a problem that asks to come back, and a log line that says what failed. */
import type { HttpResponse } from './http.ts';
import { errorFields, type Log } from './log.ts';
import { problemResponse } from './problem-response.ts';

export const unready =
  (log: Log) =>
  (error: unknown): HttpResponse => {
    log('ERROR', 'not-ready', errorFields(error));
    return problemResponse(error);
  };

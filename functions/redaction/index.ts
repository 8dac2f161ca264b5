/** The redaction function as Lambda loads it: requests come from the API, steps of jobs from the queue, and a call a day from a schedule. */
import { writeLine } from '../../src/adapters/system/output.ts';
import type { HttpEvent, HttpResponse } from '../../src/lambda/http.ts';
import { createLog } from '../../src/lambda/log.ts';
import { startEarly } from '../../src/lambda/start-early.ts';
import { unready } from '../../src/lambda/unready.ts';
import { createDailyHandler, type DailyEvent } from './daily-handler.ts';
import { createHandler } from './handler.ts';
import { createQueueHandler, type QueueEvent } from './queue-handler.ts';
import { wire } from './wiring.ts';

type Event = HttpEvent | QueueEvent | DailyEvent;

const log = createLog(writeLine, Date.now);
const answerUnready = unready(log);

const make = async () => {
  const parts = await wire(process.env);
  const answer = createHandler(parts);
  const work = createQueueHandler(parts.queue);
  const runDaily = createDailyHandler(parts.daily);
  return async (event: Event, context: Parameters<typeof answer>[1]): Promise<HttpResponse | undefined> => {
    if ('routeKey' in event) return answer(event, context);
    await ('Records' in event ? work(event) : runDaily());
    return undefined;
  };
};

export const handler = startEarly(make, (error, event): HttpResponse | undefined => {
  if ('routeKey' in event) return answerUnready(error, event);
  // An answer would tell queue and schedule that the work is done.
  throw error;
});

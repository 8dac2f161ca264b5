/** The redaction function as Lambda loads it: requests come from the API, steps of jobs from the queue. */
import { writeLine } from '../../src/adapters/system/output.ts';
import type { HttpEvent, HttpResponse } from '../../src/lambda/http.ts';
import { createLog } from '../../src/lambda/log.ts';
import { startEarly } from '../../src/lambda/start-early.ts';
import { unready } from '../../src/lambda/unready.ts';
import { createHandler } from './handler.ts';
import { createQueueHandler, type QueueEvent } from './queue-handler.ts';
import { wire } from './wiring.ts';

const log = createLog(writeLine, Date.now);

const isQueueEvent = (event: HttpEvent | QueueEvent): event is QueueEvent => 'Records' in event;

const make = async () => {
  const parts = await wire(process.env);
  const answer = createHandler(parts);
  const work = createQueueHandler(parts.queue);
  return (event: HttpEvent | QueueEvent, context: Parameters<typeof answer>[1]): Promise<HttpResponse | undefined> =>
    isQueueEvent(event) ? work(event).then(() => undefined) : answer(event, context);
};

const answerUnready = unready(log);

export const handler = startEarly(make, (error, event) => {
  // An answer would tell the queue that the message is dealt with.
  if (isQueueEvent(event)) throw error;
  return answerUnready(error, event);
});

/** From the body of POST /api/public/ingestion to spans and judgements, event by event. */
import type { Json } from '../call/json.ts';
import type { RawSpan } from '../call/span.ts';
import type { RawJudgement } from '../otlp/dialects/judgements/raw-judgement.ts';
import { isRefusal, type LangfuseEvent, type Refusal, readEvent } from './event.ts';
import { idOf } from './fields.ts';
import { fold } from './fold.ts';
import type { DerivedIds } from './ids.ts';
import { isObservation, readObservation } from './observation.ts';
import { readScore } from './score.ts';
import { readTrace } from './trace.ts';

/** How a batch may be taken. */
export interface BatchContext {
  readonly ids: DerivedIds;
  /** False for the public half of a key: then scores are taken and nothing else. */
  readonly mayIngest: boolean;
}

/** What a batch brought. All texts are raw. */
export interface DecodedBatch {
  /** One for each observation and trace, with the events that it was made of. */
  readonly spans: readonly { readonly span: RawSpan; readonly eventIds: readonly string[] }[];
  readonly judgements: readonly RawJudgement[];
  /** Ids of the events that were taken, in their order; the same id twice is one event. */
  readonly taken: readonly string[];
  readonly refused: readonly Refusal[];
}

/** Reads the events of a batch. One that is bad costs its neighbours nothing. */
export const decodeBatch = (batch: readonly Json[], { ids, mayIngest }: BatchContext): DecodedBatch => {
  const events = new Map<string, LangfuseEvent>();
  const refused: Refusal[] = [];
  for (const item of batch) {
    const event = readEvent(item);
    if (isRefusal(event)) refused.push(event);
    else if (!events.has(event.id)) events.set(event.id, event);
  }
  const traceIds = new Map(
    [...events.values()].flatMap(({ body }) => {
      const [id, traceId] = [idOf(body, 'id'), idOf(body, 'traceId')];
      return id === undefined || traceId === undefined ? [] : [[id, traceId] as const];
    }),
  );
  const reports: { readonly span: RawSpan; readonly eventId: string }[] = [];
  const judgements: RawJudgement[] = [];
  const taken: string[] = [];
  const read = (event: LangfuseEvent): Refusal | undefined => {
    const { id, type, at, body } = event;
    const refuse = (status: Refusal['status'], error: string): Refusal => ({ id, status, error });
    if (type === 'sdk-log') return undefined;
    if (type === 'score-create') {
      const score = readScore(body, { ids, at, eventId: id, isFromBrowser: !mayIngest });
      if ('error' in score) return refuse(400, score.error);
      judgements.push(score);
      return undefined;
    }
    if (!mayIngest) return refuse(401, 'the key may send scores only');
    if (type !== 'trace-create' && !isObservation(type)) return refuse(400, 'type is none that this API knows');
    const span =
      type === 'trace-create'
        ? readTrace(event, ids)
        : readObservation(event, { ids, traceIdOf: (observation) => traceIds.get(observation) });
    if (isRefusal(span)) return span;
    reports.push({ span, eventId: id });
    return undefined;
  };
  for (const event of events.values()) {
    const refusal = read(event);
    if (refusal === undefined) taken.push(event.id);
    else refused.push(refusal);
  }
  const spans = [...Map.groupBy(reports, ({ span }) => `${span.traceId}-${span.spanId}`).values()].map((group) => ({
    span: fold(group.map(({ span }) => span)),
    eventIds: group.map(({ eventId }) => eventId),
  }));
  return { spans, judgements, taken, refused };
};

/** A Langfuse trace as a span: the root that its observations hang from, with the user, session and tags that hold for all of them. */
import { dropAbsent, type Stated } from '../call/facts.ts';
import type { RawSpan } from '../call/span.ts';
import { readDocument } from '../otlp/dialects/content/document.ts';
import { instantOf, type LangfuseEvent } from './event.ts';
import { idOf, labelsOf, metadataOf, metadataTimes, payloadOf, textOf } from './fields.ts';
import { type DerivedIds, rootOf, traceOf } from './ids.ts';

/** What a `trace-create` says; the same id again says more of the same trace. */
export const readTrace = ({ id: eventId, at, body }: LangfuseEvent, ids: DerivedIds): RawSpan => {
  const traceId = traceOf(idOf(body, 'id') ?? eventId, ids);
  const start = instantOf(body['timestamp']) ?? at;
  const metadata = metadataOf(body, ['public']);
  return dropAbsent({
    traceId,
    spanId: rootOf(traceId, ids),
    kind: 'chain' as const,
    name: textOf(body, 'name'),
    start,
    end: start,
    ...labelsOf(body),
    payload: payloadOf({
      input: readDocument(body['input'], 'input'),
      output: readDocument(body['output'], 'output'),
      metadata,
    } as RawSpan['payload']),
    reportedAt: at,
    fieldTimes: metadataTimes(body, metadata, at),
    source: 'langfuse' as const,
    dialect: 'langfuse',
  } satisfies Stated<RawSpan>) as RawSpan;
};

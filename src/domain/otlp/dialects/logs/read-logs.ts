/** Reads a request's log records: content for spans, calls that only logs report, and judgements. */
import { dropAbsent, type Stated } from '../../../call/facts.ts';
import type { Json } from '../../../call/json.ts';
import type { MessagePart } from '../../../call/parts.ts';
import type { RawSpan } from '../../../call/span.ts';
import type { Batch, OtlpLogRecord } from '../../wire/model.ts';
import type { Content } from '../content/extractor.ts';
import type { DerivedIds } from '../ids.ts';
import { EVALUATION_EVENT, readEvaluation } from '../judgements/evaluation-events.ts';
import type { RawJudgement } from '../judgements/raw-judgement.ts';
import { type Resource, resourceOf } from '../resource.ts';
import { readAgentRecord } from './agent-records.ts';
import { readInteractionRecord } from './interaction-records.ts';
import { eventNameOf, readAddition, timeOf } from './message-records.ts';

/** What a request's records came to. */
export interface ReadLogs {
  /** Parts of spans that come another way, and spans of their own. */
  readonly spans: readonly RawSpan[];
  readonly judgements: readonly RawJudgement[];
  /** Records of no concern here: an app may send all its logs. */
  readonly ignored: number;
}

/** Reads all records of a request. */
export const readLogs = (batches: readonly Batch<OtlpLogRecord>[], ids: DerivedIds): ReadLogs => {
  const additions = new Map<string, SpanAddition>();
  const spans: RawSpan[] = [];
  const judgements: RawJudgement[] = [];
  let ignored = 0;
  for (const batch of batches) {
    const resource = resourceOf(batch.resource);
    for (const record of batch.items) {
      const judgement = eventNameOf(record) === EVALUATION_EVENT ? judgementOf(record) : undefined;
      const span =
        readAgentRecord(record, { scope: batch.scope, resource, ids }) ??
        readInteractionRecord(record, { scope: batch.scope, resource, ids });
      if (judgement !== undefined) judgements.push(judgement);
      else if (span !== undefined) spans.push(span);
      else if (!addTo(additions, record, resource)) ignored += 1;
    }
  }
  return { spans: [...spans, ...[...additions.values()].map(toSpan)], judgements, ignored };
};

const judgementOf = (record: OtlpLogRecord): RawJudgement | undefined => {
  const { traceId, spanId, attributes } = record;
  const target =
    traceId === undefined
      ? undefined
      : spanId === undefined
        ? ({ by: 'trace', traceId } as const)
        : ({ by: 'span', traceId, spanId } as const);
  return readEvaluation(attributes, { ...(target === undefined ? {} : { target }), at: timeOf(record) });
};

/** All that a request's records say about one span. */
interface SpanAddition {
  readonly ids: Pick<RawSpan, 'traceId' | 'spanId'>;
  readonly resource: Resource;
  readonly parts: MessagePart<Json>[];
  readonly seen: Map<string, number>;
  first: number;
  last: number;
  content: Content;
  error: RawSpan['error'];
}

const addTo = (additions: Map<string, SpanAddition>, record: OtlpLogRecord, resource: Resource): boolean => {
  const { traceId, spanId } = record;
  if (traceId === undefined || spanId === undefined) return false;
  const key = `${traceId}${spanId}`;
  const at = timeOf(record);
  const held = additions.get(key);
  const addition = readAddition(record, held?.parts.length ?? 0);
  if (addition === undefined) return false;
  const into: SpanAddition = held ?? {
    ids: { traceId, spanId },
    resource,
    parts: [],
    seen: new Map(),
    first: at,
    last: at,
    content: {},
    error: undefined,
  };
  if (held === undefined) additions.set(key, into);
  into.first = Math.min(into.first, at);
  into.last = Math.max(into.last, at);
  into.error ??= addition.error;
  into.content = {
    input: into.content.input ?? addition.content?.input,
    output: into.content.output ?? addition.content?.output,
  };
  for (const part of addition.parts ?? []) {
    const equal = JSON.stringify([part.side, part.at, part.side === 'output' ? part.order : 0, part.message]);
    const occurrence = into.seen.get(equal) ?? 0;
    into.seen.set(equal, occurrence + 1);
    into.parts.push({ ...part, occurrence });
  }
  return true;
};

/** A part of a span: its kind and times are for the span itself to say. */
const toSpan = ({ ids, resource, parts, first, last, content, error }: SpanAddition): RawSpan => {
  const payload = dropAbsent({
    input: content.input,
    output: content.output,
    parts: parts.length === 0 ? undefined : (parts as unknown as Json),
  });
  return dropAbsent({
    ...ids,
    kind: 'other' as const,
    start: first,
    isStartUnknown: true,
    reportedAt: last,
    ...(error === undefined ? {} : { status: 'error' as const, error }),
    ...resource,
    payload: Object.keys(payload).length === 0 ? undefined : payload,
    source: 'otlp' as const,
    dialect: 'otel-genai',
  } satisfies Stated<RawSpan>);
};

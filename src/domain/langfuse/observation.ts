/** A Langfuse observation (span, generation, event, tool…), or what an update says of one, as a span. */
import { dropAbsent, type Stated } from '../call/facts.ts';
import { isJsonObject, type JsonObject } from '../call/json.ts';
import type { RawSpan, SpanKind } from '../call/span.ts';
import { readDocument } from '../otlp/dialects/content/document.ts';
import { makeError } from '../otlp/dialects/failures.ts';
import { embeds, kindNamed } from '../otlp/dialects/kinds.ts';
import { parametersIn } from '../otlp/dialects/parameters.ts';
import { instantOf, type LangfuseEvent, type Refusal } from './event.ts';
import { idOf, labelsOf, metadataOf, metadataTimes, payloadOf, textOf } from './fields.ts';
import { type DerivedIds, rootOf, spanOf, traceOf } from './ids.ts';
import { costOf, usageOf } from './usage.ts';

/** `generation-create`, `span-update`… */
const TYPE =
  /^(span|generation|event|observation|agent|tool|chain|retriever|evaluator|embedding|guardrail)-(create|update)$/;

/** Whether a type of event is about an observation. */
export const isObservation = (type: string): boolean => TYPE.test(type);

/** Fields of an observation that the record has no place for. */
const KEPT = ['promptName', 'promptVersion', 'level'];

export interface ObservationContext {
  readonly ids: DerivedIds;
  /** The trace that other events of the batch name for an observation; an update may leave it out. */
  readonly traceIdOf: (observationId: string) => string | undefined;
}

/**
 * What an event says of its observation. A report knows no more than its body: what is left out is for the other reports of the
 * same observation to say, whichever comes first.
 */
export const readObservation = (
  { id: eventId, at, type, body }: LangfuseEvent,
  { ids, traceIdOf }: ObservationContext,
): RawSpan | Refusal => {
  const [, word = '', act = ''] = TYPE.exec(type) ?? [];
  const isUpdate = act === 'update';
  const stated = idOf(body, 'id');
  if (stated === undefined && isUpdate)
    return { id: eventId, status: 400, error: 'body.id is required: an update needs it' };
  const id = stated ?? eventId;
  const traceId = traceOf(idOf(body, 'traceId') ?? traceIdOf(id) ?? id, ids);
  const parent = idOf(body, 'parentObservationId');
  const times = timesOf(body, { at, isUpdate, isEvent: word === 'event' });
  const failed = textOf(body, 'level')?.toUpperCase() === 'ERROR';
  const message = textOf(body, 'statusMessage');
  const kind = kindOf(word, body);

  // Of a create and an update within one millisecond the update is the later.
  const reportedAt = isUpdate ? at + 0.5 : at;
  const metadata = metadataOf(body, failed ? KEPT : [...KEPT, 'statusMessage']);

  return dropAbsent({
    traceId,
    spanId: spanOf(id, ids),
    // What names no parent hangs from the trace; an update that names none says nothing of it.
    parentSpanId: parent !== undefined ? spanOf(parent, ids) : isUpdate ? undefined : rootOf(traceId, ids),
    clientId: id,
    // The trace cannot be told from the id of the observation alone.
    isAlias: kind === 'llm' || kind === 'embedding' ? true : undefined,
    kind,
    operation: kind === 'llm' ? 'chat' : kind === 'embedding' ? 'embeddings' : undefined,
    name: textOf(body, 'name'),
    tool: kind === 'tool' ? textOf(body, 'name') : undefined,
    model: textOf(body, 'model'),
    parameters: isJsonObject(body['modelParameters']) ? parametersIn(body['modelParameters']) : undefined,
    serviceTier: isJsonObject(body['modelParameters']) ? textOf(body['modelParameters'], 'service_tier') : undefined,
    ...times,
    firstTokenAt: instantOf(body['completionStartTime']),
    ...(failed ? { status: 'error' as const, error: makeError(undefined, message, undefined) } : {}),
    ...usageOf(body),
    cost: costOf(body),
    ...labelsOf(body),
    payload: payloadOf({
      input: readDocument(body['input'], 'input'),
      output: readDocument(body['output'], 'output'),
      metadata,
    } as RawSpan['payload']),
    reportedAt,
    fieldTimes: metadataTimes(body, metadata, reportedAt),
    source: 'langfuse' as const,
    dialect: 'langfuse',
  } satisfies Stated<RawSpan>) as RawSpan;
};

const kindOf = (word: string, body: JsonObject): SpanKind => {
  const type = word === 'observation' ? (textOf(body, 'type')?.toLowerCase() ?? '') : word;
  const kind = kindNamed(type) ?? 'other';
  const model = textOf(body, 'model');
  return kind === 'llm' && model !== undefined && embeds(model) ? 'embedding' : kind;
};

/**
 * A report that states no start happened after it. One that brings an answer or its tokens and states no end is the end: many
 * clients send a finished generation in one piece and leave its times out.
 */
const timesOf = (
  body: JsonObject,
  { at, isUpdate, isEvent }: { readonly at: number; readonly isUpdate: boolean; readonly isEvent: boolean },
): Pick<RawSpan, 'start' | 'end' | 'isStartUnknown'> => {
  const start = instantOf(body['startTime']);
  const stated = instantOf(body['endTime']);
  const isDone = isEvent || ['output', 'usage', 'usageDetails'].some((name) => (body[name] ?? null) !== null);
  const end = stated ?? (isDone ? (isUpdate ? at : (start ?? at)) : undefined);
  if (start !== undefined) return dropAbsent({ start, end: end === undefined ? undefined : Math.max(start, end) });
  return dropAbsent({
    start: end === undefined ? at : Math.min(at, end),
    end,
    isStartUnknown: isUpdate ? true : undefined,
  });
};

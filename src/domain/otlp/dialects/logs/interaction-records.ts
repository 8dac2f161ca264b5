/**
 * Interactions that an app logs itself as JSON, alone or behind a marker: `AI_INTERACTION: {"input_text": …}`, or structured
 * events `ai_call_success` and `ai_call_failure`.
 */
import { dropAbsent, type Stated } from '../../../call/facts.ts';
import type { TraceId } from '../../../call/ids.ts';
import type { Json, JsonObject } from '../../../call/json.ts';
import type { RawSpan } from '../../../call/span.ts';
import { type EpochMs, fromUsd } from '../../../call/units.ts';
import type { OtlpLogRecord } from '../../wire/model.ts';
import { extractContent } from '../content/extractors.ts';
import { text } from '../content/part.ts';
import { makeError } from '../failures.ts';
import { type Found, findFields } from '../find-fields.ts';
import type { DerivedIds } from '../ids.ts';
import { labelsOf } from '../labels.ts';
import { metadataOfAttributes } from '../metadata.ts';
import { readUsage } from '../usage.ts';
import { asObject, parsed } from '../values.ts';
import type { RecordPlace } from './agent-records.ts';
import { eventNameOf, timeOf } from './message-records.ts';

const MARKER = /^\s*([A-Z][A-Z_]{2,40}):\s*(?=\{)/;

/** Events of a call's end; a start has nothing that the end does not have. */
const ENDS: Readonly<Record<string, 'ok' | 'error'>> = {
  ai_interaction: 'ok',
  ai_call_success: 'ok',
  ai_call_failure: 'error',
  ai_call_error: 'error',
};

/** The call that a record logs; undefined for any other record. */
export const readInteractionRecord = (record: OtlpLogRecord, { resource, ids }: RecordPlace): RawSpan | undefined => {
  const logged = loggedCall(record);
  if (logged === undefined) return undefined;
  const { fields, status } = logged;
  const found = findFields(fields);
  const { input, output } = extractContent({ attributes: fields, events: [], isTool: false });
  if (
    input === undefined &&
    output === undefined &&
    found.requestModel === undefined &&
    found.responseModel === undefined
  )
    return undefined;
  const { metadata, truncated } = metadataOfAttributes(fields);
  const payload = dropAbsent({ input, output, metadata });
  const at = timeOf(record);
  const seed = JSON.stringify([eventNameOf(record), String(record.time), Object.entries(fields).sort(byName)]);
  const { traceId, spanId } = record;
  const identity =
    spanId === undefined || traceId === undefined
      ? alone(found, at, { seed, traceId, ids })
      : within({ traceId, spanId }, at);
  const isError = status === 'error' || found.success === false || found.errorType !== undefined;
  return dropAbsent({
    ...identity,
    kind: 'llm' as const,
    operation: found.operation,
    provider: found.provider,
    model: found.responseModel ?? found.requestModel ?? found.modelVersion,
    modelVersion: found.modelVersion,
    status: isError ? ('error' as const) : ('ok' as const),
    error: isError
      ? makeError(found.errorType, found.errorMessage ?? text(fields, 'error'), found.httpStatus)
      : undefined,
    ...readUsage(found, { scope: '' }),
    cost:
      found.costUsd !== undefined && found.costUsd > 0
        ? { source: 'client' as const, nanoUsd: fromUsd(found.costUsd) }
        : undefined,
    ...labelsOf(found, resource),
    responseId: found.responseId,
    confidence: found.confidence,
    inputLength: found.inputLength,
    outputLength: found.outputLength,
    payload: Object.keys(payload).length === 0 ? undefined : payload,
    source: 'otlp' as const,
    dialect: 'plain-ai',
    truncated: truncated.length === 0 ? undefined : truncated,
  } satisfies Stated<RawSpan>);
};

/** A line outside of any span is a call of its own, which ended when it was logged. */
const alone = (
  { durationMs = 0 }: Found,
  at: EpochMs,
  { seed, traceId, ids }: { readonly seed: string; readonly traceId: TraceId | undefined; readonly ids: DerivedIds },
): Pick<RawSpan, 'traceId' | 'spanId' | 'start' | 'end' | 'latencyMs'> => ({
  traceId: traceId ?? ids.traceId(seed),
  spanId: ids.spanId(seed),
  start: at - Math.max(0, durationMs),
  end: at,
  ...(durationMs > 0 ? { latencyMs: durationMs } : {}),
});

/** A line within a span adds to it, and overrules nothing that the span says itself: of two reports the later holds, so it is the earliest. */
const within = (
  ids: Pick<RawSpan, 'traceId' | 'spanId'>,
  at: EpochMs,
): Pick<RawSpan, 'traceId' | 'spanId' | 'start' | 'isStartUnknown' | 'reportedAt'> => ({
  ...ids,
  start: at,
  isStartUnknown: true,
  reportedAt: 0,
});

const loggedCall = (
  record: OtlpLogRecord,
): { readonly fields: JsonObject; readonly status: 'ok' | 'error' } | undefined => {
  const { body, attributes } = record;
  const marker = typeof body === 'string' ? MARKER.exec(body) : null;
  const document = marker !== null && typeof body === 'string' ? parsed(body.slice(marker[0].length)) : asObject(body);
  const fields = document !== undefined && !Array.isArray(document) ? (document as JsonObject) : undefined;
  const named = marker?.[1] ?? eventNameOf(record) ?? '';
  const inside = fields === undefined ? undefined : text(fields, 'event', 'event_type', 'message', 'msg');
  for (const name of [named, inside ?? '', typeof body === 'string' ? body : '']) {
    const status = Object.hasOwn(ENDS, name.toLowerCase()) ? ENDS[name.toLowerCase()] : undefined;
    if (status !== undefined) return { fields: { ...attributes, ...fields }, status };
  }
  return undefined;
};

const byName = ([a]: readonly [string, Json], [b]: readonly [string, Json]): number => (a < b ? -1 : 1);

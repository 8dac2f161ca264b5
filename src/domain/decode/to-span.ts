/** Turns a decoded interaction into the record that the rest of the path works on. */
import { dropAbsent, type Stated } from '../call/facts.ts';
import {
  type ProjectId,
  parseInteractionId,
  parseSpanId,
  parseTraceId,
  type SpanId,
  type TraceId,
} from '../call/ids.ts';
import { isJsonObject, type Json, type JsonObject } from '../call/json.ts';
import type { Keyed } from '../call/keyed.ts';
import type { FeedbackType } from '../call/quality.ts';
import type { RawSpan } from '../call/span.ts';
import { type EpochMs, fromUsd } from '../call/units.ts';
import type { Usage } from '../call/usage.ts';
import type { InteractionInput } from './interaction-schema.ts';
import { toEpochMs } from './shapes.ts';

/** What a request says about all its items. */
export interface RequestContext {
  readonly project: ProjectId;
  readonly keyed: Keyed;
  readonly receivedAt: EpochMs;
  /** Digest of the whole body: items without any id of their own get theirs from it, so that a retry gives the same ids. */
  readonly digest: string;
  /** From the `traceparent` header, where there was one. */
  readonly parent?: { readonly traceId: TraceId; readonly spanId: SpanId };
  /** From the `x-correlation-id` header, where the caller sent one. */
  readonly correlationId?: string;
}

/** Feedback that came inside an interaction. */
export interface InlineFeedback {
  readonly type: FeedbackType;
  readonly rating?: number;
  readonly comment?: string;
}

export interface DecodedInteraction {
  readonly span: RawSpan;
  readonly feedback?: InlineFeedback;
}

/** The record of item number `index`. */
export const toSpan = (
  input: InteractionInput,
  unknown: JsonObject,
  index: number,
  context: RequestContext,
): DecodedInteraction => {
  const ids = identify(input, index, context);
  const latencyMs = input.latency_ms ?? undefined;
  const start =
    input.timestamp == null ? context.receivedAt - (latencyMs ?? 0) : (toEpochMs(input.timestamp) as EpochMs);
  const failed = input.status === 'error' || input.status === 'failure' || input.error != null;

  const { isStated: _, ...identity } = ids;
  const span: RawSpan = dropAbsent({
    ...identity,
    kind: input.kind ?? 'llm',
    operation: present(input.operation) ?? 'chat',
    name: present(input.name),
    provider: present(input.provider),
    model: present(input.model),
    modelVersion: present(input.model_version),
    parameters: input.parameters ?? undefined,
    finishReasons: input.finish_reasons ?? undefined,
    isOnlyReport: ids.isStated ? undefined : true,
    isStartAssumed: input.timestamp == null && ids.isStated ? true : undefined,
    start,
    end: start + (latencyMs ?? 0),
    latencyMs,
    timeToFirstTokenMs: input.time_to_first_token_ms ?? undefined,
    status: failed ? ('error' as const) : ('ok' as const),
    error:
      input.error == null
        ? undefined
        : dropAbsent({
            type: present(input.error.type),
            message: present(input.error.message),
            httpStatus: input.error.http_status ?? undefined,
          }),
    usage: usageOf(input),
    usageRule: input.usage == null ? undefined : ('inclusive' as const),
    serviceTier: present(input.service_tier),
    cost: input.cost_usd == null ? undefined : { source: 'client' as const, nanoUsd: fromUsd(input.cost_usd) },
    sessionId: present(input.session_id),
    userId: present(input.user_id),
    correlationId: present(input.correlation_id) ?? context.correlationId,
    responseId: present(input.response_id),
    environment: present(input.environment),
    service: present(input.service),
    release: present(input.release),
    feature: present(input.feature),
    tags: input.tags ?? undefined,
    confidence: input.confidence ?? undefined,
    cacheHit: input.cache_hit ?? undefined,
    validationFailed: input.validation_failed ?? undefined,
    safety: input.safety?.map(({ category, action }) => ({ category, action: action ?? 'flagged' })),
    resources: resourcesOf(input),
    payload: dropAbsent({
      input: input.input ?? undefined,
      output: input.output ?? undefined,
      context: input.context ?? undefined,
      metadata: metadataOf(input.metadata ?? undefined, unknown),
    }),
    source: 'api' as const,
    dialect: 'sightglass',
    // A field that RawSpan does not have would pass by the redact stage.
  } satisfies Stated<RawSpan>);
  return dropAbsent({ span, feedback: feedbackOf(input) });
};

/** An empty string says as much as a field left out. */
const present = (value: string | null | undefined): string | undefined =>
  value == null || value === '' ? undefined : value;

/**
 * Ids in order of what the client says: our own form `<trace>-<span>`; its trace and span ids; its own interaction id, from
 * which the missing parts are derived; the traceparent header; and last the body itself.
 */
const identify = (input: InteractionInput, index: number, context: RequestContext) => {
  const own = present(input.interaction_id);
  const ours = own === undefined ? undefined : parseInteractionId(own.toLowerCase());
  const seed = own ?? `${context.digest}#${index}`;
  const traceId =
    ours?.traceId ??
    parseTraceId(input.trace_id ?? '') ??
    context.parent?.traceId ??
    context.keyed.traceId(context.project, seed);
  const spanId = ours?.spanId ?? parseSpanId(input.span_id ?? '') ?? context.keyed.spanId(context.project, seed);
  const isStated = input.trace_id != null || input.span_id != null || context.parent !== undefined;
  const stated = parseSpanId(input.parent_span_id ?? '');
  const parentSpanId = stated ?? (context.parent?.traceId === traceId ? context.parent.spanId : undefined);
  return {
    traceId,
    spanId,
    /** Whether another request could bring the same call: an id that was made from this body, within whatever trace, comes once. */
    isStated: own !== undefined || input.span_id != null,
    parentSpanId: parentSpanId === spanId ? undefined : parentSpanId,
    clientId: ours === undefined ? own : undefined,
    isAlias: ours === undefined && own !== undefined && isStated ? true : undefined,
  };
};

const usageOf = ({ usage }: InteractionInput): Usage | undefined =>
  usage == null
    ? undefined
    : dropAbsent({
        inputTokens: usage.input_tokens ?? undefined,
        outputTokens: usage.output_tokens ?? undefined,
        cacheReadTokens: usage.cache_read_tokens ?? undefined,
        cacheWriteTokens: usage.cache_write_tokens ?? undefined,
        cacheWrite1hTokens: usage.cache_write_1h_tokens ?? undefined,
        reasoningTokens: usage.reasoning_tokens ?? undefined,
        inputAudioTokens: usage.input_audio_tokens ?? undefined,
        outputAudioTokens: usage.output_audio_tokens ?? undefined,
        inputImageTokens: usage.input_image_tokens ?? undefined,
        outputImageTokens: usage.output_image_tokens ?? undefined,
      });

const resourcesOf = ({ resources }: InteractionInput) =>
  resources == null
    ? undefined
    : dropAbsent({
        cpuPercent: resources.cpu_percent ?? undefined,
        memoryMb: resources.memory_mb ?? undefined,
        gpuPercent: resources.gpu_percent ?? undefined,
        gpuMemoryMb: resources.gpu_memory_mb ?? undefined,
      });

/** What we have no field for is kept under the names the client used; a stated `metadata` object is joined with it. */
const metadataOf = (stated: Json | undefined, unknown: JsonObject): Json | undefined => {
  if (Object.keys(unknown).length === 0) return stated;
  if (stated === undefined) return unknown;
  return isJsonObject(stated) ? { ...stated, ...unknown } : { ...unknown, metadata: stated };
};

const feedbackOf = ({ feedback }: InteractionInput): InlineFeedback | undefined => {
  if (feedback == null) return undefined;
  const type = feedback.feedback_type ?? (feedback.rating == null ? 'comment' : 'rating');
  if (feedback.feedback_type == null && feedback.rating == null && !present(feedback.comment)) return undefined;
  return dropAbsent({ type, rating: feedback.rating ?? undefined, comment: present(feedback.comment) });
};

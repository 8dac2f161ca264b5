/** Turns a decoded OTLP span of any dialect into the record that the rest of the path works on. */
import { dropAbsent, type Stated } from '../../call/facts.ts';
import type { JsonObject } from '../../call/json.ts';
import type { RawSpan } from '../../call/span.ts';
import { fromUsd, type Milliseconds } from '../../call/units.ts';
import type { Cost } from '../../call/usage.ts';
import type { Attributes, OtlpSpan, Scope } from '../wire/model.ts';
import { extractContent } from './content/extractors.ts';
import { get } from './content/part.ts';
import { dialectOf } from './dialect.ts';
import { outcomeOf } from './failures.ts';
import { type Found, findFields } from './find-fields.ts';
import { finishReasonsIn } from './finish-reasons.ts';
import { kindOf } from './kinds.ts';
import { labelsOf } from './labels.ts';
import { metadataOf } from './metadata.ts';
import { parametersOf } from './parameters.ts';
import { type Resource, resourceOf } from './resource.ts';
import { serviceTierOf } from './service-tier.ts';
import { durationMs, toEpochMs } from './times.ts';
import { readUsage } from './usage.ts';
import { asNumber, asText } from './values.ts';

/** What one scope's spans have in common. */
export interface SpanContext {
  readonly resource: Resource;
  readonly scope: Scope;
}

/** Reads what the resource and scope of a batch say once for all its spans. */
export const spanContext = (resource: Attributes, scope: Scope): SpanContext => ({
  resource: resourceOf(resource),
  scope,
});

/**
 * Whether a span only announces another: Logfire sends one with an id of its own when a span starts, and the real one when it
 * ends, so half of what it sends would be counted twice.
 */
export const isPlaceholder = ({ attributes }: OtlpSpan): boolean => attributes['logfire.span_type'] === 'pending_span';

/** The record of a span. Names stay as the client has them; normalising makes them canonical. */
export const toRawSpan = (span: OtlpSpan, { resource, scope }: SpanContext): RawSpan => {
  const { attributes } = span;
  const found = findFields(attributes);
  const isTool = isToolSpan(found, attributes);
  const { input, output, responseId } = extractContent({ attributes, events: span.events, isTool });
  const hasContent = input !== undefined || output !== undefined;
  const dialect = dialectOf(scope, attributes);
  const kind = kindOf(span, found, { hasContent, isOfDialect: dialect !== undefined });
  const isCall = kind === 'llm' || kind === 'embedding' || kind === 'tool';
  const { usage, usageRule } = readUsage(
    found,
    dropAbsent({ scope: scope.name, provider: found.provider, streaming: found.streaming }),
  );
  const { metadata, truncated } = metadataOf(span, { isGeneric: dialect === undefined, hasContent });
  const payload = dropAbsent({ input, output, metadata });
  const started = toEpochMs(span.start);
  const requestModel = found.requestModel ?? modelAmong(found.modelParameters);

  return dropAbsent({
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    kind,
    operation: found.operation,
    name: span.name === '' ? undefined : span.name,
    tool: kind === 'tool' ? (found.tool ?? toolNameIn(span)) : undefined,
    provider: found.provider,
    model: found.responseModel ?? requestModel,
    requestModel,
    modelVersion: found.modelVersion,
    parameters: parametersOf(attributes, found),
    finishReasons: finishReasonsIn(found.finishReasons, output),
    streaming: found.streaming ?? (/stream/i.test(found.operation ?? '') ? true : undefined),
    start: started,
    end: span.end === 0n ? undefined : toEpochMs(span.end),
    latencyMs: latencyOf(span, found, dialect),
    timeToFirstTokenMs: timeToFirstToken(span, found, scope),
    ...outcomeOf(span, found, { isCall, scope: scope.name }),
    usage,
    usageRule,
    cost: costOf(found),
    serviceTier: serviceTierOf(found),
    ...labelsOf(found, resource),
    responseId: found.responseId ?? responseId,
    confidence: found.confidence,
    cacheHit: found.cacheHit,
    validationFailed: found.validationFailed,
    resources: resourcesOf(found),
    inputLength: found.inputLength,
    outputLength: found.outputLength,
    payload: Object.keys(payload).length === 0 ? undefined : payload,
    source: 'otlp' as const,
    dialect: dialect ?? 'generic',
    truncated: truncated.length === 0 ? undefined : truncated,
  } satisfies Stated<RawSpan>);
};

/** OpenInference for Python names the model of a call that failed among its parameters only. */
const modelAmong = (parameters: JsonObject | undefined): string | undefined =>
  parameters === undefined ? undefined : asText(get(parameters, 'model') ?? null);

/** Known before the content is read, as it decides where to look for it. */
const isToolSpan = (found: Found, attributes: Attributes): boolean =>
  attributes['gen_ai.operation.name'] === 'execute_tool' ||
  attributes['ai.operationId'] === 'ai.toolCall' ||
  /^tool$/i.test(found.langfuseType ?? found.openInferenceKind ?? found.traceloopKind ?? found.langsmithKind ?? '') ||
  found.mcpMethod === 'tools/call' ||
  found.springKind === 'tool_call';

const toolNameIn = ({ name, attributes }: OtlpSpan): string | undefined => {
  const entity = attributes['traceloop.entity.name'];
  return typeof entity === 'string' ? entity : name === '' ? undefined : name.replace(/^execute_tool /, '');
};

/** Apps that write their own spans measure the call itself; the span around it may not even enclose it. */
const latencyOf = (span: OtlpSpan, found: Found, dialect: string | undefined): Milliseconds | undefined => {
  const isTimed = span.start !== 0n && span.end >= span.start;
  if (found.durationMs !== undefined && (dialect === 'plain-ai' || !isTimed)) return found.durationMs;
  return isTimed ? durationMs(span.start, span.end) : undefined;
};

/** Strands for Python writes milliseconds where the name says seconds. */
const timeToFirstToken = (span: OtlpSpan, found: Found, scope: Scope): Milliseconds | undefined => {
  if (found.firstChunkMs !== undefined) return found.firstChunkMs;
  if (found.firstChunkSeconds !== undefined) return found.firstChunkSeconds * (/^strands/.test(scope.name) ? 1 : 1000);
  const stated = found.firstChunkAt === undefined ? Number.NaN : Date.parse(found.firstChunkAt.replaceAll('"', ''));
  if (!Number.isNaN(stated)) return Math.max(0, stated - toEpochMs(span.start));
  const first = span.events.find(({ name }) => FIRST_TOKEN_EVENTS.has(name));
  return first !== undefined && first.time >= span.start ? durationMs(span.start, first.time) : undefined;
};

const FIRST_TOKEN_EVENTS = new Set([
  'ai.stream.firstChunk',
  'First Token Stream Event',
  'new_token',
  'gen_ai.content.completion.chunk',
  'llm.content.completion.chunk',
]);

/** A cost that a client states. Zero is what clients write for a model they have no price for, so it says nothing. */
const costOf = ({ costUsd, costDetails }: Found): Cost | undefined => {
  const total = costDetails === undefined ? undefined : (numberIn(costDetails, 'total') ?? sumOf(costDetails));
  const usd = costUsd ?? total;
  return usd === undefined || usd <= 0 ? undefined : { source: 'client', nanoUsd: fromUsd(usd) };
};

const numberIn = (object: JsonObject, name: string): number | undefined => asNumber(get(object, name) ?? null);

const sumOf = (object: JsonObject): number =>
  Object.values(object).reduce((sum: number, value) => sum + (asNumber(value) ?? 0), 0);

const resourcesOf = (found: Found): RawSpan['resources'] => {
  const { cpuPercent, memoryMb, gpuPercent, gpuMemoryMb } = found;
  const resources = dropAbsent({ cpuPercent, memoryMb, gpuPercent, gpuMemoryMb });
  return Object.keys(resources).length === 0 ? undefined : resources;
};

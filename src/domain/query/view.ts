/** What the API shows: facts and spans in the contract's words (snake_case, ISO times, dollars). */
import { type CallFacts, dropAbsent } from '../call/facts.ts';
import { interactionId } from '../call/ids.ts';
import type { Assessment, CallOutcome, Feedback } from '../call/quality.ts';
import { passes } from '../call/quality.ts';
import type { Redacted, RedactedJson } from '../call/redacted.ts';
import type { RedactedSpan, Resources } from '../call/span.ts';
import { type NanoUsd, toIso, toUsd } from '../call/units.ts';
import type { Cost, Usage } from '../call/usage.ts';

/** One line of a list. */
export const viewFacts = (facts: CallFacts) =>
  dropAbsent({
    interaction_id: facts.interactionId,
    trace_id: facts.traceId,
    span_id: facts.spanId,
    parent_span_id: facts.parentSpanId,
    timestamp: toIso(facts.start),
    kind: facts.kind,
    operation: facts.operation,
    name: facts.name,
    provider: facts.provider,
    model: facts.model,
    status: facts.status ?? 'ok',
    error_type: facts.errorType,
    http_status: facts.httpStatus,
    latency_ms: facts.latencyMs,
    time_to_first_token_ms: facts.timeToFirstTokenMs,
    usage: viewUsage(facts.usage),
    cost: facts.costNanoUsd === undefined ? { unpriced: true } : { usd: toUsd(facts.costNanoUsd) },
    session_id: facts.sessionId,
    user_id: facts.user,
    correlation_id: facts.correlationId,
    environment: facts.environment,
    service: facts.service,
    release: facts.release,
    feature: facts.feature,
    confidence: facts.confidence,
    cache_hit: facts.cacheHit,
    validation_failed: facts.validationFailed,
    scores: facts.scores?.map(({ dimension, score, passed }) => ({ dimension, score, passed })),
    redactions: facts.redactions,
    partial: facts.complete ? undefined : true,
  });

/** A span as the API shows it whole, without what others said about it. */
export const viewSpan = (span: RedactedSpan) =>
  dropAbsent({
    interaction_id: interactionId(span.traceId, span.spanId),
    trace_id: span.traceId,
    span_id: span.spanId,
    parent_span_id: span.parentSpanId,
    client_interaction_id: span.clientId,
    timestamp: toIso(span.start),
    ended_at: span.end === undefined ? undefined : toIso(span.end),
    kind: span.kind,
    operation: span.operation,
    name: span.name,
    tool: span.tool,
    provider: span.provider,
    model: span.model,
    request_model: span.requestModel,
    model_version: span.modelVersion,
    parameters: span.parameters,
    service_tier: span.serviceTier,
    finish_reasons: span.finishReasons,
    status: span.status ?? 'ok',
    error:
      span.error === undefined
        ? undefined
        : dropAbsent({ type: span.error.type, message: span.error.message, http_status: span.error.httpStatus }),
    latency_ms: span.latencyMs,
    time_to_first_token_ms: span.timeToFirstTokenMs,
    usage: viewUsage(span.usage),
    cost: span.cost === undefined ? undefined : viewCost(span.cost),
    session_id: span.sessionId,
    user_id: span.user,
    correlation_id: span.correlationId,
    response_id: span.responseId,
    environment: span.environment,
    service: span.service,
    release: span.release,
    feature: span.feature,
    tags: span.tags,
    confidence: span.confidence,
    cache_hit: span.cacheHit,
    validation_failed: span.validationFailed,
    safety: span.safety,
    resources: viewResources(span.resources),
    input: span.payload?.input,
    output: span.payload?.output,
    context: span.payload?.context,
    metadata: span.payload?.metadata,
    input_length: span.inputLength,
    output_length: span.outputLength,
    documents_missing: span.payloadMissing,
    redactions: span.redactions,
    redaction_failed: span.redactionFailed,
    truncated: span.truncated?.map(({ path, originalBytes }) => ({ path, original_bytes: originalBytes })),
    payload_sampling: span.sampling?.probability === 1 ? undefined : span.sampling,
    assessments_missing: span.unassessed,
    source: span.source,
    dialect: span.dialect,
    partial: span.end === undefined ? true : undefined,
  });

/** A cost, or the plain statement that it isn't known. */
const viewCost = (cost: Cost) =>
  cost.source === 'unpriced'
    ? { unpriced: true, reason: cost.reason }
    : dropAbsent({
        usd: toUsd(cost.nanoUsd),
        source: cost.source,
        price_version: cost.source === 'computed' ? cost.priceVersion : undefined,
        priced_model: cost.source === 'computed' ? cost.pricedModel : undefined,
      });

const viewUsage = (usage: Usage | undefined) =>
  usage === undefined
    ? undefined
    : dropAbsent({
        input_tokens: usage.inputTokens,
        output_tokens: usage.outputTokens,
        cache_read_tokens: usage.cacheReadTokens,
        cache_write_tokens: usage.cacheWriteTokens,
        cache_write_1h_tokens: usage.cacheWrite1hTokens,
        reasoning_tokens: usage.reasoningTokens,
        input_audio_tokens: usage.inputAudioTokens,
        output_audio_tokens: usage.outputAudioTokens,
        input_image_tokens: usage.inputImageTokens,
        output_image_tokens: usage.outputImageTokens,
      });

const viewResources = (resources: Resources | undefined) =>
  resources === undefined
    ? undefined
    : dropAbsent({
        cpu_percent: resources.cpuPercent,
        memory_mb: resources.memoryMb,
        gpu_percent: resources.gpuPercent,
        gpu_memory_mb: resources.gpuMemoryMb,
      });

export const viewAssessment = (assessment: Assessment<Redacted> & { readonly costNanoUsd?: NanoUsd }) =>
  dropAbsent({
    dimension: assessment.dimension,
    score: assessment.score,
    confidence: assessment.confidence,
    explanation: assessment.explanation,
    assessor: assessment.assessor,
    assessor_type: assessment.assessorType,
    threshold: assessment.threshold,
    passed: passes(assessment),
    cost_usd: assessment.costNanoUsd === undefined ? undefined : toUsd(assessment.costNanoUsd),
  });

export const viewOutcome = (outcome: CallOutcome<Redacted, RedactedJson>) =>
  dropAbsent({ expected: outcome.expected, predicted: outcome.predicted, score: outcome.score });

export const viewFeedback = (feedback: Feedback<Redacted, RedactedJson>) =>
  dropAbsent({
    feedback_id: feedback.feedbackId,
    session_id: feedback.sessionId ?? (feedback.target.by === 'session' ? feedback.target.value : undefined),
    interaction_id:
      feedback.target.by === 'interaction'
        ? feedback.target.interactionId
        : feedback.target.by === 'client'
          ? feedback.target.value
          : undefined,
    trace_id: feedback.target.by === 'trace' ? feedback.target.traceId : undefined,
    correlation_id: feedback.target.by === 'correlation' ? feedback.target.value : undefined,
    response_id: feedback.target.by === 'response' ? feedback.target.value : undefined,
    feedback_type: feedback.type,
    rating: feedback.rating ?? null,
    comment: feedback.comment ?? null,
    correction: feedback.correction,
    user_id: feedback.user,
    timestamp: toIso(feedback.at),
    context: feedback.context ?? {},
  });

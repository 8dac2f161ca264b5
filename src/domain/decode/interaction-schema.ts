/** One interaction as POST /v1/interactions takes it; the same schema makes the OpenAPI document. */
import * as v from 'valibot';
import { FEEDBACK_TYPES } from '../call/quality.ts';
import { SPAN_KINDS } from '../call/span.ts';
import { MAX_COST_USD, MAX_DURATION_MS } from '../call/units.ts';
import { MAX_TOKENS } from '../call/usage.ts';
import { MAX_TAGS } from './limits.ts';
import {
  comment,
  count,
  instant,
  json,
  label,
  nonNegative,
  numberBetween,
  object,
  optional,
  spanId,
  text,
  traceId,
} from './shapes.ts';

/** A count of tokens. */
const tokens = v.pipe(count, v.maxValue(MAX_TOKENS, `must be at most ${MAX_TOKENS}`));

/** Token counts; `input_tokens` includes cached tokens. */
const UsageSchema = v.object({
  input_tokens: optional(tokens),
  output_tokens: optional(tokens),
  cache_read_tokens: optional(tokens),
  cache_write_tokens: optional(tokens),
  cache_write_1h_tokens: optional(tokens),
  reasoning_tokens: optional(tokens),
  input_audio_tokens: optional(tokens),
  output_audio_tokens: optional(tokens),
  input_image_tokens: optional(tokens),
  output_image_tokens: optional(tokens),
});

const ErrorSchema = v.object({
  type: optional(label),
  message: optional(text),
  http_status: optional(numberBetween(100, 599)),
});

const InlineFeedbackSchema = v.object({
  feedback_type: optional(v.picklist(FEEDBACK_TYPES)),
  rating: optional(v.pipe(numberBetween(1, 5), v.integer('must be a whole number'))),
  comment: optional(comment),
});

/** The fields that we know; the others are kept under `metadata`. */
export const InteractionSchema = v.object({
  interaction_id: optional(label),
  trace_id: optional(traceId),
  span_id: optional(spanId),
  parent_span_id: optional(spanId),
  session_id: optional(label),
  user_id: optional(label),
  correlation_id: optional(label),
  response_id: optional(label),
  timestamp: optional(instant),
  operation: optional(label),
  kind: optional(v.picklist(SPAN_KINDS)),
  name: optional(label),
  provider: optional(label),
  model: optional(label),
  model_version: optional(label),
  parameters: optional(object),
  input: optional(json),
  output: optional(json),
  usage: optional(UsageSchema),
  service_tier: optional(label),
  latency_ms: optional(numberBetween(0, MAX_DURATION_MS)),
  time_to_first_token_ms: optional(numberBetween(0, MAX_DURATION_MS)),
  status: optional(v.picklist(['ok', 'error', 'success', 'failure'])),
  error: optional(ErrorSchema),
  finish_reasons: optional(v.pipe(v.array(label), v.maxLength(MAX_TAGS, `must have at most ${MAX_TAGS} items`))),
  confidence: optional(numberBetween(0, 1)),
  cache_hit: optional(v.boolean()),
  cost_usd: optional(numberBetween(0, MAX_COST_USD)),
  validation_failed: optional(v.boolean()),
  safety: optional(
    v.pipe(
      v.array(v.object({ category: label, action: optional(label) })),
      v.maxLength(MAX_TAGS, `must have at most ${MAX_TAGS} items`),
    ),
  ),
  resources: optional(
    v.object({
      cpu_percent: optional(nonNegative),
      memory_mb: optional(nonNegative),
      gpu_percent: optional(nonNegative),
      gpu_memory_mb: optional(nonNegative),
    }),
  ),
  environment: optional(label),
  service: optional(label),
  release: optional(label),
  feature: optional(label),
  context: optional(json),
  tags: optional(v.pipe(v.array(label), v.maxLength(MAX_TAGS, `must have at most ${MAX_TAGS} items`))),
  metadata: optional(json),
  feedback: optional(InlineFeedbackSchema),
});

export type InteractionInput = v.InferOutput<typeof InteractionSchema>;

/** Under which names the dialects write token counts, best name first. */
import { alias, asCount, asObject } from './values.ts';

/** Counts of one call; whether the parts are within the totals is for usage.ts to find out. */
export const COUNT_FIELDS = {
  inputTokens: alias(
    asCount,
    `gen_ai.usage.input_tokens gen_ai.usage.prompt_tokens llm.token_count.prompt llm.usage.prompt_tokens llm.usage.input_tokens
     ai.usage.inputTokens ai.usage.promptTokens ai.usage.tokens gen_ai.usage.prompt_token_count input_tokens input_token_count prompt_tokens`,
  ),
  outputTokens: alias(
    asCount,
    `gen_ai.usage.output_tokens gen_ai.usage.completion_tokens llm.token_count.completion llm.usage.completion_tokens
     llm.usage.output_tokens ai.usage.outputTokens ai.usage.completionTokens gen_ai.usage.candidates_token_count output_tokens
     output_token_count completion_tokens`,
  ),
  totalTokens: alias(
    asCount,
    'gen_ai.usage.total_tokens llm.usage.total_tokens llm.token_count.total ai.usage.totalTokens total_tokens total_token_count',
  ),
  cacheReadTokens: alias(
    asCount,
    `gen_ai.usage.cache_read.input_tokens gen_ai.usage.cache_read_input_tokens gen_ai.usage.cached_tokens
     gen_ai.usage.cached_input_tokens gen_ai.usage.input_cached_tokens gen_ai.usage.input_tokens.cached gen_ai.usage.cached_content_tokens
     gen_ai.usage.prompt_tokens_details.cached_tokens gen_ai.usage.input_tokens_details.cached_tokens
     gen_ai.usage.details.cache_read_tokens gen_ai.usage.details.cache_read_input_tokens gen_ai.usage.details.cached_tokens
     llm.token_count.prompt_details.cache_read llm.usage.cache_read_input_tokens ai.usage.inputTokenDetails.cacheReadTokens
     ai.usage.cachedInputTokens cache_read_input_tokens cache_read_tokens cached_token_count cached_content_token_count`,
  ),
  cacheWriteTokens: alias(
    asCount,
    `gen_ai.usage.cache_write.input_tokens gen_ai.usage.cache_creation.input_tokens gen_ai.usage.cache_creation_input_tokens
     gen_ai.usage.cache_write_input_tokens gen_ai.usage.details.cache_write_tokens
     gen_ai.usage.details.cache_creation_input_tokens llm.token_count.prompt_details.cache_write
     llm.usage.cache_creation_input_tokens ai.usage.inputTokenDetails.cacheWriteTokens cache_creation_input_tokens
     cache_creation_tokens cache_write_tokens`,
  ),
  cacheWrite1hTokens: alias(
    asCount,
    `gen_ai.usage.cache_creation.ephemeral_1h_input_tokens gen_ai.usage.details.ephemeral_1h_input_tokens
     gen_ai.usage.cache_write_1h.input_tokens`,
  ),
  reasoningTokens: alias(
    asCount,
    `gen_ai.usage.reasoning.output_tokens gen_ai.usage.reasoning_tokens gen_ai.usage.output_tokens.reasoning
     gen_ai.usage.completion_tokens_details.reasoning_tokens gen_ai.usage.output_tokens_details.reasoning_tokens
     gen_ai.usage.details.reasoning_tokens gen_ai.usage.details.thoughts_tokens gen_ai.usage.thoughts_token_count
     llm.usage.reasoning_tokens llm.token_count.completion_details.reasoning ai.usage.outputTokenDetails.reasoningTokens
     ai.usage.reasoningTokens reasoning_token_count thoughts_token_count`,
  ),
  inputAudioTokens: alias(
    asCount,
    `gen_ai.usage.audio.input_tokens gen_ai.usage.input_audio_tokens llm.token_count.prompt_details.audio
     gen_ai.usage.details.input_audio_tokens`,
  ),
  outputAudioTokens: alias(
    asCount,
    `gen_ai.usage.audio.output_tokens gen_ai.usage.output_audio_tokens llm.token_count.completion_details.audio
     gen_ai.usage.details.output_audio_tokens`,
  ),
  inputImageTokens: alias(asCount, 'gen_ai.usage.image.input_tokens gen_ai.usage.input_image_tokens'),
  outputImageTokens: alias(asCount, 'gen_ai.usage.image.output_tokens gen_ai.usage.output_image_tokens'),
  /** Present from AI SDK 6 on, which counts inclusively. */
  aiDetails: alias(asCount, 'ai.usage.inputTokenDetails.noCacheTokens ai.usage.inputTokenDetails.cacheReadTokens'),
  /** Counts in one object, keyed as each dialect likes. */
  usageObject: alias(
    asObject,
    'langsmith.usage_metadata langsmith.metadata.usage_metadata mlflow.chat.tokenUsage gen_ai.usage usage llm.usage',
  ),
  inputDetails: alias(asObject, 'gen_ai.usage.input_token_details'),
  outputDetails: alias(asObject, 'gen_ai.usage.output_token_details'),
  /** Langfuse's buckets, which it keeps apart from each other. */
  langfuseUsage: alias(asObject, 'langfuse.observation.usage_details'),
  /** What the provider itself said, as the AI SDK passes it on. */
  providerMetadata: alias(asObject, 'ai.response.providerMetadata'),
} as const;

/**
 * Under which names the dialects write each field, best name first. To teach a new dialect, add its name to a list.
 * The lists are written from the dialects' documents and sources:
 * @see https://github.com/open-telemetry/semantic-conventions-genai
 * @see https://github.com/Arize-ai/openinference/blob/main/spec/semantic_conventions.md
 * @see https://ai-sdk.dev/docs/ai-sdk-core/telemetry
 * @see https://github.com/traceloop/openllmetry
 * @see https://langfuse.com/integrations/native/opentelemetry
 */
import {
  alias,
  asBoolean,
  asCount,
  asDocument,
  asFirstText,
  asFraction,
  asId,
  asNumber,
  asObject,
  asText,
  asTexts,
} from './values.ts';

/** The fields that one attribute fills, each with how to read it and its names. */
export const FIELDS = {
  operation: alias(asText, 'gen_ai.operation.name ai.operationId llm.request.type operation.name'),
  /** The model that answered. */
  responseModel: alias(
    asText,
    `langfuse.observation.model.name langfuse.observation.model gen_ai.response.model ai.response.model llm.response.model_name
     llm.response.model langsmith.metadata.ls_model_name llm.model_name embedding.model_name reranker.model_name mlflow.llm.model
     model_name ai.model ai.model_name gen_ai.model llm.model`,
  ),
  requestModel: alias(asText, 'gen_ai.request.model ai.model.id llm.request.model_name llm.request.model model'),
  modelVersion: alias(asText, 'ai.model_version gen_ai.model.version model_version model.version'),
  provider: alias(
    asText,
    `gen_ai.provider.name llm.provider langsmith.metadata.ls_provider gen_ai.system ai.model.provider llm.system mlflow.llm.provider
     gen_ai.provider litellm.provider ai.provider provider`,
  ),
  tool: alias(
    asText,
    `gen_ai.tool.name ai.toolCall.name tool.name tool_name spring.ai.tool.definition.name mcp.tool.name gen_ai.tool.definition.name
     function_name`,
  ),
  finishReasons: alias(
    asTexts,
    `gen_ai.response.finish_reasons gen_ai.response.finish_reason llm.finish_reason ai.response.finishReason ai.finishReason
     llm.response.finish_reason llm.response.stop_reason gen_ai.response.stop_reason stop_reason finish_reason`,
  ),
  streaming: alias(
    asBoolean,
    'gen_ai.request.stream gen_ai.request.is_stream llm.is_streaming llm.request.streaming gen_ai.is_streaming llm.request.stream',
  ),
  responseId: alias(
    asId,
    'gen_ai.response.id ai.response.id llm.response.id gen_ai.openai.response.id request_id response_id',
  ),
  sessionId: alias(
    asId,
    `langfuse.session.id session.id gen_ai.conversation.id traceloop.association.properties.session_id
     traceloop.association.properties.sessionId traceloop.association.properties.conversation_id
     traceloop.association.properties.thread_id traceloop.association.properties.chat_id ai.telemetry.metadata.sessionId
     ai.telemetry.metadata.session_id ai.telemetry.metadata.conversationId ai.telemetry.metadata.threadId
     ai.telemetry.metadata.chatId ai.settings.context.sessionId ai.settings.runtimeContext.sessionId
     langsmith.metadata.session_id langsmith.metadata.thread_id langsmith.metadata.conversation_id mlflow.trace.session
     spring.ai.chat.client.conversation.id genkit:sessionId genkit:metadata:session:id openlit.session.id lmnr.association.properties.session_id
     langwatch.thread.id gen_ai.session.id gen_ai.thread.id aws.bedrock.agentcore.session.id conversation.id conversation_id
     session_id thread_id thread.id litellm.session_id gcp.vertex.agent.session_id`,
  ),
  userId: alias(
    asId,
    `langfuse.user.id user.id enduser.id enduser.pseudo.id traceloop.association.properties.user_id
     traceloop.association.properties.userId ai.telemetry.metadata.userId ai.telemetry.metadata.user_id
     ai.settings.context.userId ai.settings.runtimeContext.userId langsmith.metadata.user_id gen_ai.request.user
     gen_ai.openai.request.user llm.user mlflow.trace.user metadata.user_api_key_end_user_id metadata.user_api_key_user_id
     lmnr.association.properties.user_id langwatch.user.id gen_ai.user.id ai.user.id user_id openlit.user.id
     user.account_uuid user.account_id user.email`,
  ),
  correlationId: alias(
    asId,
    `correlation.id correlation_id x-correlation-id traceloop.correlation.id traceloop.association.properties.correlation_id
     traceloop.association.properties.correlationId http.request.header.x-correlation-id
     http.request.header.x_correlation_id langfuse.trace.metadata.correlation_id langfuse.trace.metadata.correlationId
     langfuse.observation.metadata.correlation_id langsmith.metadata.correlation_id ai.telemetry.metadata.correlationId
     ai.telemetry.metadata.correlation_id correlationId`,
  ),
  environment: alias(
    asFirstText,
    'langfuse.environment deployment.environment.name deployment.environment gen_ai.environment environment',
  ),
  service: alias(asText, 'service.name gen_ai.application_name'),
  release: alias(asText, 'langfuse.release service.version langfuse.version app.version release'),
  feature: alias(
    asText,
    `feature app.feature langfuse.observation.metadata.feature langfuse.trace.metadata.feature ai.telemetry.functionId
     traceloop.association.properties.feature langsmith.metadata.feature ai.telemetry.metadata.feature`,
  ),
  tags: alias(asTexts, 'langfuse.trace.tags tag.tags ai.telemetry.metadata.tags langsmith.span.tags logfire.tags tags'),
  /** A bag of a client's own, from which ids are taken as a last resort. */
  bag: alias(asObject, 'metadata langfuse.trace.metadata langfuse.observation.metadata llm.metadata'),
  durationMs: alias(asNumber, 'operation.duration_ms processing_time_ms latency_ms duration_ms'),
  inputLength: alias(asCount, 'prompt.length ai.input_length prompt_length'),
  outputLength: alias(asCount, 'response.length ai.output_length response_length'),
  confidence: alias(asFraction, 'confidence_score ai.confidence_score ai.confidence gen_ai.confidence'),
  cacheHit: alias(asBoolean, 'cache_hit ai.cache_hit litellm.cache_hit gen_ai.cache_hit llm.cache_hit cache.hit'),
  validationFailed: alias(asBoolean, 'validation_failed ai.validation_failed validation.failed'),
  cpuPercent: alias(asNumber, 'cpu_percent ai.cpu_percent resources.cpu_percent'),
  memoryMb: alias(asNumber, 'memory_mb ai.memory_mb resources.memory_mb'),
  gpuPercent: alias(asNumber, 'gpu_percent ai.gpu_percent resources.gpu_percent gpu.utilization'),
  gpuMemoryMb: alias(asNumber, 'gpu_memory_mb ai.gpu_memory_mb resources.gpu_memory_mb'),
  /** US dollars. */
  costUsd: alias(
    asNumber,
    `gen_ai.usage.cost llm.cost.total operation.cost gen_ai.cost.total_cost gen_ai.usage.total_cost gen_ai.usage.cost_usd
     llm.usage.cost llm.usage.total_cost cost_usd ai.cost_usd ai_estimated_cost_usd_total mlflow.llm.cost`,
  ),
  costDetails: alias(asObject, 'langfuse.observation.cost_details'),
  /** Which tier answered, and which was asked for: `auto` asks, and only the answer tells what was given. */
  serviceTier: alias(
    asText,
    `openai.response.service_tier gen_ai.openai.response.service_tier gen_ai.response.service_tier llm.response.service_tier
     gen_ai.usage.service_tier langfuse.observation.metadata.service_tier langsmith.metadata.service_tier service_tier`,
  ),
  askedServiceTier: alias(
    asText,
    `openai.request.service_tier gen_ai.openai.request.service_tier gen_ai.request.service_tier llm.request.service_tier
     ai.settings.serviceTier`,
  ),
  isBatch: alias(asBoolean, 'gen_ai.request.batch gen_ai.request.is_batch llm.request.is_batch llm.is_batch'),
  /** Seconds, unless the scope says otherwise. */
  firstChunkSeconds: alias(
    asNumber,
    `gen_ai.response.time_to_first_chunk gen_ai.client.operation.time_to_first_chunk gen_ai.client.inference.time_to_first_chunk
     gen_ai.server.time_to_first_token gen_ai.server.ttft gen_ai.latency.time_to_first_token metrics.ttfb`,
  ),
  firstChunkMs: alias(
    asNumber,
    `ai.response.msToFirstChunk ai.stream.msToFirstChunk ttft_ms time_to_first_token_ms llm.time_to_first_token_ms
     gen_ai.response.time_to_first_token_ms`,
  ),
  /** An instant. */
  firstChunkAt: alias(asText, 'langfuse.observation.completion_start_time'),
  errorType: alias(asText, 'error.type exception.type error.code error.name error_type'),
  errorMessage: alias(asText, 'error.message exception.message langfuse.observation.status_message error_message'),
  httpStatus: alias(asCount, 'http.response.status_code http.status_code llm.response.status_code status_code'),
  /** What says that a span failed, other than its status. */
  level: alias(asText, 'langfuse.observation.level gen_ai.tool.status tool.status'),
  success: alias(asBoolean, 'operation.success success ai.success gen_ai.success'),
  logLevel: alias(asNumber, 'logfire.level_num'),
  failed: alias(asBoolean, 'error'),
  modelParameters: alias(
    asObject,
    'langfuse.observation.model.parameters llm.invocation_parameters model_request_parameters',
  ),
  /** Kinds, by the dialect that names them. */
  openInferenceKind: alias(asText, 'openinference.span.kind'),
  langfuseType: alias(asText, 'langfuse.observation.type'),
  traceloopKind: alias(asText, 'traceloop.span.kind lmnr.span.type'),
  langsmithKind: alias(asText, 'langsmith.span.kind'),
  mlflowType: alias(asDocument, 'mlflow.spanType'),
  springKind: alias(asText, 'spring.ai.kind'),
  genkitType: alias(asText, 'genkit:metadata:subtype genkit:type'),
  logfireType: alias(asText, 'logfire.span_type'),
  mcpMethod: alias(asText, 'mcp.method.name'),
  requestType: alias(asText, 'gen_ai.span.kind llm.request.type'),
} as const;

/** What kind of step a span is, by the words of each dialect. */
import type { SpanKind } from '../../call/span.ts';
import type { OtlpSpan } from '../wire/model.ts';
import type { Found } from './find-fields.ts';

const words = (kind: SpanKind, names: string): readonly (readonly [string, SpanKind])[] =>
  names
    .trim()
    .split(/\s+/)
    .map((name) => [name, kind]);

/** OpenTelemetry's operation names, and what libraries write in their place. A name of none of these is a `chain`. */
const OPERATIONS = new Map([
  ...words(
    'llm',
    'chat text_completion generate_content completion completions generate response responses message messages converse',
  ),
  ...words(
    'llm',
    'image_generation image transcription audio speech text_generation content_completion rewrite moderation llm_request',
  ),
  ...words('embedding', 'embeddings embedding embed'),
  ...words('tool', 'execute_tool tool tool_call'),
  ...words('agent', 'invoke_agent create_agent agent'),
  ...words('retriever', 'retrieval retrieve rerank vector_search search_memory'),
  ...words('guardrail', 'guardrail apply_guardrail'),
  ...words(
    'other',
    'create_memory update_memory upsert_memory delete_memory create_memory_store delete_memory_store vectordb',
  ),
]);

/** Families of names: Semantic Kernel has `chat.completions` and `text.completions`, others `chat_stream`. */
const FAMILIES: readonly (readonly [RegExp, SpanKind])[] = [
  [/^(?:chat|text)[._]/, 'llm'],
  [/^embed/, 'embedding'],
];

/** AI SDK's operation ids: the outer spans wrap the inner ones that do the call. */
const AI_SDK = new Map([
  ...words(
    'llm',
    'ai.generateText.doGenerate ai.streamText.doStream ai.generateObject.doGenerate ai.streamObject.doStream',
  ),
  ...words('llm', 'ai.generateImage.doGenerate ai.transcribe.doTranscribe ai.generateSpeech.doGenerate'),
  ...words('embedding', 'ai.embed.doEmbed ai.embedMany.doEmbed'),
  ...words('retriever', 'ai.rerank ai.rerank.doRerank'),
  ...words('tool', 'ai.toolCall'),
]);

/** The kinds that OpenInference, Langfuse, LangSmith, MLflow, OpenLLMetry and Genkit name, in lower case. */
const KIND_NAMES = new Map([
  ...words('llm', 'llm generation chat_model model chat completion default'),
  ...words('embedding', 'embedding embeddings embedder'),
  ...words('tool', 'tool function tool_call'),
  ...words('agent', 'agent'),
  ...words('chain', 'chain workflow task span flow prompt parser chat_client advisor action util'),
  ...words('retriever', 'retriever reranker vector_store memory'),
  ...words('guardrail', 'guardrail'),
  ...words('other', 'evaluator evaluation event unknown'),
]);

/** LiteLLM's second span for each call holds the bare request; the first one is the call. */
const ECHOES = new Set(['raw_gen_ai_request']);

/** Models that only embed, by name: some dialects call every request a generation. */
const EMBEDS = /(?:^|[-_/.])(?:embed(?:ding)?s?|textembedding|bge|gte|e5|ada-002|minilm)(?:$|[-_/.:])/i;

/** Whether a model only embeds. */
export const embeds = (model: string): boolean => EMBEDS.test(model);

/** The kind that a dialect's word names, in lower case. */
export const kindNamed = (word: string): SpanKind | undefined => KIND_NAMES.get(word);

/** What is known of a span when its kind is asked for. */
export interface KindHints {
  readonly hasContent: boolean;
  /** Written in a dialect that we know: a step of an AI app, if no better is known. */
  readonly isOfDialect: boolean;
}

/** The kind of a span, from the most explicit statement down to what its attributes suggest. */
export const kindOf = (span: OtlpSpan, found: Found, { hasContent, isOfDialect }: KindHints): SpanKind => {
  const stated = statedKind(span, found);
  const model = found.responseModel ?? found.requestModel;
  const hasUsage =
    found.inputTokens !== undefined || found.outputTokens !== undefined || found.usageObject !== undefined;
  const isCall = model !== undefined && (hasUsage || hasContent || isBareCall(span, found));
  const kind = stated ?? (isCall ? 'llm' : isOfDialect ? 'chain' : 'other');
  return kind === 'llm' && model !== undefined && EMBEDS.test(model) && !found.outputTokens ? 'embedding' : kind;
};

const statedKind = (span: OtlpSpan, found: Found): SpanKind | undefined => {
  if (ECHOES.has(span.name)) return 'other';
  const named = (text: string | undefined): SpanKind | undefined =>
    text === undefined ? undefined : KIND_NAMES.get(text.toLowerCase());
  const explicit = named(found.langfuseType) ?? named(found.openInferenceKind);
  if (explicit !== undefined) return explicit;
  const { operation } = found;
  if (operation !== undefined && 'ai.operationId' in span.attributes) return AI_SDK.get(operation) ?? 'chain';
  if ('gen_ai.operation.name' in span.attributes && operation !== undefined) {
    const name = operation.toLowerCase();
    const kind = OPERATIONS.get(name) ?? FAMILIES.find(([pattern]) => pattern.test(name))?.[1];
    // Traceloop's wrappers carry an operation of their own beside their kind.
    return kind ?? named(found.traceloopKind) ?? 'chain';
  }
  return (
    named(found.langsmithKind) ??
    named(typeof found.mlflowType === 'string' ? found.mlflowType.replaceAll('"', '') : undefined) ??
    (found.genkitType === undefined ? undefined : (named(found.genkitType) ?? 'chain')) ??
    named(found.springKind) ??
    named(found.requestType === 'rerank' ? 'reranker' : found.requestType) ??
    named(found.traceloopKind) ??
    (found.mcpMethod === 'tools/call' ? 'tool' : undefined) ??
    (operation === undefined ? undefined : OPERATIONS.get(operation.toLowerCase()))
  );
};

/** The model stands under a name that only a call has. */
const isBareCall = ({ attributes }: OtlpSpan, { provider }: Found): boolean =>
  provider !== undefined ||
  'ai.model' in attributes ||
  'ai.model_name' in attributes ||
  'gen_ai.request.model' in attributes;

/** Brings each dialect's token counts to one meaning: totals that include their cached and reasoning parts. */
import { dropAbsent } from '../../call/facts.ts';
import { isJsonObject, type JsonObject } from '../../call/json.ts';
import type { RawSpan } from '../../call/span.ts';
import type { Usage } from '../../call/usage.ts';
import type { Found } from './find-fields.ts';
import { asCount } from './values.ts';

type Rule = NonNullable<RawSpan['usageRule']>;

/** Counts in our meaning, and how the client's were read. */
export interface ReadUsage {
  readonly usage?: Usage;
  readonly usageRule?: Rule;
}

/** What else tells how a client counts. */
export interface Counter {
  /** The instrumentation's name. */
  readonly scope: string;
  readonly provider?: string;
  readonly streaming?: boolean;
}

/** The usage of a span; nothing when it states none. */
export const readUsage = (found: Found, counter: Counter): ReadUsage => {
  const langfuse = found.langfuseUsage === undefined ? undefined : readBuckets(found.langfuseUsage);
  if (langfuse !== undefined) return langfuse;
  const counts = merge(found);
  const { total, ...usage } = counts;
  if (Object.keys(usage).length === 0) return {};
  const rule = ruleOf(counts, found, counter);
  if (rule !== 'exclusive') return { usage: dropAbsent(usage), usageRule: rule };
  const cached = (usage.cacheReadTokens ?? 0) + (usage.cacheWriteTokens ?? 0);
  return { usage: dropAbsent({ ...usage, inputTokens: (usage.inputTokens ?? 0) + cached }), usageRule: rule };
};

type Counts = { -readonly [Key in keyof Usage]?: number } & { total?: number };

const merge = (found: Found): Counts => {
  const whole = found.usageObject;
  const at = (object: JsonObject | undefined, ...names: readonly string[]): number | undefined => {
    for (const name of names) {
      const count = object !== undefined && Object.hasOwn(object, name) ? asCount(object[name] ?? null) : undefined;
      if (count !== undefined) return count;
    }
    return undefined;
  };
  const inside = (name: string): JsonObject | undefined => {
    const details = whole !== undefined && Object.hasOwn(whole, name) ? whole[name] : undefined;
    return isJsonObject(details) ? details : undefined;
  };
  const input =
    found.inputDetails ??
    inside('input_token_details') ??
    inside('prompt_tokens_details') ??
    inside('input_tokens_details');
  const output =
    found.outputDetails ??
    inside('output_token_details') ??
    inside('completion_tokens_details') ??
    inside('output_tokens_details');
  const total = found.totalTokens ?? at(whole, 'total_tokens', 'totalTokens');
  const inputTokens = found.inputTokens ?? at(whole, 'input_tokens', 'prompt_tokens', 'inputTokens', 'promptTokens');
  return dropAbsent({
    inputTokens,
    // Some state the sum and one part only.
    outputTokens:
      found.outputTokens ??
      at(whole, 'output_tokens', 'completion_tokens', 'outputTokens', 'completionTokens') ??
      (total !== undefined && inputTokens !== undefined && total > inputTokens ? total - inputTokens : undefined),
    cacheReadTokens:
      found.cacheReadTokens ??
      at(input, 'cache_read', 'cached_tokens') ??
      at(whole, 'cache_read_input_tokens', 'cached_tokens'),
    cacheWriteTokens:
      found.cacheWriteTokens ??
      at(input, 'cache_creation', 'cache_write') ??
      at(whole, 'cache_creation_input_tokens') ??
      anthropicWrites(found),
    cacheWrite1hTokens: found.cacheWrite1hTokens ?? at(input, 'ephemeral_1h_input_tokens'),
    reasoningTokens: found.reasoningTokens ?? at(output, 'reasoning', 'reasoning_tokens'),
    inputAudioTokens: found.inputAudioTokens ?? at(input, 'audio', 'audio_tokens'),
    outputAudioTokens: found.outputAudioTokens ?? at(output, 'audio', 'audio_tokens'),
    inputImageTokens: found.inputImageTokens,
    outputImageTokens: found.outputImageTokens,
    total,
  });
};

/** AI SDK 5 passes Anthropic's cache writes on only in what the provider said. */
const anthropicWrites = ({ providerMetadata }: Found): number | undefined => {
  const anthropic = providerMetadata === undefined ? undefined : providerMetadata['anthropic'];
  return isJsonObject(anthropic) ? asCount(anthropic['cacheCreationInputTokens'] ?? null) : undefined;
};

/**
 * Whether the input includes what was cached. A stated total proves it either way; without one, these are known to count
 * exclusively, as Anthropic's own API does:
 * - Traceloop's JavaScript instrumentation of Anthropic, until its names became OpenTelemetry's (openllmetry-js #1028, June 2026)
 * - AI SDK 5 with Anthropic; from 6 on it gives `inputTokenDetails`, and includes
 */
const ruleOf = (counts: Counts, found: Found, { scope, provider = '', streaming }: Counter): Rule => {
  const { inputTokens = 0, outputTokens = 0, total } = counts;
  const cached = (counts.cacheReadTokens ?? 0) + (counts.cacheWriteTokens ?? 0);
  if (cached > 0 && total !== undefined) {
    if (total === inputTokens + outputTokens) return 'inclusive';
    if (total === inputTokens + outputTokens + cached) return 'exclusive';
  }
  if (cached > 0 && /^@traceloop\/instrumentation-anthropic/.test(scope) && found.operation !== 'chat')
    return 'exclusive';
  if (cached > 0 && scope === 'ai' && /anthropic/i.test(provider) && found.aiDetails === undefined) return 'exclusive';
  // Traceloop's JavaScript counts streamed tokens itself: 15 where the provider said 33 (observed with 0.27).
  return streaming === true && scope.startsWith('@traceloop/') ? 'estimated' : 'inclusive';
};

/**
 * Langfuse keeps buckets apart: what is called input or cache counts as input, what is called output as output. Clients that
 * pass a provider's inclusive counts on through it are told by a total that is input and output alone. Its Python client passes
 * on what OpenAI says as it is, with the parts of each count in an object beside it.
 * @see https://langfuse.com/docs/observability/features/token-and-cost-tracking
 */
export const readBuckets = (details: JsonObject): ReadUsage | undefined => {
  const counts = Object.entries(details).flatMap(([name, value]) => {
    const count = asCount(value);
    return count === undefined ? [] : [[name, count] as const];
  });
  if (counts.length === 0) return undefined;
  const one = (...names: readonly string[]): number | undefined => counts.find(([name]) => names.includes(name))?.[1];
  const part = (of: readonly string[], name: string): number | undefined =>
    of
      .map((object) => details[object])
      .flatMap((parts) => (isJsonObject(parts) ? [asCount(parts[name] ?? null)] : []))[0];
  const sum = (test: (name: string) => boolean): number =>
    counts.reduce((all, [name, count]) => (name !== 'total' && test(name) ? all + count : all), 0);
  const isOutput = (name: string): boolean => /output|completion|reasoning/.test(name);
  const input = one('input', 'input_tokens', 'prompt_tokens');
  const output = one('output', 'output_tokens', 'completion_tokens');
  const inclusive =
    one('total', 'total_tokens') === (input ?? 0) + (output ?? 0) && sum(() => true) !== (input ?? 0) + (output ?? 0);
  const usage: Usage = dropAbsent({
    inputTokens: inclusive ? input : sum((name) => !isOutput(name) && !name.startsWith('total')),
    outputTokens: inclusive ? output : sum(isOutput),
    cacheReadTokens:
      one('input_cached_tokens', 'cache_read_input_tokens', 'input_cache_read', 'cached_tokens') ??
      part(INPUT_PARTS, 'cached_tokens'),
    cacheWriteTokens: one(
      'cache_creation_input_tokens',
      'input_cache_creation',
      'input_cache_write',
      'cache_write_input_tokens',
    ),
    reasoningTokens:
      one('output_reasoning_tokens', 'output_reasoning', 'reasoning_tokens') ?? part(OUTPUT_PARTS, 'reasoning_tokens'),
    inputAudioTokens: one('input_audio_tokens', 'input_audio') ?? part(INPUT_PARTS, 'audio_tokens'),
    outputAudioTokens: one('output_audio_tokens', 'output_audio') ?? part(OUTPUT_PARTS, 'audio_tokens'),
  });
  return { usage, usageRule: inclusive ? 'inclusive' : 'exclusive' };
};

/** Where OpenAI says what its counts consist of. */
const INPUT_PARTS = ['prompt_tokens_details', 'input_tokens_details'];
const OUTPUT_PARTS = ['completion_tokens_details', 'output_tokens_details'];

/** Tokens and cost of a Langfuse generation, in the three forms that its clients send. */
import { dropAbsent } from '../call/facts.ts';
import { isJsonObject, type Json, type JsonObject } from '../call/json.ts';
import type { RawSpan } from '../call/span.ts';
import { fromUsd } from '../call/units.ts';
import { readBuckets } from '../otlp/dialects/usage.ts';
import { asCount, asNumber } from '../otlp/dialects/values.ts';

/**
 * The usage of a body: `usageDetails` with buckets of any name or in OpenAI's form, or the older `usage`. Units other than tokens
 * are no usage.
 */
export const usageOf = (body: JsonObject): Pick<RawSpan, 'usage' | 'usageRule'> => {
  const { usageDetails, usage } = body;
  if (isJsonObject(usageDetails)) return readBuckets(flat(usageDetails)) ?? {};
  if (!isJsonObject(usage)) return {};
  const unit = usage['unit'];
  if (typeof unit === 'string' && unit.toUpperCase() !== 'TOKENS') return {};
  const count = (...names: readonly string[]): number | undefined => {
    const name = names.find((one) => (usage[one] ?? null) !== null);
    return name === undefined ? undefined : asCount(usage[name] ?? null);
  };
  const counts = dropAbsent({
    inputTokens: count('input', 'promptTokens', 'prompt_tokens', 'inputTokens', 'input_tokens'),
    outputTokens: count('output', 'completionTokens', 'completion_tokens', 'outputTokens', 'output_tokens'),
  });
  return Object.keys(counts).length === 0 ? {} : { usage: counts, usageRule: 'inclusive' };
};

/** OpenAI's details stand one level down, and are parts of its totals. */
const flat = (details: JsonObject): JsonObject => {
  const flattened: Record<string, Json> = {};
  let isNested = false;
  for (const [name, value] of Object.entries(details)) {
    if (!isJsonObject(value)) {
      flattened[name] = value;
      continue;
    }
    isNested = true;
    const side = /output|completion/.test(name) ? 'output' : 'input';
    for (const [part, count] of Object.entries(value)) flattened[`${side}_${part}`] = count;
  }
  const input = asNumber(details['prompt_tokens'] ?? details['input_tokens'] ?? null);
  const output = asNumber(details['completion_tokens'] ?? details['output_tokens'] ?? null);
  return isNested ? { total_tokens: (input ?? 0) + (output ?? 0), ...flattened } : flattened;
};

/** The cost that a client states in dollars. Zero is what clients write for a model they have no price for, so it says nothing. */
export const costOf = ({ costDetails, usage }: JsonObject): RawSpan['cost'] => {
  const details = isJsonObject(costDetails) ? costDetails : {};
  const old = isJsonObject(usage) ? usage : {};
  const figure = (object: JsonObject, name: string): number | undefined => asNumber(object[name] ?? null);
  const parts = Object.values(details).reduce((sum: number, value) => sum + (asNumber(value) ?? 0), 0);
  const usd =
    figure(details, 'total') ??
    (parts > 0 ? parts : undefined) ??
    figure(old, 'totalCost') ??
    (figure(old, 'inputCost') ?? 0) + (figure(old, 'outputCost') ?? 0);
  return usd > 0 ? { source: 'client', nanoUsd: fromUsd(usd) } : undefined;
};

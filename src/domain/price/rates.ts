/** What one token of each kind costs, and the exact arithmetic on it: integers only, no floating point. */
import type { CostBuckets } from '../call/usage.ts';

/**
 * The parts a call is billed by. They exclude each other: a token is in one bucket only, and together they are the whole
 * usage.
 */
export const BUCKETS = [
  'input',
  'cacheRead',
  'cacheWrite',
  'cacheWrite1h',
  'inputAudio',
  'inputImage',
  'output',
  'reasoning',
  'outputAudio',
  'outputImage',
] as const;
export type Bucket = (typeof BUCKETS)[number];

/**
 * Pico-dollars per token, which is the same number as micro-dollars per million tokens: $3 per million tokens is 3 000 000.
 * Providers publish at most six decimals per million tokens (DeepSeek's $0.003625), so every published price is an integer.
 */
export type PicoUsdPerToken = number;

/** Prices by bucket; a bucket that is absent has no known price. */
export type Rates = { readonly [B in Bucket]?: PicoUsdPerToken };

/** Tokens by bucket; absent means none. */
export type Tokens = { readonly [B in Bucket]?: number };

/** Reads a decimal price in dollars per million tokens, `0.003625`, exactly; undefined when it is none or finer than six decimals. */
export const parseRate = (dollarsPerMillion: string): PicoUsdPerToken | undefined => {
  const match = /^(\d{0,7})(?:\.(\d{1,6}))?$/.exec(dollarsPerMillion);
  if (match === null || dollarsPerMillion === '') return undefined;
  return Number(match[1] || '0') * 1_000_000 + Number((match[2] ?? '').padEnd(6, '0'));
};

/** The bucket whose price stands in where a bucket has none of its own, because providers bill it so. */
const BILLED_AS: { readonly [B in Bucket]?: Bucket } = {
  // Reasoning is billed as output: https://platform.openai.com/docs/guides/reasoning, https://ai.google.dev/gemini-api/docs/thinking
  reasoning: 'output',
  // Images sent to a model are converted to input tokens: https://platform.openai.com/docs/guides/images-vision
  inputImage: 'input',
};

const PICO_PER_NANO = 1_000n;

/**
 * What the tokens cost, or undefined when a bucket holds tokens but has no price. The total is rounded once, half a
 * nano-dollar up; the buckets are rounded down and the nano-dollars left over go to those that lost most, so that the
 * buckets always add up to the total.
 */
export const priceTokens = (
  tokens: Tokens,
  rates: Rates,
): { readonly nanoUsd: number; readonly buckets: CostBuckets } | undefined => {
  const parts: { bucket: Bucket; tokens: number; nano: bigint; lost: bigint }[] = [];
  let totalPico = 0n;
  for (const bucket of BUCKETS) {
    const count = tokens[bucket] ?? 0;
    if (count === 0) continue;
    const rate = rates[bucket] ?? rates[BILLED_AS[bucket] ?? bucket];
    if (rate === undefined) return undefined;
    const pico = BigInt(count) * BigInt(rate);
    totalPico += pico;
    parts.push({ bucket, tokens: count, nano: pico / PICO_PER_NANO, lost: pico % PICO_PER_NANO });
  }
  const total = (totalPico + PICO_PER_NANO / 2n) / PICO_PER_NANO;
  let left = total - parts.reduce((sum, { nano }) => sum + nano, 0n);
  for (const part of parts.toSorted((a, b) => Number(b.lost - a.lost))) {
    if (left <= 0n) break;
    part.nano += 1n;
    left -= 1n;
  }
  return {
    nanoUsd: Number(total),
    buckets: Object.fromEntries(
      parts.map((part) => [part.bucket, { tokens: part.tokens, nanoUsd: Number(part.nano) }]),
    ),
  };
};

/** What a call consumed and what that cost, in one meaning for every dialect. */
import type { NanoUsd } from './units.ts';

/**
 * Tokens of one call as inclusive totals: `inputTokens` contains cached reads and writes, `outputTokens` contains
 * reasoning. Dialects that report exclusive buckets are brought to this meaning while normalising.
 * @see https://github.com/open-telemetry/semantic-conventions-genai (gen_ai.usage.*)
 */
export interface Usage {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  /** Part of `inputTokens` that was read from the provider's prompt cache. */
  readonly cacheReadTokens?: number;
  /** Part of `inputTokens` that was written to the provider's prompt cache (all lifetimes together). */
  readonly cacheWriteTokens?: number;
  /** Part of `cacheWriteTokens` that was written with a one-hour lifetime, which costs more. */
  readonly cacheWrite1hTokens?: number;
  /** Part of `outputTokens` that the model spent on reasoning. */
  readonly reasoningTokens?: number;
  readonly inputAudioTokens?: number;
  readonly outputAudioTokens?: number;
  readonly inputImageTokens?: number;
  readonly outputImageTokens?: number;
}

/** Past this a count of one call's tokens is a mistake; ten times the longest context of any model. */
export const MAX_TOKENS = 100_000_000;

/** The exclusive parts that a price applies to; they add up to the whole cost. */
export interface CostBuckets {
  readonly [bucket: string]: { readonly tokens: number; readonly nanoUsd: NanoUsd };
}

/** What a call cost: an exact figure with its source, or the plain statement that we don't know. Never a silent zero. */
export type Cost =
  | { readonly source: 'client'; readonly nanoUsd: NanoUsd }
  | {
      readonly source: 'computed';
      readonly nanoUsd: NanoUsd;
      /** Version of the price table used. */
      readonly priceVersion: string;
      /** The model of the table that the price was taken from. */
      readonly pricedModel: string;
      readonly buckets: CostBuckets;
    }
  | { readonly source: 'unpriced'; readonly reason: 'unknown-model' | 'no-model' | 'no-usage' | 'no-price-for-bucket' };

/** The figure, where there is one. */
export const knownCost = (cost: Cost | undefined): NanoUsd | undefined =>
  cost === undefined || cost.source === 'unpriced' ? undefined : cost.nanoUsd;

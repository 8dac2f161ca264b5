/** A cost as rows keep it: the buckets of one that we computed add up to it, and mostly its model is the call's. */
import type { Cost } from '../../../domain/call/usage.ts';

type Described = Cost | readonly [version: string, model: string | 0, ...buckets: (string | number)[]];

/** The cost as a plain value; a list where we computed it, of names, tokens and nano-dollars. */
export const describeCost = (cost: Cost, { model }: { readonly model?: string }): Described => {
  if (cost.source !== 'computed') return cost;
  const { nanoUsd, priceVersion, pricedModel, buckets } = cost;
  const parts = Object.entries(buckets);
  if (parts.reduce((sum, [, bucket]) => sum + bucket.nanoUsd, 0) !== nanoUsd) return cost;
  return [
    priceVersion,
    pricedModel === model ? 0 : pricedModel,
    ...parts.flatMap(([name, bucket]) => [name, bucket.tokens, bucket.nanoUsd]),
  ];
};

export const readCost = (described: Described, { model = '' }: { readonly model?: string }): Cost => {
  if (!isList(described)) return described;
  const [priceVersion, pricedModel, ...parts] = described;
  const buckets: Record<string, { tokens: number; nanoUsd: number }> = {};
  let nanoUsd = 0;
  for (let at = 0; at < parts.length; at += 3) {
    const bucket = { tokens: Number(parts[at + 1]), nanoUsd: Number(parts[at + 2]) };
    buckets[String(parts[at])] = bucket;
    nanoUsd += bucket.nanoUsd;
  }
  return { source: 'computed', nanoUsd, priceVersion, pricedModel: pricedModel === 0 ? model : pricedModel, buckets };
};

const isList = (described: Described): described is Exclude<Described, Cost> => Array.isArray(described);

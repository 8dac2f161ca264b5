/** The section `prices`: negotiated rates, self-hosted models, names of deployments that no table can know. */
import * as v from 'valibot';
import { type PriceOverride, ratesFromDollars } from '../../price/override.ts';
import { BUCKETS, type Bucket, type Rates } from '../../price/rates.ts';
import type { PriceSettings } from '../settings.ts';
import { MAX_ENTRIES, readFields, type Section } from './section.ts';

const snake = (bucket: string): string => bucket.replace(/[A-Z]|\d+/g, (part) => `_${part.toLowerCase()}`);
const BUCKET_BY_FIELD = new Map<string, Bucket>(BUCKETS.map((bucket) => [snake(bucket), bucket]));

/** Dollars per million tokens as a decimal text (exact) or a number. */
const dollars = v.custom<Readonly<Record<string, string | number>>>(
  (map) =>
    typeof map === 'object' &&
    map !== null &&
    !Array.isArray(map) &&
    toRates(map as Record<string, unknown>) !== undefined,
  `must be an object of dollars per million tokens, as "0.25", not negative and with at most six decimals, by ${[...BUCKET_BY_FIELD.keys()].join(', ')}`,
);

const name = v.pipe(v.string(), v.nonEmpty('must not be empty'), v.maxLength(256, 'must have at most 256 characters'));

const Prices = v.object({
  overrides: v.nullish(
    v.pipe(
      v.array(v.object({ provider: v.nullish(name), model: name, usd_per_million_tokens: dollars })),
      v.maxLength(MAX_ENTRIES, `must have at most ${MAX_ENTRIES} entries`),
    ),
  ),
});

export const prices: Section<PriceSettings> = {
  read: (json) => {
    const fields = readFields(Prices, json);
    if (!fields.ok) return fields;
    const overrides = (fields.value.overrides ?? []).map(
      ({ provider, model, usd_per_million_tokens }): PriceOverride => ({
        ...(provider == null ? {} : { provider }),
        model,
        rates: toRates(usd_per_million_tokens) as Rates,
      }),
    );
    return { ok: true, value: { overrides } };
  },
  show: ({ overrides }) => ({
    overrides: overrides.map(({ provider, model, rates }) => ({
      provider: provider ?? null,
      model,
      usd_per_million_tokens: Object.fromEntries(
        Object.entries(rates).map(([bucket, rate]) => [snake(bucket), String((rate as number) / 1_000_000)]),
      ),
    })),
  }),
};

function toRates(map: Readonly<Record<string, unknown>>): Rates | undefined {
  const amounts: { [B in Bucket]?: string } = {};
  for (const [field, amount] of Object.entries(map)) {
    const bucket = BUCKET_BY_FIELD.get(field);
    if (bucket === undefined || (typeof amount !== 'string' && typeof amount !== 'number')) return undefined;
    amounts[bucket] = String(amount);
  }
  return Object.keys(amounts).length === 0 ? undefined : ratesFromDollars(amounts);
}

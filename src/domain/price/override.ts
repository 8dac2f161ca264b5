/** A project's own prices: negotiated rates, self-hosted models, names of deployments that no table can know. */
import { type Bucket, parseRate, type Rates } from './rates.ts';

/** Prices of one model for one project. They hold for every service tier and context length. */
export interface PriceOverride {
  /** Only for calls that name this provider, as the client spells it; absent for any. */
  readonly provider?: string;
  /** The model's name as the client sends it, in any case; a `*` at the end stands for any ending. */
  readonly model: string;
  readonly rates: Rates;
}

/** Reads prices in dollars per million tokens, `{ input: "0.25" }`; undefined when one is negative or finer than six decimals. */
export const ratesFromDollars = (dollars: { readonly [B in Bucket]?: string }): Rates | undefined => {
  const rates = Object.entries(dollars).map(([bucket, amount]) => [bucket, parseRate(amount)] as const);
  return rates.some(([, rate]) => rate === undefined) ? undefined : Object.fromEntries(rates);
};

const fits = (pattern: string, name: string): boolean =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;

/** The first override that a call's names fit. */
export const findOverride = (
  overrides: readonly PriceOverride[],
  { provider, model }: { readonly provider: string | undefined; readonly model: string },
): PriceOverride | undefined =>
  overrides.length === 0
    ? undefined
    : overrides.find(
        (override) =>
          fits(override.model.toLowerCase(), model.trim().toLowerCase()) &&
          (override.provider === undefined || override.provider.toLowerCase() === provider?.trim().toLowerCase()),
      );

/** Prices calls: exactly, from a versioned table, or says that it doesn't know. Never a silent zero. */
import type { EpochMs } from '../call/units.ts';
import type { Cost, Usage } from '../call/usage.ts';
import { findModel, indexSheet, type Listed, type Sheet } from './matcher.ts';
import { parseModelName } from './model-name.ts';
import { findOverride, type PriceOverride } from './override.ts';
import { MAKERS, MAKERS_RESOLD, sellerOf } from './provider.ts';
import { priceTokens, type Rates } from './rates.ts';
import { type Prices, parsePrices, ratesFor, type ServiceTier } from './sheet.ts';
import { PRICE_VERSION, SHEETS } from './table.ts';
import { exclusiveTokens } from './tokens.ts';

/** What a price depends on. */
export interface PricedCall {
  /** As the client names it, in any spelling; may be absent or the name of a framework. */
  readonly provider?: string;
  /** As the client names it: an id, an ARN, a path, with or without prefix and date. */
  readonly model?: string;
  readonly usage?: Usage;
  readonly start: EpochMs;
  /** How the request was served, in the provider's own word: `default`, `batch`, `flex`, `priority`… */
  readonly serviceTier?: string;
  /** The app's own cache answered, so that no provider was paid; not the provider's prompt cache, whose tokens are in the usage. */
  readonly cacheHit?: boolean;
}

export interface PricerOptions {
  /** A project's own prices; the first that fits goes before the table. */
  readonly overrides?: readonly PriceOverride[];
}

/** A longer name is no model's; looking it up would only cost time. Bedrock's ARNs have at most 2048 characters, its ids 256. */
const MAX_NAME_LENGTH = 512;

/** The words that providers use for their service tiers; `auto` asks, and only the answer tells what was given. */
const TIER_BY_WORD: ReadonlyMap<string, ServiceTier> = new Map([
  ['standard', 'standard'],
  ['default', 'standard'],
  ['standard_only', 'standard'],
  ['auto', 'standard'],
  ['on_demand', 'standard'],
  ['batch', 'batch'],
  ['flex', 'flex'],
  ['priority', 'priority'],
]);

const sheets = new Map<string, Sheet | undefined>();

/** The sheet of a seller, indexed when first asked for. */
const sheetOf = (seller: string): Sheet | undefined => {
  if (!sheets.has(seller)) {
    const lines = Object.hasOwn(SHEETS, seller) ? SHEETS[seller] : undefined;
    sheets.set(seller, lines === undefined ? undefined : indexSheet(lines));
  }
  return sheets.get(seller);
};

const findAt = (seller: string, name: { readonly name: string; readonly geography?: string }): Listed | undefined => {
  for (const candidate of [seller, ...(MAKERS_RESOLD[seller] ?? [])]) {
    const sheet = sheetOf(candidate);
    const found = sheet && findModel(sheet, name);
    if (found) return found;
  }
  return undefined;
};

/**
 * The line of the table for a provider's and a model's name. A seller that the provider names is asked first; where the
 * model's name seems to name another, with the name as it stands, because some sellers' names hold slashes of their own
 * (`openai/gpt-oss-120b` at Groq). Two things overrule the provider: a form of name that only one seller uses, as the
 * Anthropic client for Bedrock calls itself Anthropic; and a prefix where the provider is OpenAI, whose protocol every
 * gateway speaks.
 */
const lookUp = (provider: string | undefined, model: string): Listed | undefined => {
  const declared = sellerOf(provider);
  const parsed = parseModelName(model);
  if (declared === 'other') return undefined;
  if (parsed.seller !== undefined && parsed.isProof === true) return findAt(parsed.seller, parsed);
  if (declared !== undefined) {
    const isForeign = parsed.seller !== undefined && parsed.seller !== declared;
    const found = findAt(declared, isForeign ? { name: model.trim().toLowerCase() } : parsed);
    if (found || !isForeign || declared !== 'openai') return found;
  }
  if (parsed.seller === 'other') return undefined;
  for (const seller of parsed.seller === undefined ? MAKERS : [parsed.seller]) {
    const found = findAt(seller, parsed);
    if (found) return found;
  }
  return undefined;
};

const parsedPrices = new WeakMap<Listed, Prices>();

const pricesOf = (listed: Listed): Prices => {
  const known = parsedPrices.get(listed);
  if (known) return known;
  const prices = parsePrices(listed.prices);
  parsedPrices.set(listed, prices);
  return prices;
};

/** Names looked up lately; clients repeat a handful of them. Emptied when full, as names come from outside. */
const MAX_REMEMBERED = 1_000;

/** Makes the function that prices calls. It is pure: the same call always costs the same under one price version. */
export const createPricer = ({ overrides = [] }: PricerOptions = {}): ((call: PricedCall) => Cost) => {
  const remembered = new Map<string, Listed | undefined>();

  const remember = (provider: string | undefined, model: string): Listed | undefined => {
    const key = `${provider ?? ''}\n${model}`;
    if (remembered.has(key)) return remembered.get(key);
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    const found = lookUp(provider, model);
    remembered.set(key, found);
    return found;
  };

  return ({ provider, model, usage, start, serviceTier, cacheHit }) => {
    if (cacheHit === true && (usage?.cacheReadTokens ?? 0) === 0) return answeredFromCache(model);
    if (model === undefined || model.trim() === '') return { source: 'unpriced', reason: 'no-model' };
    const override = findOverride(overrides, { provider, model });
    const listed = override === undefined && model.length <= MAX_NAME_LENGTH ? remember(provider, model) : undefined;
    if (override === undefined && listed === undefined) return { source: 'unpriced', reason: 'unknown-model' };
    const tokens = exclusiveTokens(usage);
    if (tokens === undefined || usage?.inputTokens === undefined) return { source: 'unpriced', reason: 'no-usage' };

    const rates = override?.rates ?? ratesOf(listed!, { start, serviceTier, inputTokens: usage.inputTokens });
    const priced = rates && priceTokens(tokens, rates);
    if (priced === undefined) return { source: 'unpriced', reason: 'no-price-for-bucket' };
    return {
      source: 'computed',
      nanoUsd: priced.nanoUsd,
      priceVersion: override === undefined ? PRICE_VERSION : 'project',
      pricedModel: override?.model ?? listed!.id,
      buckets: priced.buckets,
    };
  };
};

/** Libraries repeat the usage of the call that filled the cache; it was paid then. */
const answeredFromCache = (model = ''): Cost => ({
  source: 'computed',
  nanoUsd: 0,
  priceVersion: PRICE_VERSION,
  pricedModel: model,
  buckets: {},
});

const ratesOf = (
  listed: Listed,
  { start, serviceTier, inputTokens }: { start: EpochMs; serviceTier: string | undefined; inputTokens: number },
): Rates | undefined => {
  const tier = TIER_BY_WORD.get(serviceTier?.trim().toLowerCase() ?? 'standard');
  return tier && ratesFor(pricesOf(listed), { at: start, tier, inputTokens });
};

/** Turns the catalogue of @pydantic/genai-prices into lines of our price sheet. */
import {
  type ConditionalPrice,
  findProvider,
  type MatchLogic,
  type ModelInfo,
  type ModelPrice,
} from '@pydantic/genai-prices';
import { DATE } from '../../src/domain/price/matcher.ts';
import { type Codes, words } from './notation.ts';

/** The sellers that the table holds, in the order of the generated file. `vertex` is ours; it has no sheet in the catalogue. */
export const SELLERS = [
  'openai',
  'anthropic',
  'google',
  'vertex',
  'aws',
  'azure',
  'mistral',
  'cohere',
  'deepseek',
  'x-ai',
  'groq',
  'together',
  'fireworks',
  'perplexity',
  'cerebras',
  'moonshotai',
  'zhipuai',
  'zai',
  'minimax',
  'voyageai',
] as const;
export type Seller = (typeof SELLERS)[number];

/** One model of a sheet while it is being compiled. */
export interface Entry {
  readonly id: string;
  readonly matchers: readonly string[];
  readonly periods: readonly Period[];
}

export interface Period {
  /** `@2026-03-13` or `@00:30-16:30`; absent for the first. */
  readonly from?: string;
  readonly base: Codes;
  /** Long-context prices by threshold. */
  readonly above: Readonly<Record<number, Codes>>;
  /** Prices by service tier: `batch`, `batch>200000`, `priority`. */
  readonly tiers: Readonly<Record<string, Codes>>;
}

const CODE_BY_KEY: Readonly<Record<string, string>> = {
  input_mtok: 'i',
  output_mtok: 'o',
  cache_read_mtok: 'r',
  cache_write_mtok: 'w',
  cache_write_1h_mtok: 'h',
  output_reasoning_mtok: 't',
  input_audio_mtok: 'ia',
  input_image_mtok: 'im',
  output_audio_mtok: 'oa',
  output_image_mtok: 'om',
};

/** Extras that are charged by use and not by token; a model is priced without them, as usage doesn't carry them. */
const OPTIONAL_KEYS = /^(web_searches|storage_searches|social_searches|code_executions)_kcount$/;

/**
 * Charges that come with every call and that tokens can't tell: requests, hours of audio, pages, messages. A model with
 * one of these is left out, because a price without it would be too low.
 */
const isPricedByTokens = (price: ModelPrice): boolean =>
  Object.keys(price).some((key) => key === 'input_mtok') &&
  !Object.keys(price).some((key) => /_(kcount|hours|kpages|gpixels|mchars)$/.test(key) && !OPTIONAL_KEYS.test(key));

const toPeriod = (price: ModelPrice, from?: string): Period => {
  const base: Record<string, number> = {};
  const above: Record<number, Record<string, number>> = {};
  for (const [key, value] of Object.entries(price)) {
    const code = CODE_BY_KEY[key];
    if (code === undefined || value === undefined) continue;
    base[code] = typeof value === 'number' ? value : value.base;
    if (typeof value === 'number') continue;
    for (const { start, price: amount } of value.tiers) above[start] = { ...above[start], [code]: amount };
  }
  return from === undefined ? { base, above, tiers: {} } : { from, base, above, tiers: {} };
};

const fromOf = ({ constraint }: ConditionalPrice): string | undefined => {
  if (constraint === undefined) return undefined;
  if (constraint.type === 'start_date') return `@${constraint.start_date}`;
  return `@${constraint.start_time.slice(0, 5)}-${constraint.end_time.slice(0, 5)}`;
};

/** Every text of a match, with its sign: `^` starts with, `$` ends with, `*` contains, none for the whole name. */
const matchersOf = (match: MatchLogic): readonly string[] => {
  if ('or' in match) return match.or.flatMap(matchersOf);
  // `and` only ever excludes text-to-speech models here, which the list of revisions excludes too.
  if ('and' in match) return match.and.flatMap(matchersOf);
  if ('equals' in match) return [match.equals];
  if ('starts_with' in match) return [`^${match.starts_with}`];
  if ('ends_with' in match) return [`$${match.ends_with}`];
  if ('contains' in match) return [`*${match.contains}`];
  // Dated snapshots, `^gpt-6-sol-\d{4}-…$`: the lookup removes dates itself.
  const dated = /^\^(.+?)-(?:\\d.*)$/.exec(match.regex);
  if (dated) return [dated[1]!.replaceAll('\\', '')];
  if (match.regex.startsWith('^(?!')) return [];
  if (/\[fast/.test(match.regex)) return [];
  throw new Error(`cannot turn the pattern ${match.regex} into a matcher; teach tools/prices/catalogue.ts to read it`);
};

/** Bedrock's geographies are taken off names before the lookup; only `global.` has prices of its own. */
const withoutGeography = (text: string): string =>
  text.replace(/^([$^*]?)(?:us-gov|us|eu|au|apac|jp|ca|in|regional)\.(?=[a-z0-9]+\.)/, '$1');

/** Half a date at the end, `claude-sonnet-4-2025`, or a separator: what follows is a revision anyway. */
const withoutStub = (text: string): string => (/^[$^*]/.test(text) ? text.replace(/-2025$|-0$|[-@]$/, '') : text);

const toEntry = (model: ModelInfo): Entry | undefined => {
  const prices = Array.isArray(model.prices) ? model.prices : [{ prices: model.prices }];
  if (!prices.every((price) => isPricedByTokens(price.prices))) return undefined;
  const matchers = matchersOf(model.match).map((text) => withoutStub(withoutGeography(text.toLowerCase())));
  return {
    id: withoutGeography(model.id.toLowerCase()),
    matchers: [...new Set(matchers)].filter((text) => !text.startsWith('^') || !matchers.includes(`*${text.slice(1)}`)),
    periods: prices.map((price) => toPeriod(price.prices, fromOf(price))),
  };
};

/** The entries of one seller, in the catalogue's order. */
export const entriesOf = (seller: Seller): readonly Entry[] => {
  if (seller === 'vertex') return [];
  const provider = findProvider({ providerId: seller });
  if (provider === undefined) throw new Error(`@pydantic/genai-prices no longer knows the provider ${seller}`);
  return provider.models.map(toEntry).filter((entry) => entry !== undefined);
};

const periodText = ({ from, base, above, tiers }: Period): string => {
  const parts = [from ?? '', words(base)];
  for (const [threshold, codes] of Object.entries(above)) parts.push(`>${threshold}`, words(codes));
  let current = '';
  for (const [key, codes] of Object.entries(tiers)) {
    const [tier = '', threshold] = key.split('>');
    if (tier !== current) parts.push(tier);
    if (threshold !== undefined) parts.push(`>${threshold}`);
    parts.push(words(codes));
    current = tier;
  }
  return parts.filter((part) => part !== '').join(' ');
};

/** One line of the sheet; the id is a matcher without being named, and so is every dated name of a name that is there. */
export const lineOf = ({ id, matchers, periods }: Entry): string => {
  const names = new Set([id, ...matchers]);
  const needed = matchers.filter((text) => text !== id && !(DATE.test(text) && names.has(text.replace(DATE, ''))));
  return `${id}|${needed.join(' ')}|${periods.map(periodText).join(' ')}`;
};

/** Reads the sources of prices and merges them, seller by seller. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAKERS_RESOLD } from '../../src/domain/price/provider.ts';
import { type Entry, entriesOf, type Period, SELLERS } from './catalogue.ts';
import { type Merged, merge, type Second } from './merge.ts';
import type { Codes } from './notation.ts';

const linesOf = (file: string): readonly string[] =>
  readFileSync(join(import.meta.dirname, file), 'utf8')
    .trim()
    .split('\n');

/** Sellers whose models are taken over even where only the second source knows them; the rest have far too many. */
const ADDS_MODELS: ReadonlySet<string> = new Set([
  'openai',
  'anthropic',
  'google',
  'vertex',
  'aws',
  'azure',
  'mistral',
  'cohere',
  'x-ai',
  'zai',
  'moonshotai',
  'minimax',
  'voyageai',
]);

/** Claude costs the same at Google and Azure as at Anthropic, whose own sheet serves there. */
const isResold = (seller: string, name: string): boolean =>
  ['google', 'vertex', 'azure'].includes(seller) && name.includes('claude');

/**
 * Anthropic sells batches at half of every price, cached tokens included, so the tier is made from the standard prices.
 * @see https://platform.claude.com/docs/en/about-claude/pricing#batch-processing
 */
const withHalvedBatch = (entry: Entry): Entry => ({
  ...entry,
  periods: entry.periods.map((period) => ({
    ...period,
    tiers: {
      ...Object.fromEntries(Object.entries(period.tiers).filter(([tier]) => !tier.startsWith('batch'))),
      batch: halved(period.base),
      ...Object.fromEntries(Object.entries(period.above).map(([above, codes]) => [`batch>${above}`, halved(codes)])),
    },
  })),
});

const halved = (codes: Codes): Codes =>
  Object.fromEntries(Object.entries(codes).map(([code, amount]) => [code, amount / 2]));

/**
 * Gemini takes audio at the price of text unless it states one for audio.
 * @see https://ai.google.dev/gemini-api/docs/pricing
 */
const withAudioAsText = (entry: Entry): Entry =>
  entry.id.startsWith('gemini-') && !entry.id.includes('embedding')
    ? {
        ...entry,
        periods: entry.periods.map((period) => {
          if (period.base['ia'] !== undefined || period.base['i'] === undefined) return period;
          const above = Object.entries(period.above).map(([threshold, codes]) => [
            threshold,
            codes['i'] === undefined ? codes : { ...codes, ia: codes['i'] },
          ]);
          return { ...period, base: { ...period.base, ia: period.base['i'] }, above: Object.fromEntries(above) };
        }),
      }
    : entry;

const parseCodes = (words: readonly string[]): Codes =>
  Object.fromEntries(
    words
      .map((word) => /^([a-z]+)([\d.]+)$/.exec(word)!)
      .map(([, code, amount]) => [code!, Number(amount)] as const)
      .filter(([, amount]) => amount > 0),
  );

const withoutReasoningAsOutput = ({ t, ...codes }: Codes, output: number | undefined): Codes =>
  t === undefined || t === output ? codes : { ...codes, t };

/** The first source's list of Together's models is mostly of retired ones; those still sold are in the second's too. */
const isStillSold = (second: readonly Second[]): ((entry: Entry) => boolean) => {
  const names = new Set(second.map(({ name }) => name));
  return (entry) => names.has(entry.id);
};

/** Prices in the notation, one period after the other. */
const parsePeriods = (text: string): readonly Period[] =>
  text.split(/ (?=@)/).map((part) => {
    const words = part.split(' ');
    const from = words[0]?.startsWith('@') ? words.shift() : undefined;
    const groups: { tier: string; above: string; words: string[] }[] = [{ tier: '', above: '', words: [] }];
    for (const word of words) {
      if (/^(batch|flex|priority)$/.test(word)) groups.push({ tier: word, above: '', words: [] });
      else if (word.startsWith('>')) groups.push({ tier: groups.at(-1)!.tier, above: word.slice(1), words: [] });
      else groups.at(-1)!.words.push(word);
    }
    const codesOf = (group: (typeof groups)[number]): Codes => {
      const codes = parseCodes(group.words);
      return withoutReasoningAsOutput(codes, codes['o']);
    };
    const base = codesOf(groups[0]!);
    const above = groups.filter((group) => group.tier === '' && group.above !== '');
    const tiers = groups.filter((group) => group.tier !== '' && group.words.length > 0);
    return {
      ...(from === undefined ? {} : { from }),
      base,
      above: Object.fromEntries(above.map((group) => [group.above, codesOf(group)])),
      tiers: Object.fromEntries(
        tiers.map((group) => [group.above === '' ? group.tier : `${group.tier}>${group.above}`, codesOf(group)]),
      ),
    };
  });

const SECOND_LINES = linesOf('second-source.txt');

/** The second source and its version, as `litellm 1.109.1`. */
export const SECOND_SOURCE = SECOND_LINES[0]!.replace('# ', '');

/** Priced by characters in truth, and written as tokens by the second source. */
const NOT_BY_TOKENS = /^text-embedding-preview-0409$/;

const secondOf = (seller: string): readonly Second[] =>
  SECOND_LINES.filter((line) => line.startsWith(`${seller}|`))
    .map((line) => line.split('|'))
    .map(([, name = '', prices = '']) => ({ name, period: parsePeriods(prices)[0]! }))
    .filter(({ name }) => !isResold(seller, name) && !NOT_BY_TOKENS.test(name));

const correctionsOf = (seller: string): readonly Entry[] =>
  linesOf('corrections.txt')
    .filter((line) => line.startsWith(`${seller}|`))
    .map((line) => line.split('|'))
    .map(([, id = '', matchers = '', prices = '']) => ({
      id,
      matchers: matchers.split(' '),
      periods: parsePeriods(prices),
    }));

/** Every seller with its entries, in the order of the table. */
export const compileSheets = (): readonly { readonly seller: string; readonly merged: Merged }[] => {
  const firstBySeller = new Map(
    SELLERS.map((seller) => [seller as string, entriesOf(seller).filter(({ id }) => !isResold(seller, id))]),
  );
  return SELLERS.map((seller) => {
    const second = secondOf(seller);
    const first = firstBySeller.get(seller)!;
    const merged = merge({
      first: seller === 'together' ? first.filter(isStillSold(second)) : first,
      second,
      corrections: correctionsOf(seller),
      addsModels: ADDS_MODELS.has(seller),
      resold: (MAKERS_RESOLD[seller] ?? []).flatMap((maker) => [
        ...correctionsOf(maker),
        ...(firstBySeller.get(maker) ?? []),
      ]),
    });
    const entries = merged.entries.map((entry) => {
      if (seller === 'anthropic') return withHalvedBatch(entry);
      return seller === 'google' ? withAudioAsText(entry) : entry;
    });
    return { seller, merged: { ...merged, entries } };
  });
};

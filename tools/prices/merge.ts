/**
 * Brings two sources of prices together. Where both know a model and agree on its input and output price, the second adds
 * what the first lacks: service tiers, one-hour cache writes, cached reads. Where they disagree, the model has no price
 * until tools/prices/corrections.txt says which is right: a cost is right or `unpriced`.
 */
import { findModel, indexSheet } from '../../src/domain/price/matcher.ts';
import { type Entry, lineOf, type Period } from './catalogue.ts';
import type { Codes } from './notation.ts';

/** A model of the second source: its name and prices, as `Period` with service tiers. */
export interface Second {
  readonly name: string;
  readonly period: Period;
}

/** What merging one seller gave, with everything that someone should look at. */
export interface Merged {
  readonly entries: readonly Entry[];
  readonly agreeing: readonly string[];
  readonly contested: readonly string[];
}

const same = (a: number | undefined, b: number | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && Math.abs(a - b) < 1e-9);

/** One without an output price is an embedding model to that source; the other may state the input price again. */
const agree = (a: Codes, b: Codes): boolean =>
  same(a['i'], b['i']) && (a['o'] === undefined || b['o'] === undefined || same(a['o'], b['o']));

/** What batch and flex cost of the standard price: half everywhere, and 80 % for batches at xAI. */
const DISCOUNTS = [0.5, 0.8] as const;

/** Codes of a tier that can be trusted: at one discount, or as the standard price for cached reads; priority costs more. */
const plausible = (tier: string, codes: Codes, standard: Codes): Codes => {
  const discount = DISCOUNTS.find((share) => same(codes['i'], (standard['i'] ?? Number.NaN) * share));
  return Object.fromEntries(
    Object.entries(codes).filter(([code, amount]) => {
      if (tier === 'priority') return amount > (standard[code] ?? 0);
      const expected = (standard[code] ?? Number.NaN) * (discount ?? Number.NaN);
      return same(amount, expected) || (code === 'r' && same(amount, standard[code]));
    }),
  );
};

const hasBoth = (codes: Codes, standard: Codes): boolean =>
  codes['i'] !== undefined && (codes['o'] !== undefined || (standard['o'] ?? 0) === 0);

/** The period with what the second source adds to it; a code that both have and differ on is taken out. */
const completed = (period: Period, second: Period): Period => {
  const base: Record<string, number> = {};
  for (const code of new Set([...Object.keys(period.base), ...Object.keys(second.base)])) {
    const [own, other] = [period.base[code], second.base[code]];
    if (own === undefined || other === undefined || same(own, other)) base[code] = (own ?? other)!;
  }
  const thresholds = Object.keys(period.above).map(Number);
  const tiers: Record<string, Codes> = {};
  for (const [tier, codes] of Object.entries(second.tiers)) {
    const [word = '', above] = tier.split('>');
    // Sources write a threshold as 200 000 or as 199 999, at least and more than: the first source's is kept.
    const threshold = above === undefined ? undefined : thresholds.find((own) => Math.abs(own - Number(above)) <= 1);
    if (above !== undefined && threshold === undefined) continue;
    const standard = threshold === undefined ? base : { ...base, ...period.above[threshold] };
    const kept = plausible(word, codes, standard);
    const isComplete = hasBoth(kept, standard) && (threshold === undefined || tiers[word] !== undefined);
    if (isComplete) tiers[threshold === undefined ? word : `${word}>${threshold}`] = kept;
  }
  return { ...period, base, tiers };
};

const namesOf = (entry: Entry): readonly string[] => [
  entry.id,
  ...entry.matchers.map((text) => text.replace(/^[\^$*]/, '')),
];

/** Merges one seller's entries of the first source with those of the second and with the corrections. */
export const merge = ({
  first,
  second,
  corrections,
  addsModels,
  resold,
}: {
  readonly first: readonly Entry[];
  readonly second: readonly Second[];
  readonly corrections: readonly Entry[];
  /** Whether models that only the second source knows are taken over. */
  readonly addsModels: boolean;
  /** Entries of the makers whose models are resold: a model that costs the same there needs no line of its own. */
  readonly resold: readonly Entry[];
}): Merged => {
  const agreeing: string[] = [];
  const contested: string[] = [];
  const byName = new Map(second.map(({ name, period }) => [name, period]));
  const corrected = new Set(corrections.flatMap(namesOf));
  const entries = first
    .filter((entry) => !namesOf(entry).some((name) => corrected.has(name)))
    .map((entry): Entry => {
      // A regional Bedrock line is compared with the profile of the US, whose prices the first source states.
      const name = namesOf(entry)
        .flatMap((text) => [`us.${text}`, text])
        .find((text) => byName.has(text));
      const other = name === undefined ? undefined : byName.get(name)!;
      if (other === undefined) return entry;
      if (!entry.periods.some(({ base }) => agree(base, other.base))) {
        contested.push(entry.id);
        return { ...entry, periods: [] };
      }
      agreeing.push(entry.id);
      const last = entry.periods.findLast(({ base }) => agree(base, other.base));
      return {
        ...entry,
        periods: entry.periods.map((period) => (period === last ? completed(period, other) : period)),
      };
    });
  // A name that the first source lists among others, and the second at another price: unpriced, and looked up first.
  const disputed = [...byName].filter(([name, period]) => {
    const entry = entries.find(({ matchers, periods }) => matchers.includes(name) && periods.length > 0);
    // Bedrock's regional lines state the prices of the US profile, the bare name of the second source others.
    if (entry === undefined || corrected.has(name) || byName.has(`us.${name}`)) return false;
    return !entry.periods.some(({ base }) => agree(base, period.base));
  });
  contested.push(...disputed.map(([name]) => name));
  const known = [
    ...corrections,
    ...disputed.map(([name]): Entry => ({ id: name, matchers: [name], periods: [] })),
    ...entries,
  ];
  const models = [...byName].map(([name, period]) => ({ name, period }));
  const added = addsModels ? models.filter(isNewTo(known, resold)) : [];
  return {
    entries: [
      ...known,
      ...added.map(({ name, period }) => ({ id: name, matchers: [name], periods: [completed(period, period)] })),
    ],
    agreeing,
    contested,
  };
};

/** Tells the models that have no line yet, and those that a reseller or a geography sells at a price of its own. */
const isNewTo = (known: readonly Entry[], resold: readonly Entry[]): ((model: Second) => boolean) => {
  const all = [...known, ...resold];
  const sheet = indexSheet(all.map(lineOf).join('\n'));
  const periodsById = new Map(all.toReversed().map((entry) => [entry.id, entry.periods]));
  const ownIds = new Set(known.map(({ id }) => id));
  return ({ name, period }) => {
    const [geography, rest] = /^(global|us|eu|apac|jp|au|ca)\.(.+)$/.exec(name)?.slice(1) ?? [];
    const listed = findModel(sheet, { name: rest ?? name, ...(geography === undefined ? {} : { geography }) });
    if (listed === undefined) return true;
    const mayDiffer = !ownIds.has(listed.id) || (geography !== undefined && geography !== 'us');
    const periods = periodsById.get(listed.id)!;
    const current = periods.filter(({ from }) => from === undefined || !from.includes(':')).at(-1);
    return mayDiffer && current !== undefined && !agree(current.base, period.base);
  };
};

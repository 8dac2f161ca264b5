/**
 * Reads the price sheet's notation. One model is one line, `id|more names|prices`, so that a price change is a readable
 * diff and nothing is parsed before the model is asked for:
 *
 * `claude-sonnet-4-6|^claude-sonnet-4-6|i3 o15 r.3 >200000 i6 o22.5 batch i1.5 o7.5 @2026-03-13 i3 o15 r.3`
 *
 * - `i3` is $3 per million tokens of the bucket `input`; the letters are in `CODES`.
 * - `>200000` begins the prices of requests with more input tokens than that; they hold for the whole request.
 * - `batch`, `flex` and `priority` begin the prices of that service tier.
 * - `@2026-03-13` begins the prices from that day on, `@00:30-16:30` those of that time of day, `@2026-08-17/01:00-04:00/1-5`
 *   those from that day on, at that time, Monday to Friday; all in UTC, and the last that fits holds.
 */
import type { EpochMs } from '../call/units.ts';
import { type Bucket, parseRate, type Rates } from './rates.ts';

/** The bucket that a letter of the notation stands for. */
const CODES: { readonly [code: string]: Bucket } = {
  i: 'input',
  o: 'output',
  r: 'cacheRead',
  w: 'cacheWrite',
  h: 'cacheWrite1h',
  t: 'reasoning',
  ia: 'inputAudio',
  im: 'inputImage',
  oa: 'outputAudio',
  om: 'outputImage',
};

/** How a request was served, where that has its own price. */
const SERVICE_TIERS = ['standard', 'batch', 'flex', 'priority'] as const;
export type ServiceTier = (typeof SERVICE_TIERS)[number];

/** The prices of one service tier, for requests with more than `above` input tokens. */
interface Variant {
  readonly tier: ServiceTier;
  readonly above: number;
  readonly rates: Rates;
}

/** When prices hold; what is absent is no condition. Days of the week count from Monday, 1, to Sunday, 7. */
interface Validity {
  readonly from?: EpochMs;
  readonly minutes?: readonly [start: number, end: number];
  readonly weekdays?: readonly [first: number, last: number];
}

interface Period {
  readonly validity: Validity;
  readonly variants: readonly Variant[];
}

/** All prices of one model, in the order of the sheet. */
export type Prices = readonly Period[];

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));

const parseValidity = (text: string): Validity =>
  Object.assign(
    {},
    ...text.split('/').map((part): Validity => {
      if (part.includes(':')) return { minutes: [minuteOf(part), minuteOf(part.slice(6))] };
      if (part.length === 3) return { weekdays: [Number(part[0]), Number(part[2])] };
      return { from: Date.parse(`${part}T00:00:00Z`) };
    }),
  );

const isServiceTier = (word: string): word is ServiceTier => (SERVICE_TIERS as readonly string[]).includes(word);

/** Reads the prices of one line; a line without prices is a model that we know and can't price. Throws on a word it does not know: the sheet is ours, so that is a fault in it. */
export const parsePrices = (text: string): Prices => {
  const periods: {
    validity: Validity;
    variants: { tier: ServiceTier; above: number; rates: Record<string, number> }[];
  }[] = [];
  const begin = (validity: Validity) =>
    periods.push({ validity, variants: [{ tier: 'standard', above: 0, rates: {} }] });
  begin({});
  for (const word of text.split(' ').filter((part) => part !== '')) {
    const variants = periods.at(-1)!.variants;
    const current = variants.at(-1)!;
    if (word.startsWith('@')) begin(parseValidity(word.slice(1)));
    else if (word.startsWith('>')) variants.push({ tier: current.tier, above: Number(word.slice(1)), rates: {} });
    else if (isServiceTier(word)) variants.push({ tier: word, above: 0, rates: {} });
    else {
      const [, code = '', amount = ''] = /^([a-z]+)([\d.]+)$/.exec(word) ?? [];
      const bucket = CODES[code];
      const rate = parseRate(amount);
      if (bucket === undefined || rate === undefined) throw new Error(`price sheet: cannot read the word "${word}"`);
      current.rates[bucket] = rate;
    }
  }
  return periods;
};

const holdsAt = ({ from, minutes, weekdays }: Validity, at: EpochMs): boolean => {
  const minute = Math.floor(at / MINUTE_MS) % DAY_MINUTES;
  // The epoch began on a Thursday, the fourth day.
  const weekday = ((Math.floor(at / (DAY_MINUTES * MINUTE_MS)) + 3) % 7) + 1;
  return (
    (from === undefined || at >= from) &&
    (weekdays === undefined || (weekday >= weekdays[0] && weekday <= weekdays[1])) &&
    (minutes === undefined || isWithin(minute, minutes))
  );
};

/** Whether a minute lies in a window; one that ends before it starts goes over midnight. */
const isWithin = (minute: number, [start, end]: readonly [number, number]): boolean =>
  start <= end ? minute >= start && minute < end : minute >= start || minute < end;

/**
 * The prices that hold for one request, or undefined when its service tier has none. Long-context prices replace the
 * buckets they name and leave the others as they are; a tier whose long-context prices are not known has none there.
 */
export const ratesFor = (
  prices: Prices,
  request: { readonly at: EpochMs; readonly tier: ServiceTier; readonly inputTokens: number },
): Rates | undefined => {
  const period = prices.findLast(({ validity }) => holdsAt(validity, request.at)) ?? prices[0]!;
  const reached = period.variants.filter(({ above }) => above === 0 || request.inputTokens > above);
  const isLong = reached.some(({ above }) => above > 0);
  const own = reached.filter(({ tier }) => tier === request.tier);
  if (own.length === 0 || (isLong && !own.some(({ above }) => above > 0))) return undefined;
  return Object.assign({}, ...own.map(({ rates }) => rates));
};

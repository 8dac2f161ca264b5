/** Reads the times of query strings. */
import { DAY_MS, type EpochMs, HOUR_MS } from '../call/units.ts';

/** Reads times; the shape of a time is the decode stage's business, so it is a parameter. */
export type ReadTime = (text: string | number) => EpochMs | undefined;

/** What a caller is told who sent none. */
export const TIME_EXPECTED = 'must be an ISO 8601 time, epoch seconds, or a time ago as -2h';

/** Times ago, as `-30m`, `-2h` or `-7d`: what a link in an alarm can say, which is written long before it is followed. */
const UNIT_MS = { m: 60_000, h: HOUR_MS, d: DAY_MS } as const;

/** The moment that a text of a query string means; undefined when it means none. */
export const momentOf = (text: string, now: EpochMs, readTime: ReadTime): EpochMs | undefined => {
  const ago = /^-(\d{1,6})([mhd])$/.exec(text);
  if (ago !== null) return now - Number(ago[1]) * UNIT_MS[ago[2] as keyof typeof UNIT_MS];
  return readTime(/^\d{9,10}(\.\d+)?$/.test(text) ? Number(text) : withPlus(text));
};

/** A zone's plus as it was written: unescaped in a query string, it arrives as a space. */
const withPlus = (text: string): string => text.replace(/(T\S+) (\d{2}:?\d{2})$/i, '$1+$2');

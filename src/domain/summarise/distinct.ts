/**
 * How many different sessions or users: exact up to 1,024, beyond it estimated within 3 % (one standard error) from the
 * 1,024 smallest hashes. Both are the same set, so any partition and order of the events gives the same bytes.
 * @see https://doi.org/10.1007/3-540-45726-7_1 (Bar-Yossef and others: counting distinct elements, "k minimum values")
 */

import { readAscending, writeAscending } from './ascending.ts';
import { KEY_HASH_RANGE, keyHash } from './key-hash.ts';
import type { Mergeable } from './mergeable.ts';

/** Hashes kept. The standard error of the estimate is 1/√(k−2): 3.1 %. */
const DISTINCT_BOUND = 1024;

/**
 * Hashes are cut to 36 bits, for sets of them are most of a roll-up: of a thousand names two share one in one roll-up of 130,000, and of
 * a hundred million different ones one in 1,400 is not told apart.
 */
const HASH_BITS = 36;
const RANGE = 2 ** HASH_BITS;
const cut = (hash: number): number => Math.floor(hash / (KEY_HASH_RANGE / RANGE));

/** The smallest hashes seen. Up to twice the bound are held between trims, as a trim sorts. */
export interface Distinct {
  hashes: Set<number>;
  /** Hashes above it were dropped; infinite while every hash is held. */
  ceiling: number;
}

/** A count, and whether it is exact or an estimate. */
export interface DistinctCount {
  readonly count: number;
  readonly exact: boolean;
}

const addHash = (distinct: Distinct, hash: number): void => {
  if (hash > distinct.ceiling) return;
  distinct.hashes.add(hash);
  if (distinct.hashes.size >= 2 * DISTINCT_BOUND) trim(distinct);
};

const trim = (distinct: Distinct): void => {
  if (distinct.hashes.size <= DISTINCT_BOUND) return;
  const smallest = [...distinct.hashes].sort((a, b) => a - b).slice(0, DISTINCT_BOUND);
  distinct.hashes = new Set(smallest);
  distinct.ceiling = smallest.at(-1)!;
};

/** Counts a name; the same name twice counts once. */
export const addDistinct = (distinct: Distinct, name: string): void => addHash(distinct, cut(keyHash(name)));

/** How many different names were seen. */
export const countDistinct = (distinct: Distinct): DistinctCount => {
  trim(distinct);
  if (distinct.ceiling === Number.POSITIVE_INFINITY) return { count: distinct.hashes.size, exact: true };
  return { count: Math.round(((DISTINCT_BOUND - 1) * RANGE) / distinct.ceiling), exact: false };
};

/** A set of names as a value that adds up; taking in the same names again changes nothing. */
export const distinctOf: Mergeable<Distinct> = {
  zero: () => ({ hashes: new Set(), ceiling: Number.POSITIVE_INFINITY }),
  absorb: (into, from) => {
    if (from.ceiling < into.ceiling) {
      into.ceiling = from.ceiling;
      into.hashes = new Set([...into.hashes].filter((hash) => hash <= into.ceiling));
    }
    for (const hash of from.hashes) addHash(into, hash);
    return into;
  },
  encode: (distinct) => {
    trim(distinct);
    if (distinct.hashes.size === 0) return undefined;
    const ordered = [...distinct.hashes].sort((a, b) => a - b);
    const sorted = writeAscending(ordered, RANGE);
    return { sorted: sorted.toString('base64'), ...(Number.isFinite(distinct.ceiling) ? { more: true } : {}) };
  },
  decode: (json) => {
    const stored = json as Stored;
    const hashes =
      'sorted' in stored
        ? readAscending(Buffer.from(stored.sorted, 'base64'), RANGE)
        : wholeHashes(stored.hashes).map(cut);
    return { hashes: new Set(hashes), ceiling: stored.more === true ? hashes.at(-1)! : Number.POSITIVE_INFINITY };
  },
};

/** As it is stored; roll-ups of before have hashes of 48 bits, one after the other. */
type Stored = ({ readonly sorted: string } | { readonly hashes: string }) & { readonly more?: boolean };

const wholeHashes = (stored: string): readonly number[] => {
  const bytes = Buffer.from(stored, 'base64');
  return Array.from({ length: bytes.length / 6 }, (_, at) => bytes.readUIntBE(at * 6, 6));
};

/**
 * How many different sessions or users: exact up to 1,024, beyond it estimated within 3 % (one standard error) from the
 * 1,024 smallest hashes. Both are the same set, so any partition and order of the events gives the same bytes.
 * @see https://doi.org/10.1007/3-540-45726-7_1 (Bar-Yossef and others: counting distinct elements, "k minimum values")
 */

import { KEY_HASH_RANGE, keyHash } from './key-hash.ts';
import type { Mergeable } from './mergeable.ts';

/** Hashes kept. The standard error of the estimate is 1/√(k−2): 3.1 %. */
const DISTINCT_BOUND = 1024;

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
export const addDistinct = (distinct: Distinct, name: string): void => addHash(distinct, keyHash(name));

/** How many different names were seen. */
export const countDistinct = (distinct: Distinct): DistinctCount => {
  trim(distinct);
  if (distinct.ceiling === Number.POSITIVE_INFINITY) return { count: distinct.hashes.size, exact: true };
  return { count: Math.round(((DISTINCT_BOUND - 1) * KEY_HASH_RANGE) / distinct.ceiling), exact: false };
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
    const bytes = Buffer.alloc(distinct.hashes.size * 6);
    const ordered = [...distinct.hashes].sort((a, b) => a - b);
    for (const [at, hash] of ordered.entries()) bytes.writeUIntBE(hash, at * 6, 6);
    return { hashes: bytes.toString('base64'), ...(Number.isFinite(distinct.ceiling) ? { more: true } : {}) };
  },
  decode: (json) => {
    const stored = json as { readonly hashes: string; readonly more?: boolean };
    const bytes = Buffer.from(stored.hashes, 'base64');
    const hashes = Array.from({ length: bytes.length / 6 }, (_, at) => bytes.readUIntBE(at * 6, 6));
    return { hashes: new Set(hashes), ceiling: stored.more === true ? hashes.at(-1)! : Number.POSITIVE_INFINITY };
  },
};

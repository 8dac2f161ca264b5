/**
 * Figures by name (model, feature, error type), bounded: names come from outside and may be many. Up to the bound every
 * name has its exact figures; beyond it the names with the smallest hashes keep theirs and the rest add up in `other`.
 *
 * Why by hash and not the largest: which names are largest depends on how events were split before merging. A name among
 * the k smallest hashes of the whole is among the k smallest of every part, so its figures are never cut, and any
 * partition and order of the events gives the same bytes. `other` is exact in total.
 */
import type { Json, JsonObject } from '../call/json.ts';
import { keyHash } from './key-hash.ts';
import type { Mergeable } from './mergeable.ts';

/** Figures by name. */
export interface Groups<T> {
  readonly kept: Map<string, T>;
  /** All names beyond the bound together; undefined while every name is kept. */
  other: T | undefined;
  /** The kept name that goes first when one with a smaller hash comes; known once the bound is reached. */
  last: Rank | undefined;
}

interface Rank {
  readonly name: string;
  readonly hash: number;
}

/** Figures by name as a value that adds up. */
export interface GroupsOf<T> extends Mergeable<Groups<T>> {
  /** Changes the figures of a name, from zero when it is new. */
  readonly update: (groups: Groups<T>, name: string, change: (value: T) => T) => void;
}

const isBefore = (a: Rank, b: Rank): boolean => a.hash < b.hash || (a.hash === b.hash && a.name < b.name);

const lastOf = (names: Iterable<string>): Rank => {
  let last: Rank | undefined;
  for (const name of names) {
    const rank = { name, hash: keyHash(name) };
    if (last === undefined || isBefore(last, rank)) last = rank;
  }
  return last!;
};

/** Figures by up to `bound` names. */
export const groupsOf = <T>(value: Mergeable<T>, bound: number): GroupsOf<T> => {
  const update = (groups: Groups<T>, name: string, change: (value: T) => T): void => {
    const { kept } = groups;
    const known = kept.get(name);
    if (known !== undefined) {
      kept.set(name, change(known));
      return;
    }
    if (kept.size < bound) {
      kept.set(name, change(value.zero()));
      return;
    }
    groups.last ??= lastOf(kept.keys());
    if (isBefore(groups.last, { name, hash: keyHash(name) })) {
      groups.other = change(groups.other ?? value.zero());
      return;
    }
    const evicted = kept.get(groups.last.name)!;
    kept.delete(groups.last.name);
    groups.other = value.absorb(groups.other ?? value.zero(), evicted);
    kept.set(name, change(value.zero()));
    groups.last = lastOf(kept.keys());
  };
  return {
    update,
    zero: () => ({ kept: new Map(), other: undefined, last: undefined }),
    absorb: (into, from) => {
      if (from.other !== undefined) into.other = value.absorb(into.other ?? value.zero(), from.other);
      for (const [name, figures] of from.kept) update(into, name, (known) => value.absorb(known, figures));
      return into;
    },
    encode: (groups) => {
      if (groups.kept.size === 0) return undefined;
      const names = [...groups.kept.keys()].sort();
      return {
        kept: names.map((name) => [name, value.encode(groups.kept.get(name)!) ?? null]),
        ...(groups.other === undefined ? {} : { other: value.encode(groups.other) ?? null }),
      };
    },
    decode: (json) => {
      const stored = json as JsonObject;
      const read = (item: Json): T => (item === null ? value.zero() : value.decode(item));
      return {
        kept: new Map((stored['kept'] as [string, Json][]).map(([name, item]) => [name, read(item)])),
        other: stored['other'] === undefined ? undefined : read(stored['other']),
        last: undefined,
      };
    },
  };
};

/**
 * Values that add up: each kind knows its zero, how to take another in, and how to be written and read. Roll-ups are
 * composed of these, so that adding, merging, encoding and decoding can't forget a field. Every kind here is commutative
 * and associative down to the bytes of its encoding: sums are integers, sets are ordered when written.
 */
import type { Json, JsonObject } from '../call/json.ts';

/** How one kind of value adds up. Methods rather than properties: records hold fields of many types side by side. */
export interface Mergeable<T> {
  zero(): T;
  /** Takes `from` into `into` and returns the result; may change `into`, never `from`, and shares nothing with it. */
  absorb(into: T, from: T): T;
  /** The value as JSON in its one canonical form; undefined when it is zero, so that zeros take no room. */
  encode(value: T): Json | undefined;
  /** Reads what `encode` wrote. Throws on anything else. */
  decode(json: Json): T;
}

const wrong = (wanted: string, seen: Json): never => {
  throw new TypeError(`a stored roll-up should hold ${wanted} here, not ${seen === null ? 'null' : typeof seen}`);
};

/** A whole number that adds up; exact to 2^53. */
export const counter: Mergeable<number> = {
  zero: () => 0,
  absorb: (into, from) => into + from,
  encode: (value) => (value === 0 ? undefined : value),
  decode: (json) => (typeof json === 'number' ? json : wrong('a number', json)),
};

/** A whole number without bounds, for money in nano-dollars and sums of measurements; written as decimal text. */
export const exactSum: Mergeable<bigint> = {
  zero: () => 0n,
  absorb: (into, from) => into + from,
  encode: (value) => (value === 0n ? undefined : value.toString()),
  decode: (json) => (typeof json === 'string' ? BigInt(json) : wrong('a decimal text', json)),
};

/** The values of a record of mergeable fields. They are changed in place while events are added. */
export type ValuesOf<Fields> = {
  -readonly [Name in keyof Fields]: Fields[Name] extends Mergeable<infer T> ? T : never;
};

/** A record whose fields add up one by one. */
export const record = <Fields extends Readonly<Record<string, Mergeable<unknown>>>>(
  fields: Fields,
): Mergeable<ValuesOf<Fields>> => {
  const entries = Object.entries(fields) as unknown as readonly (readonly [string, Mergeable<unknown>])[];
  type Loose = Record<string, unknown>;
  return {
    zero: () => Object.fromEntries(entries.map(([name, field]) => [name, field.zero()])) as ValuesOf<Fields>,
    absorb: (into, from) => {
      for (const [name, field] of entries) {
        (into as Loose)[name] = field.absorb((into as Loose)[name], (from as Loose)[name]);
      }
      return into;
    },
    encode: (value) => {
      const written = entries
        .map(([name, field]) => [name, field.encode((value as Loose)[name])] as const)
        .filter(([, json]) => json !== undefined);
      return written.length === 0 ? undefined : (Object.fromEntries(written) as JsonObject);
    },
    decode: (json) => {
      if (typeof json !== 'object' || json === null || Array.isArray(json)) return wrong('an object', json);
      const object = json as JsonObject;
      return Object.fromEntries(
        entries.map(([name, field]) => [
          name,
          Object.hasOwn(object, name) ? field.decode(object[name]!) : field.zero(),
        ]),
      ) as ValuesOf<Fields>;
    },
  };
};

/** Values by instant, in order of time when written. Unbounded: for as many instants as a period has hours. */
export const byInstant = <T>(value: Mergeable<T>): Mergeable<Map<number, T>> => ({
  zero: () => new Map(),
  absorb: (into, from) => {
    for (const [instant, item] of from) into.set(instant, value.absorb(into.get(instant) ?? value.zero(), item));
    return into;
  },
  encode: (map) =>
    map.size === 0
      ? undefined
      : [...map.entries()].sort(([a], [b]) => a - b).map(([instant, item]) => [instant, value.encode(item) ?? null]),
  decode: (json) => {
    if (!Array.isArray(json)) return wrong('a list', json);
    return new Map(
      json.map((entry: Json) => {
        if (!Array.isArray(entry) || typeof entry[0] !== 'number') return wrong('a pair of instant and value', entry);
        return [entry[0], entry[1] === null ? value.zero() : value.decode(entry[1] as Json)];
      }),
    );
  },
});

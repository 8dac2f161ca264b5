/**
 * A fixed table from word hashes to small numbers, in a typed array. Assessors look up every word of a call in a dozen lists. A
 * number stands in one of two places, and both are looked at whatever is in the first: a branch that depends on the word would be
 * guessed wrong at every other one, which took a twentieth of all that assessors take.
 * @see https://doi.org/10.1016/j.jalgor.2003.12.002 (Pagh and Rodler: cuckoo hashing)
 */
export interface HashTable {
  /** The number for a hash; 0 when it is not in the table. */
  readonly get: (hash: number) => number;
}

/** Places for each entry: with a quarter full, hardly any has to make room for another. */
const PLACES_PER_ENTRY = 4;
/** Moves to make room after which the table is made larger. */
const MOST_MOVES = 64;

/** Makes a table of hashes with their numbers, which must not be 0. Of entries with the same hash the last holds. */
export const createHashTable = (entries: Iterable<readonly [hash: number, value: number]>): HashTable => {
  const all = new Map([...entries].map(([hash, value]) => [hash | 0, value]));
  let size = 2 ** Math.ceil(Math.log2(Math.max(16, all.size * PLACES_PER_ENTRY)));
  let filled = fill(all, size);
  while (filled === undefined) {
    size *= 2;
    filled = fill(all, size);
  }
  const places = filled;
  const mask = places.length - 2;
  return {
    get: (hash) => {
      const first = firstPlace(hash, mask);
      const second = secondPlace(hash, mask);
      return (
        (places[first]! & allOnesIfZero(places[first + 1]! ^ hash)) |
        (places[second]! & allOnesIfZero(places[second + 1]! ^ hash))
      );
    },
  };
};

/** A place is a number and the hash that has it, side by side: a look takes one line of the processor's cache. */
const firstPlace = (hash: number, mask: number): number => ((hash ^ (hash >>> 15)) << 1) & mask;
const secondPlace = (hash: number, mask: number): number => (Math.imul(hash, 0x9e3779b1) >>> 7) & mask;

const allOnesIfZero = (difference: number): number => ~((difference | (0 - difference)) >> 31);

/** The places with all entries in them, or undefined where they are too few. */
const fill = (entries: ReadonlyMap<number, number>, size: number): Int32Array | undefined => {
  const places = new Int32Array(2 * size);
  const mask = places.length - 2;
  for (let [hash, value] of entries) {
    let place = firstPlace(hash, mask);
    for (let moves = 0; places[place] !== 0; moves += 1) {
      if (moves > MOST_MOVES) return undefined;
      // Whoever is there makes room, and goes to its other place.
      const [otherValue, otherHash] = [places[place]!, places[place + 1]!];
      places[place] = value;
      places[place + 1] = hash;
      [value, hash] = [otherValue, otherHash];
      const first = firstPlace(hash, mask);
      place = place === first ? secondPlace(hash, mask) : first;
    }
    places[place] = value;
    places[place + 1] = hash;
  }
  return places;
};

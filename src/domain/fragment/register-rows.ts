/**
 * An hour's register as rows: for each id a few bits of its hash, and where the by-time index has the fragment whose calls carry it.
 * Whoever looks there finds the trace, and sees whether it is the id and not another of the same bits. That takes a seventh of the
 * bytes that hashes and traces themselves would (docs/decisions/0016-registers-point-into-the-index.md).
 */
import { createHash } from 'node:crypto';
import { type EpochMs, HOUR_MS } from '../call/units.ts';
import type { PostingKind } from './find.ts';

/** An id that people know. */
export interface Id {
  readonly kind: PostingKind;
  readonly value: string;
}

/** Where the by-time index has a row: in which of its slices, and at which whole millisecond. */
export interface Place {
  readonly at: EpochMs;
  /** 0 to 255. */
  readonly slice: number;
}

/** A packed row of a register, to be found by level and bucket. */
export interface RegisterRow {
  /** `e0`, `g17`: the level and the number of the bucket. */
  readonly bucket: string;
  /**
   * Tells it from other rows of its hour, by what it holds: an hour that is registered again, by a run that sees less or two that see it
   * in another order, adds to what is there and takes nothing away.
   */
  readonly part: string;
  readonly entries: Uint8Array;
}

/**
 * An hour's entries are spread over as many buckets as its level says, by their ids: a reader fetches one row of each hour, which has some
 * 400 to 1,500 entries and up to 6 KB, so a month is four pages. A row takes half a write unit more than its bytes, so it should
 * not have few. A reader asks for its bucket of every level.
 */
const LEVELS = [
  { name: 'e', buckets: 1, upTo: 1_500 },
  { name: 'f', buckets: 2, upTo: 3_000 },
  { name: 'g', buckets: 8, upTo: 12_000 },
  { name: 'h', buckets: 32, upTo: 48_000 },
  { name: 'i', buckets: 128, upTo: 192_000 },
  { name: 'j', buckets: 1_024, upTo: Number.POSITIVE_INFINITY },
] as const;

/** Entries of one row: 350 KB where each takes the most that it can, of the 400 KB that a row may have. */
const MAX_ENTRIES = 50_000;
const MAX_ENTRY_BYTES = 7;

/** Entries of an hour that are packed at once; with more of them the hour has several pieces. They take 8 MB, and 25 while they are packed. */
export const MAX_PIECE = 500_000;

/**
 * Bits of an id within its bucket. In a row of 1,500 others the bits of an absent id are found once in 44 hours, and then a look into the
 * index costs a thirtieth of what reading those rows does.
 */
const TAG_BITS = 16;
const TAGS = 2 ** TAG_BITS;

/** Slices that a place can tell apart. */
const SLICES = 256;

/** The id's tag in the lower bits, and in the upper ones what chooses its bucket. */
const hashOf = ({ kind, value }: Id): number =>
  createHash('sha256').update(`${kind}\0${value}`).digest().readUInt32BE();
const tagOf = (hash: number): number => hash % TAGS;
const bucketOf = (hash: number, { name, buckets }: (typeof LEVELS)[number]): string =>
  `${name}${(hash >>> TAG_BITS) % buckets}`;

/** The buckets that may hold an id, one of each level. */
export const bucketsOf = (id: Id): readonly string[] => LEVELS.map((level) => bucketOf(hashOf(id), level));

/** Gathers the ids of one hour and packs them. */
export interface HourIds {
  readonly add: (id: Id, place: Place) => void;
  /** Entries added since the last packing. */
  readonly size: () => number;
  /**
   * Packs what was added since the last time, at most `MAX_PIECE`. The same entries make the same rows, whatever their order; others stand
   * beside them.
   */
  readonly pack: () => readonly RegisterRow[];
}

export const gatherIds = (hour: EpochMs): HourIds => {
  // Two lists of small numbers, as a million objects would take six times as much.
  let hashes: number[] = [];
  let places: number[] = [];
  return {
    add: (id, { at, slice }) => {
      if (slice >= SLICES || at < hour || at >= hour + 2 * HOUR_MS)
        throw new RangeError('a place lies outside the register');
      // The lower 26 bits are all that any level needs.
      hashes.push(hashOf(id) & 0x3ff_ffff);
      places.push((at - hour) * SLICES + slice);
    },
    size: () => hashes.length,
    pack: () => {
      const level = LEVELS.find(({ upTo }) => hashes.length <= upTo) as (typeof LEVELS)[number];
      const buckets = new Map<string, number[]>();
      for (const [index, hash] of hashes.entries()) {
        const bucket = bucketOf(hash, level);
        const entry = (places[index] as number) * TAGS + tagOf(hash);
        const own = buckets.get(bucket);
        if (own === undefined) buckets.set(bucket, [entry]);
        else own.push(entry);
      }
      [hashes, places] = [[], []];
      return [...buckets].flatMap(([bucket, own]) => {
        const sorted = [...new Set(Float64Array.from(own).sort())];
        return Array.from({ length: Math.ceil(sorted.length / MAX_ENTRIES) }, (_, part) => {
          const entries = write(sorted.slice(part * MAX_ENTRIES, (part + 1) * MAX_ENTRIES));
          return { bucket, part: digestOf(entries), entries };
        });
      });
    },
  };
};

const digestOf = (entries: Uint8Array): string => createHash('sha256').update(entries).digest('hex').slice(0, 12);

/**
 * Entries in the order of their places: the step from one place to the next, seven bits a byte, and the tag in two. Places are counted
 * in milliseconds times the number of slices, which the first byte says, less one: so a step takes two bytes where calls are
 * as many as seconds.
 */
const write = (sorted: readonly number[]): Uint8Array => {
  const bytes = Buffer.allocUnsafe(1 + sorted.length * MAX_ENTRY_BYTES);
  const last = sorted.reduce((most, entry) => Math.max(most, Math.floor(entry / TAGS) % SLICES), 0);
  let end = bytes.writeUInt8(last);
  let before = 0;
  for (const entry of sorted) {
    const place = Math.floor(entry / TAGS);
    const counted = Math.floor(place / SLICES) * (last + 1) + (place % SLICES);
    let step = counted - before;
    before = counted;
    for (; step >= 0x80; step = Math.floor(step / 0x80)) end = bytes.writeUInt8((step % 0x80) + 0x80, end);
    end = bytes.writeUInt8(step, end);
    end = bytes.writeUInt16BE(entry % TAGS, end);
  }
  return bytes.subarray(0, end);
};

/** Where one packed row has an id, oldest first, and now and then another one of the same bits. */
export const findPlaces = (entries: Uint8Array, id: Id, hour: EpochMs): readonly Place[] => {
  const tag = tagOf(hashOf(id));
  const slices = (entries[0] as number) + 1;
  const found: Place[] = [];
  let counted = 0;
  for (let at = 1; at < entries.length; at += 2) {
    let scale = 1;
    for (; (entries[at] as number) >= 0x80; at++, scale *= 0x80) counted += ((entries[at] as number) - 0x80) * scale;
    counted += (entries[at++] as number) * scale;
    if ((entries[at] as number) * 0x100 + (entries[at + 1] as number) !== tag) continue;
    found.push({ at: hour + Math.floor(counted / slices), slice: counted % slices });
  }
  return found;
};

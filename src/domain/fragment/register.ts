/**
 * The register of an hour: which traces carried which user, session, correlation or response ids, in a few packed rows instead of
 * a row for every id of every request. Rows that find a trace are most of what small requests cost, so a closed hour is registered
 * once, by the summaries function, from the by-time index; until then, and for what came late, readers look elsewhere
 * (docs/data-model.md).
 */
import { createHash } from 'node:crypto';
import type { CallFacts } from '../call/facts.ts';
import type { TraceId } from '../call/ids.ts';
import { isInteraction } from '../call/span.ts';
import { type EpochMs, HOUR_MS } from '../call/units.ts';
import { type Posting, type PostingKind, postingsOf } from './find.ts';
import type { Fragment } from './fragment.ts';

/** That a trace carries an id: at the latest start among the calls of one of its fragments that carry it. */
export interface RegisterEntry {
  readonly kind: PostingKind;
  readonly value: string;
  readonly at: EpochMs;
  readonly traceId: TraceId;
}

/** Hours are summed up and registered five minutes after their end; what arrives a minute before that may come too late to be seen. */
const GRACE_MS = 4 * 60_000;

/** Start of the hour that holds an instant. */
export const hourOf = (at: EpochMs): EpochMs => Math.floor(at / HOUR_MS) * HOUR_MS;

/** Whether what arrives at `receivedAt` may come too late for the hour that holds `at`. */
export const isHourClosed = (at: EpochMs, receivedAt: EpochMs): boolean =>
  receivedAt >= hourOf(at) + HOUR_MS + GRACE_MS;

const idsOf = (
  facts: Pick<CallFacts, 'user' | 'sessionId' | 'correlationId' | 'responseId'>,
): readonly (readonly [PostingKind, string | undefined])[] => [
  ['user', facts.user],
  ['session', facts.sessionId],
  ['correlation', facts.correlationId],
  ['response', facts.responseId],
];

/** What the calls of one fragment register. */
export const registerEntriesOf = (facts: readonly CallFacts[]): readonly RegisterEntry[] => {
  const latest = new Map<string, RegisterEntry>();
  for (const call of facts) {
    for (const [kind, value] of idsOf(call)) {
      if (value === undefined) continue;
      const held = latest.get(`${kind}\0${value}`);
      const at = Math.floor(call.start);
      if (held === undefined || held.at < at)
        latest.set(`${kind}\0${value}`, { kind, value, at, traceId: call.traceId });
    }
  }
  return [...latest.values()];
};

/**
 * The postings of a fragment that need rows of their own: those that no register will hold. A register knows only calls, and
 * only those that came before their hour was closed.
 */
export const unregisteredPostings = (fragment: Fragment, receivedAt: EpochMs): readonly Posting[] => {
  const latestCall = new Map<string, EpochMs>();
  for (const span of fragment.spans.filter(isInteraction)) {
    for (const [kind, value] of idsOf(span)) {
      const key = `${kind}\0${value}`;
      latestCall.set(key, Math.max(span.start, latestCall.get(key) ?? Number.NEGATIVE_INFINITY));
    }
  }
  return postingsOf(fragment).filter(
    ({ kind, value, at }) => latestCall.get(`${kind}\0${value}`) !== at || isHourClosed(at, receivedAt),
  );
};

/** 48 bits of an id: enough to tell the ids of a bucket apart; a reader checks the trace itself. */
const HASH_BYTES = 6;
/** An entry: the hash, milliseconds within the hour, and the trace. */
const ENTRY_BYTES = HASH_BYTES + 4 + 16;
/** Entries of one row: 260 KB of the 400 KB that a row may have. */
const MAX_ENTRIES = 10_000;

/** Entries of an hour that are packed at once; with more of them the hour has several pieces. They take 100 MB. */
export const MAX_PIECE = 250_000;

const hashOf = (kind: PostingKind, value: string): Buffer =>
  createHash('sha256').update(`${kind}\0${value}`).digest().subarray(0, 8);

/**
 * An hour's entries are spread over as many buckets as its level says, by their ids, so that a row has some hundred entries and
 * a reader fetches one row of each hour: 200 entries are 5 KB. A row takes half a write unit more than its bytes, so it should not have
 * few either. A reader asks for its bucket of every level.
 */
const REGISTER_LEVELS = [
  { name: 'a', buckets: 1, upTo: 200 },
  { name: 'd', buckets: 16, upTo: 3_200 },
  { name: 'b', buckets: 32, upTo: 6_400 },
  { name: 'c', buckets: 1024, upTo: Number.POSITIVE_INFINITY },
] as const;

/** A packed row of a register, to be found by level and bucket. */
export interface RegisterRow {
  /** `a0`, `b17`: the level and the number of the bucket. */
  readonly bucket: string;
  readonly part: number;
  readonly entries: Uint8Array;
}

/** The buckets that may hold an id, one of each level. */
export const bucketsOf = (kind: PostingKind, value: string): readonly string[] =>
  REGISTER_LEVELS.map(({ name, buckets }) => `${name}${hashOf(kind, value).readUInt16BE(6) % buckets}`);

/**
 * Packs the entries of one hour, or of one piece of it: at most `MAX_PIECE`. The same entries make the same rows, whatever their
 * order; rows of different pieces stand beside each other.
 */
export const packRegister = (entries: readonly RegisterEntry[], hour: EpochMs, piece = 0): readonly RegisterRow[] => {
  const firstPart = piece * Math.ceil(MAX_PIECE / MAX_ENTRIES);
  const level = REGISTER_LEVELS.findIndex(({ upTo }) => entries.length <= upTo);
  const packed = new Map<string, Set<string>>();
  for (const { kind, value, at, traceId } of entries) {
    const bucket = bucketsOf(kind, value)[level]!;
    const entry = Buffer.alloc(ENTRY_BYTES);
    hashOf(kind, value).copy(entry, 0, 0, HASH_BYTES);
    entry.writeUInt32BE(at - hour, HASH_BYTES);
    entry.write(traceId, HASH_BYTES + 4, 'hex');
    const held = packed.get(bucket) ?? new Set();
    packed.set(bucket, held.add(entry.toString('latin1')));
  }
  return [...packed].flatMap(([bucket, own]) => {
    const sorted = [...own].sort();
    return Array.from({ length: Math.ceil(sorted.length / MAX_ENTRIES) }, (_, part) => ({
      bucket,
      part: firstPart + part,
      entries: Buffer.from(sorted.slice(part * MAX_ENTRIES, (part + 1) * MAX_ENTRIES).join(''), 'latin1'),
    }));
  });
};

/** The traces of one packed row that carry an id, with the instants at which they do. */
export const findInRegister = (
  entries: Uint8Array,
  { kind, value }: { readonly kind: PostingKind; readonly value: string },
  hour: EpochMs,
): readonly { readonly at: EpochMs; readonly traceId: TraceId }[] => {
  const bytes = Buffer.from(entries.buffer, entries.byteOffset, entries.byteLength);
  const hash = hashOf(kind, value).subarray(0, HASH_BYTES);
  const found: { at: EpochMs; traceId: TraceId }[] = [];
  for (let at = 0; at < bytes.length; at += ENTRY_BYTES) {
    if (bytes.compare(hash, 0, HASH_BYTES, at, at + HASH_BYTES) !== 0) continue;
    const traceId = bytes.toString('hex', at + HASH_BYTES + 4, at + ENTRY_BYTES) as TraceId;
    found.push({ at: hour + bytes.readUInt32BE(at + HASH_BYTES), traceId });
  }
  return found;
};

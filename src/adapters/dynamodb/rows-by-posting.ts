/** Finds traces by an id that people know: from registers of closed hours, and from the rows that no register holds yet. */
import type { ProjectId, TraceId } from '../../domain/call/ids.ts';
import { DAY_MS, type EpochMs, HOUR_MS, toIso } from '../../domain/call/units.ts';
import { MAX_EXTENT_MS } from '../../domain/fragment/cut.ts';
import { findTraces, formerBucketsOf } from '../../domain/fragment/former-register.ts';
import { hourOf, registerEntriesOf } from '../../domain/fragment/register.ts';
import { bucketsOf, findPlaces, type Place } from '../../domain/fragment/register-rows.ts';
import type { CallStore, PostingRow, TimeRow } from '../../pipelines/ports/calls.ts';
import type { Clock, TimeRange, Waiting } from '../../pipelines/ports/time.ts';
import { postingPk, postingSk, registerPk } from './keys.ts';
import { createRowsAt, createRowsByTime } from './read.ts';
import { FIRST_HOURS_MS, registeredUntil } from './register.ts';
import type { Table } from './table.ts';

/** Sorts after every position that starts with a time, and after none that starts with a later one. */
const AFTER = '\uffff';

/** Places looked into side by side: a page of 50 calls takes four rounds, and their traces are read as many at once. */
const PLACES_AT_ONCE = 16;

type Find = Parameters<CallStore['rowsByPosting']>[1];

/**
 * Traces that carry an id, newest first: from the registers of closed hours, from the by-time index for what is not registered
 * yet, and from rows of their own for what no register holds. A trace that two of them know is given once.
 */
export const createRowsByPosting = (table: Table, clock: Clock): CallStore['rowsByPosting'] =>
  async function* (project, find, within, position, waiting) {
    const to = position ?? `P#${toIso(within.to)}`;
    if (to < `P#${toIso(within.from)}`) return;
    // Read before the rest: what is registered while we read is then still looked for in the index.
    const until = await registeredUntil(table, project, waiting);
    const newest = Math.min(within.to, position === undefined ? within.to : Date.parse(position.slice(2, 26)) + 1);
    const range = { from: within.from, to: newest };
    // No call begins later than a moment from now (normalise/times.ts): whoever asks for ever must not be given empty days till then.
    const open = {
      from: Math.max(range.from, until ?? clock() - FIRST_HOURS_MS),
      to: Math.min(newest, clock() + DAY_MS),
    };
    const sources = [
      directRows(table, project, find, { from: `P#${toIso(within.from)}`, to }, waiting),
      find.kind === 'client' ? nothing() : unregisteredRows(table, project, find, open, waiting),
      ...(until === undefined || find.kind === 'client'
        ? []
        : [
            ...bucketsOf(find).map((bucket) => registeredRows(table, project, find, { bucket, range }, waiting)),
            ...formerBucketsOf(find).map((bucket) => formerRows(table, project, find, { bucket, range }, waiting)),
          ]),
    ];
    let last: string | undefined;
    for await (const row of mergeByPosition(sources)) {
      if (row.position >= to || row.position === last || row.at < within.from) continue;
      last = row.position;
      yield row;
    }
  };

const nothing = async function* (): AsyncGenerator<PostingRow> {};

const rowOf = (at: EpochMs, traceId: TraceId): PostingRow => ({ at, position: postingSk(at, traceId), traceId });

/** What a row of the by-time index says of an id. */
const rowsOf = (facts: TimeRow['facts'], { kind, value }: Find): readonly PostingRow[] =>
  registerEntriesOf(facts)
    .filter((entry) => entry.kind === kind && entry.value === value)
    .map(({ at, traceId }) => rowOf(at, traceId));

const directRows = async function* (
  table: Table,
  project: ProjectId,
  { kind, value }: Find,
  { from, to }: { readonly from: string; readonly to: string },
  waiting: Waiting,
): AsyncGenerator<PostingRow> {
  const page = { pk: postingPk(project, kind, value), from, to, newestFirst: true, consistent: true };
  for await (const item of table.query(page, waiting)) {
    const row = item['sk']?.S ?? '';
    yield { at: Date.parse(row.slice(2, 26)), position: row, traceId: row.slice(27) as TraceId };
  }
};

/** At most the calls of an hour and the minutes until it is registered, so they are read whole and put in order. */
const unregisteredRows = async function* (
  table: Table,
  project: ProjectId,
  find: Find,
  open: TimeRange,
  waiting: Waiting,
): AsyncGenerator<PostingRow> {
  if (open.to <= open.from) return;
  const found: PostingRow[] = [];
  const reading = { from: open.from, to: open.to + MAX_EXTENT_MS };
  for await (const { facts } of createRowsByTime(table)(project, reading, undefined, waiting)) {
    found.push(...rowsOf(facts, find).filter(({ at }) => at >= open.from));
  }
  yield* found.sort(byPosition);
};

/** What a register is asked: one of its buckets, over a stretch of time. */
interface Reading {
  readonly bucket: string;
  readonly range: TimeRange;
}

/** The packed rows of a register's hours, newest first, as many hours together as come in one answer; none is cut in two. */
const hoursOf = async function* (
  table: Table,
  project: ProjectId,
  { bucket, range: { from, to } }: Reading,
  waiting: Waiting,
): AsyncGenerator<ReadonlyMap<EpochMs, readonly Uint8Array[]>> {
  const page = {
    pk: registerPk(project, bucket),
    from: toIso(hourOf(from)),
    to: `${toIso(hourOf(to))}${AFTER}`,
    newestFirst: true,
  };
  let hours = new Map<EpochMs, Uint8Array[]>();
  for await (const items of table.pages(page, waiting)) {
    for (const item of items) {
      const hour = Date.parse((item['sk']?.S ?? '').slice(0, 24));
      hours.set(hour, [...(hours.get(hour) ?? []), item['b']?.B as Uint8Array]);
    }
    // The last hour may have more rows in the next answer.
    const last = [...hours].at(-1);
    if (last === undefined) continue;
    hours.delete(last[0]);
    if (hours.size > 0) yield hours;
    hours = new Map([last]);
  }
  if (hours.size > 0) yield hours;
};

const registeredRows = async function* (
  table: Table,
  project: ProjectId,
  find: Find,
  reading: Reading,
  waiting: Waiting,
): AsyncGenerator<PostingRow> {
  const { from, to } = reading.range;
  for await (const hours of hoursOf(table, project, reading, waiting)) {
    const places = [...hours].flatMap(([hour, packed]) =>
      packed
        .flatMap((entries) => findPlaces(entries, find, hour).map(({ at, slice }) => ({ hour, at, slice })))
        // Calls lie at the place of their row or before it, so far that one fragment spans them.
        .filter(({ at }) => at >= from && at < to + MAX_EXTENT_MS)
        .sort((a, b) => b.at - a.at),
    );
    yield* rowsAtPlaces(table, project, find, places, waiting);
  }
};

/** A place, and the hour whose register led there. */
interface Pointer extends Place {
  readonly hour: EpochMs;
}

/** What the rows at some places say of an id, newest first, of places that come newest first, those of an hour after those of later ones. */
const rowsAtPlaces = async function* (
  table: Table,
  project: ProjectId,
  find: Find,
  places: readonly Pointer[],
  waiting: Waiting,
): AsyncGenerator<PostingRow> {
  const rowsAt = createRowsAt(table);
  const look = async ({ hour, ...place }: Pointer): Promise<readonly PostingRow[]> => {
    const found: PostingRow[] = [];
    // Calls of the hour before or after have their own entries in its register, or none if they came late.
    for await (const { facts } of rowsAt(project, place, waiting))
      found.push(...rowsOf(facts, find).filter(({ at }) => hourOf(at) === hour));
    return found;
  };
  let held: PostingRow[] = [];
  for (let done = 0; done < places.length; ) {
    const found = await Promise.all(places.slice(done, done + PLACES_AT_ONCE).map(look));
    done += PLACES_AT_ONCE;
    held = [...held, ...found.flat()].sort(byPosition);
    const next = places[done];
    // No place to come holds a later call than its own instant, or than its hour.
    const frontier = next === undefined ? Number.NEGATIVE_INFINITY : Math.min(next.at, next.hour + HOUR_MS - 1);
    const kept = held.findIndex(({ at }) => at <= frontier);
    yield* kept < 0 ? held : held.slice(0, kept);
    held = kept < 0 ? [] : held.slice(kept);
  }
};

/** Registers that are read until they have expired. */
const formerRows = async function* (
  table: Table,
  project: ProjectId,
  find: Find,
  reading: Reading,
  waiting: Waiting,
): AsyncGenerator<PostingRow> {
  for await (const hours of hoursOf(table, project, reading, waiting)) {
    for (const [hour, packed] of hours) {
      const found = packed.flatMap((entries) => findTraces(entries, find, hour));
      yield* found.map(({ at, traceId }) => rowOf(at, traceId)).sort(byPosition);
    }
  }
};

const byPosition = (a: PostingRow, b: PostingRow): number => (a.position < b.position ? 1 : -1);

/** Merges descending sequences into one; their first rows are fetched all at once. */
const mergeByPosition = async function* (sources: readonly AsyncGenerator<PostingRow>[]): AsyncGenerator<PostingRow> {
  const heads = await Promise.all(sources.map((source) => source.next()));
  for (;;) {
    let newest = -1;
    heads.forEach((head, index) => {
      const best = heads[newest];
      if (!head.done && (best === undefined || best.done || head.value.position > best.value.position)) newest = index;
    });
    const head = heads[newest];
    if (head === undefined || head.done) return;
    yield head.value;
    heads[newest] = await (sources[newest] as AsyncGenerator<PostingRow>).next();
  }
};

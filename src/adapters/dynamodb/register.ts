/** Registers of closed hours: written by the summaries function, read with the rows that no register holds yet. */
import type { ProjectId, TraceId } from '../../domain/call/ids.ts';
import { DAY_MS, type EpochMs, HOUR_MS, toIso } from '../../domain/call/units.ts';
import { MAX_EXTENT_MS } from '../../domain/fragment/cut.ts';
import {
  bucketsOf,
  findInRegister,
  hourOf,
  MAX_PIECE,
  packRegister,
  type RegisterEntry,
  registerEntriesOf,
} from '../../domain/fragment/register.ts';
import type { CallStore, PostingRow } from '../../pipelines/ports/calls.ts';
import type { Clock, TimeRange, Waiting } from '../../pipelines/ports/time.ts';
import { postingPk, postingSk, registerPk, registerSk, registerUntilKey } from './keys.ts';
import { createRowsByTime } from './read.ts';
import { type Item, type Table, ttl } from './table.ts';

/**
 * Hours before now that are looked through, and registered by the first run, in a project that was never registered. What is
 * older came late, and has rows of its own.
 */
const FIRST_HOURS_MS = 48 * HOUR_MS;

/** Sorts after every position that starts with a time, and after none that starts with a later one. */
const AFTER = '\uffff';

type Find = Parameters<CallStore['rowsByPosting']>[1];

const registeredUntil = async (table: Table, project: ProjectId, waiting: Waiting): Promise<EpochMs | undefined> => {
  const held = (await table.get(registerUntilKey(project), waiting))?.['at']?.N;
  return held === undefined ? undefined : Number(held);
};

/**
 * Registers the hours that closed since the last time, one after the other, and says after each how far it came: a crash in between
 * repeats the same rows, and after a long outage a run that has no time for all of them leaves less to the next.
 */
export const createRegister =
  (table: Table, piece = MAX_PIECE): CallStore['register'] =>
  async (project, { until, expiresAt }, waiting) => {
    let from = (await registeredUntil(table, project, waiting)) ?? until - FIRST_HOURS_MS;
    while (from < until) {
      await registerHour(table, project, { hour: from, expiresAt: expiresAt(from), piece }, waiting);
      from += HOUR_MS;
    }
  };

const registerHour = async (
  table: Table,
  project: ProjectId,
  { hour, expiresAt, piece }: { readonly hour: EpochMs; readonly expiresAt: EpochMs; readonly piece: number },
  waiting: Waiting,
): Promise<void> => {
  const until = hour + HOUR_MS;
  let entries: RegisterEntry[] = [];
  let pieces = 0;
  const write = async (): Promise<void> => {
    const rows = packRegister(entries, hour, pieces++).map(
      ({ bucket, part, entries: packed }): Item => ({
        pk: { S: registerPk(project, bucket) },
        sk: { S: registerSk(hour, part) },
        b: { B: packed },
        ttl: ttl(expiresAt),
      }),
    );
    entries = [];
    await table.putAll(rows, waiting);
  };
  // Rows are found by their latest call, so one that begins in the last hour may stand after it.
  const reading = { from: hour, to: until + MAX_EXTENT_MS };
  for await (const { facts } of createRowsByTime(table)(project, reading, undefined, waiting)) {
    for (const entry of registerEntriesOf(facts)) {
      if (entry.at < hour || entry.at >= until) continue;
      if (entries.length === piece) await write();
      entries.push(entry);
    }
  }
  await write();
  const { pk, sk } = registerUntilKey(project);
  await table.put({ pk: { S: pk }, sk: { S: sk }, at: { N: String(until) } }, waiting);
};

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
        : bucketsOf(find.kind, find.value).map((bucket) =>
            registeredRows(table, project, find, bucket, range, waiting),
          )),
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
  { kind, value }: Find,
  open: TimeRange,
  waiting: Waiting,
): AsyncGenerator<PostingRow> {
  if (open.to <= open.from) return;
  const found: PostingRow[] = [];
  const reading = { from: open.from, to: open.to + MAX_EXTENT_MS };
  for await (const { facts } of createRowsByTime(table)(project, reading, undefined, waiting)) {
    for (const entry of registerEntriesOf(facts)) {
      if (entry.kind === kind && entry.value === value && entry.at >= open.from)
        found.push(rowOf(entry.at, entry.traceId));
    }
  }
  yield* found.sort(byPosition);
};

const registeredRows = async function* (
  table: Table,
  project: ProjectId,
  find: Find,
  bucket: string,
  { from, to }: TimeRange,
  waiting: Waiting,
): AsyncGenerator<PostingRow> {
  const page = {
    pk: registerPk(project, bucket),
    from: registerSk(hourOf(from), 0),
    to: `${toIso(hourOf(to))}${AFTER}`,
    newestFirst: true,
  };
  let hour: EpochMs | undefined;
  let found: PostingRow[] = [];
  for await (const item of table.query(page, waiting)) {
    const own = Date.parse((item['sk']?.S ?? '').slice(0, 24));
    if (own !== hour) {
      yield* found.sort(byPosition);
      [hour, found] = [own, []];
    }
    const entries = findInRegister(item['b']?.B as Uint8Array, find, own);
    found.push(...entries.map(({ at, traceId }) => rowOf(at, traceId)));
  }
  yield* found.sort(byPosition);
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

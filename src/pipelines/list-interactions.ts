/** Lists interactions, newest first: by time, or by an id that people know where the caller gives one. */
import type { CallFacts } from '../domain/call/facts.ts';
import type { ProjectId } from '../domain/call/ids.ts';
import { AppError } from '../domain/call/problem.ts';
import { HOUR_MS } from '../domain/call/units.ts';
import { MAX_EXTENT_MS } from '../domain/fragment/cut.ts';
import { type PostingKind, postingsOf } from '../domain/fragment/find.ts';
import type { Cursor } from '../domain/query/cursor.ts';
import { type Filter, matches } from '../domain/query/filter.ts';
import type { ListRequest } from '../domain/query/list-request.ts';
import { callsOf, type FiledCall } from './calls-of-trace.ts';
import type { CallStore, TimeRow } from './ports/calls.ts';
import type { TimeRange, Waiting } from './ports/time.ts';
import { readTrace, type WholeTrace } from './read-trace.ts';
import { createRowReader, inChunks, unpackedRows } from './trust-rows.ts';

export interface InteractionPage {
  readonly interactions: readonly CallFacts[];
  readonly next: Cursor | undefined;
}

/**
 * Rows that one page may read before it is given as it is, with a cursor to go on: a filter that fits almost nothing would
 * otherwise read for minutes. About 1 MB of index, or 15 read units a thousand rows.
 */
const MAX_ROWS_READ = 4_000;

/** Traces that one page may read: each is a query of its own. */
const MAX_TRACES_READ = 400;

/** Rows taken in at once, and how many more than were asked for: the traces of a chunk are read side by side. */
const MAX_CHUNK = 64;
const LOOK_AHEAD = 8;

/** Traces read at once: a page of 50 calls is read in four rounds. */
const TRACES_AT_ONCE = 16;

/** A trace's calls lie around the span that carries the id; long agent runs stretch over this much. */
const AROUND_MS = 6 * HOUR_MS;

/** One page of a list. */
export const listInteractions = async (
  calls: CallStore,
  project: ProjectId,
  request: ListRequest,
  waiting: Waiting,
): Promise<InteractionPage> => {
  const found = byPosting(request.filter);
  if (request.cursor !== undefined && request.cursor.position.startsWith('P#') !== (found !== undefined)) {
    throw new AppError('invalid-request', 'cursor belongs to a query with other filters.', {
      problems: [{ path: 'cursor', message: 'must be the next_cursor of an earlier answer to the same query' }],
    });
  }
  return found === undefined
    ? listByTime(calls, project, request, waiting)
    : listByPosting(calls, project, found, request, waiting);
};

/** The most telling id of a filter. */
const byPosting = (filter: Filter): { readonly kind: PostingKind; readonly value: string } | undefined => {
  if (filter.correlationId !== undefined) return { kind: 'correlation', value: filter.correlationId };
  if (filter.sessionId !== undefined) return { kind: 'session', value: filter.sessionId };
  if (filter.user !== undefined) return { kind: 'user', value: filter.user };
  return undefined;
};

/**
 * Rows come by the latest call of each fragment, so an interaction is given only once no row to come can hold a later one.
 * The cursor names the newest row that still has something to give, and the last interaction given.
 */
const listByTime = async (
  calls: CallStore,
  project: ProjectId,
  { within, filter, limit, cursor }: ListRequest,
  waiting: Waiting,
): Promise<InteractionPage> => {
  const given: CallFacts[] = [];
  const held: (Pick<FiledCall, 'facts' | 'at'> & Place & { readonly position: string })[] = [];
  const seen = new Set<string>();
  const reader = createRowReader(calls, project, waiting);
  let rows = 0;
  let resume: string | undefined;
  let last = cursor?.last;

  const giveBefore = (frontier: Place): void => {
    held.sort(newestFirst);
    while (given.length < limit && held[0] !== undefined && newestFirst(held[0], frontier) < 0) {
      const { facts, at } = held.shift() as (typeof held)[number];
      given.push(facts);
      last = { start: at, id: facts.interactionId };
    }
  };

  const stretch = { from: within.from, to: within.to + MAX_EXTENT_MS };
  const from = cursor === undefined ? undefined : `${cursor.position}~`;
  const found = unpackedRows(calls.rowsByTime(project, stretch, from, waiting));
  pages: for await (const chunk of inChunks(found, Math.min(MAX_CHUNK, limit + LOOK_AHEAD))) {
    await reader.take(chunk);
    for (const row of chunk) {
      giveBefore(newestOf(row));
      if (given.length >= limit || rows >= MAX_ROWS_READ || reader.tracesRead() >= MAX_TRACES_READ + MAX_CHUNK) {
        resume = row.position;
        break pages;
      }
      rows++;
      for (const { facts, at } of reader.callsIn(row)) {
        const place = { start: at, interactionId: facts.interactionId };
        const isPast = cursor?.last !== undefined && newestFirst(place, asPlace(cursor.last)) <= 0;
        const isWithin = at >= within.from && at < within.to;
        if (isPast || !isWithin || seen.has(facts.interactionId) || !matches(facts, filter)) continue;
        seen.add(facts.interactionId);
        held.push({ facts, at, ...place, position: row.position });
      }
    }
  }
  if (resume === undefined) giveBefore({ start: Number.NEGATIVE_INFINITY, interactionId: '' });

  const left = held.map(({ position }) => position).sort();
  const position = [resume, left.at(-1)]
    .filter((one) => one !== undefined)
    .sort()
    .at(-1);
  if (position === undefined) return { interactions: given, next: undefined };
  return { interactions: given, next: { position, ...(last === undefined ? {} : { last }) } };
};

const asPlace = ({ start, id }: { readonly start: number; readonly id: string }) => ({ start, interactionId: id });

/** A place in the order of a list. */
interface Place {
  readonly start: number;
  readonly interactionId: string;
}

/** Newest millisecond first, as keys of rows know no finer time; within one, by id downwards, as rows come. */
const newestFirst = (a: Place, b: Place): number =>
  Math.floor(b.start) - Math.floor(a.start) ||
  (a.interactionId < b.interactionId ? 1 : a.interactionId > b.interactionId ? -1 : 0);

/** The newest place that this row and all that follow can hold: its time, and the greatest id of its trace. */
const newestOf = ({ at, position }: TimeRow): Place => ({ start: at, interactionId: `${position.slice(25, 57)}~` });

/** Traces by their newest posting; of each its interactions. The cursor names the trace and how many of its calls were given. */
const listByPosting = async (
  calls: CallStore,
  project: ProjectId,
  find: { readonly kind: PostingKind; readonly value: string },
  { within, filter, limit, cursor }: ListRequest,
  waiting: Waiting,
): Promise<InteractionPage> => {
  const given: CallFacts[] = [];
  const seen = new Set<string>();
  const around = { from: within.from - AROUND_MS, to: within.to + AROUND_MS };
  const from = cursor === undefined ? undefined : `${cursor.position}~`;
  const page = (next: Cursor | undefined): InteractionPage => ({ interactions: given.sort(newestFirst), next });

  let offset = cursor?.offset ?? 0;
  for await (const rows of inChunks(calls.rowsByPosting(project, find, around, from, waiting), TRACES_AT_ONCE)) {
    const traces = await Promise.all(rows.map(({ traceId }) => readTrace(calls, project, traceId, waiting)));
    for (const [index, row] of rows.entries()) {
      if (given.length >= limit || seen.size >= MAX_TRACES_READ) return page({ position: row.position });
      const trace = traces[index];
      const skip = offset;
      offset = 0;
      seen.add(row.traceId);
      if (trace === undefined || newestPosting(trace, find, around) !== row.at) continue;
      const wanted = callsOf(trace)
        .map(({ facts }) => facts)
        .filter((facts) => facts.start >= within.from && facts.start < within.to && matches(facts, filter))
        .sort(newestFirst)
        .slice(skip);
      const taken = wanted.slice(0, limit - given.length);
      given.push(...taken);
      if (taken.length < wanted.length) return page({ position: row.position, offset: skip + taken.length });
    }
  }
  return page(undefined);
};

/**
 * When the newest posting of a trace for an id stands within the range that is read, in whole milliseconds as its key has it. Others give nothing again: older
 * ones, and those of a request that was sent twice at once and of which the other copy has won.
 */
const newestPosting = (
  trace: WholeTrace,
  find: { readonly kind: PostingKind; readonly value: string },
  { from, to }: TimeRange,
): number =>
  trace.fragments
    .flatMap(postingsOf)
    .filter(({ kind, value, at }) => kind === find.kind && value === find.value && at >= from && at < to)
    .reduce((newest, { at }) => Math.max(newest, Math.floor(at)), 0);

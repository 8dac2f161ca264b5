/** Lists interactions, newest first: by time, or by an id that people know where the caller gives one. */
import { type CallFacts, factsOf } from '../domain/call/facts.ts';
import type { ProjectId } from '../domain/call/ids.ts';
import { AppError } from '../domain/call/problem.ts';
import { isInteraction } from '../domain/call/span.ts';
import { HOUR_MS } from '../domain/call/units.ts';
import { MAX_EXTENT_MS } from '../domain/fragment/cut.ts';
import { type PostingKind, postingsOf } from '../domain/fragment/find.ts';
import type { Cursor } from '../domain/query/cursor.ts';
import { type Filter, matches } from '../domain/query/filter.ts';
import type { ListRequest } from '../domain/query/list-request.ts';
import type { CallStore, TimeRange, TimeRow, Waiting } from './ports.ts';
import { readTrace, toRedactedSpan, type WholeTrace } from './read-trace.ts';

export interface InteractionPage {
  readonly interactions: readonly CallFacts[];
  readonly next: Cursor | undefined;
}

/**
 * Rows that one page may read before it is given as it is, with a cursor to go on: a filter that fits almost nothing would
 * otherwise read for minutes. About 1 MB of index, or 15 read units a thousand rows.
 */
const MAX_ROWS_READ = 4_000;

/** Traces that one page by an id may read: each is a query of its own. */
const MAX_TRACES_READ = 400;

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
  const held: { readonly facts: CallFacts; readonly position: string }[] = [];
  const seen = new Set<string>();
  let rows = 0;
  let resume: string | undefined;

  const giveBefore = (frontier: Place): void => {
    held.sort((a, b) => newestFirst(a.facts, b.facts));
    while (given.length < limit && held[0] !== undefined && newestFirst(held[0].facts, frontier) < 0) {
      given.push((held.shift() as (typeof held)[number]).facts);
    }
  };

  const reading = { from: within.from, to: within.to + MAX_EXTENT_MS };
  const from = cursor === undefined ? undefined : `${cursor.position}~`;
  for await (const row of calls.rowsByTime(project, reading, from, waiting)) {
    giveBefore(newestOf(row));
    if (given.length >= limit || rows >= MAX_ROWS_READ) {
      resume = row.position;
      break;
    }
    rows++;
    for (const facts of await complete(calls, project, row.facts, waiting)) {
      const isPast = cursor?.last !== undefined && newestFirst(facts, asFacts(cursor.last)) <= 0;
      const isWithin = facts.start >= within.from && facts.start < within.to;
      if (isPast || !isWithin || seen.has(facts.interactionId) || !matches(facts, filter)) continue;
      seen.add(facts.interactionId);
      held.push({ facts, position: row.position });
    }
  }
  if (resume === undefined) giveBefore({ start: Number.NEGATIVE_INFINITY, interactionId: '' });

  const left = held.map(({ position }) => position).sort();
  const position = [resume, left.at(-1)]
    .filter((one) => one !== undefined)
    .sort()
    .at(-1);
  if (position === undefined) return { interactions: given, next: undefined };
  const last = given.at(-1);
  const place = last === undefined ? cursor?.last : { start: last.start, id: last.interactionId };
  return { interactions: given, next: { position, ...(place === undefined ? {} : { last: place }) } };
};

const asFacts = ({ start, id }: { readonly start: number; readonly id: string }) => ({ start, interactionId: id });

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

/** A row that knows only a part of a call (its end or its model came in another request) is completed from its trace. */
const complete = async (
  calls: CallStore,
  project: ProjectId,
  facts: readonly CallFacts[],
  waiting: Waiting,
): Promise<readonly CallFacts[]> => {
  const [first] = facts;
  if (first === undefined || facts.every((one) => one.complete)) return facts;
  const trace = await readTrace(calls, project, first.traceId, waiting);
  const whole = new Map(trace === undefined ? [] : interactionsOf(trace).map((one) => [one.spanId, one]));
  return facts.map((one) => whole.get(one.spanId) ?? one);
};

/** The facts of a trace's interactions, with what they inherit. */
export const interactionsOf = (trace: WholeTrace): readonly CallFacts[] =>
  trace.spans.filter(isInteraction).map((span) => factsOf(toRedactedSpan(span)));

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
      const wanted = interactionsOf(trace)
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

const inChunks = async function* <T>(items: AsyncIterable<T>, size: number): AsyncGenerator<readonly T[]> {
  let chunk: T[] = [];
  for await (const item of items) {
    chunk.push(item);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
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

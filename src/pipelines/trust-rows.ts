/**
 * Decides which rows of the by-time index speak for themselves. A row is trusted when its request brought the trace whole and no
 * other request is known to have said something of it; all other traces are read, so that a call in parts, a call reported twice,
 * and a call within another come to one call with all its ids.
 */
import type { ProjectId, TraceId } from '../domain/call/ids.ts';
import { inLanes } from '../domain/call/in-lanes.ts';
import { callsOf, type FiledCall } from './calls-of-trace.ts';
import type { CallStore, TimeRow } from './ports/calls.ts';
import type { Waiting } from './ports/time.ts';
import { readTrace } from './read-trace.ts';

/** Traces read at once: each is a query of a few milliseconds, and a page of 50 calls takes two rounds. */
const AT_ONCE = 32;

/** What is known of some rows by now. */
export interface RowReader {
  /** Takes rows in, and reads the traces of those that cannot be trusted. */
  readonly take: (rows: readonly TimeRow[]) => Promise<void>;
  /** The calls that a row is to give: each call is given by one row, its earliest. */
  readonly callsIn: (row: TimeRow) => readonly FiledCall[];
  /** Traces read so far. */
  readonly tracesRead: () => number;
}

export const createRowReader = (calls: CallStore, project: ProjectId, waiting: Waiting): RowReader => {
  const requests = new Map<TraceId, Set<string>>();
  const read = new Map<TraceId, readonly FiledCall[]>();

  const isTrusted = ({ traceId, facts }: TimeRow): boolean =>
    facts.every(({ settled }) => settled) && (facts.length === 0 || requests.get(traceId)?.size === 1);

  return {
    take: async (rows) => {
      for (const { traceId, request } of rows) {
        const seen = requests.get(traceId);
        if (seen === undefined) requests.set(traceId, new Set([request]));
        else seen.add(request);
      }
      const doubtful = rows.filter((row) => !isTrusted(row) && !read.has(row.traceId)).map(({ traceId }) => traceId);
      const readOne = async (traceId: TraceId): Promise<void> => {
        const trace = await readTrace(calls, project, traceId, waiting);
        read.set(traceId, trace === undefined ? [] : callsOf(trace));
      };
      await inLanes([...new Set(doubtful)], readOne, AT_ONCE);
    },
    callsIn: ({ traceId, facts }) => {
      const whole = read.get(traceId);
      if (whole === undefined) {
        return facts
          .filter(({ isWrapper }) => isWrapper !== true)
          .map((one) => ({
            facts: one,
            at: one.start,
            reportedAt: [one.start],
          }));
      }
      return whole.filter(({ at, facts: call }) =>
        facts.some(({ spanId, start }) => spanId === call.spanId && start === at),
      );
    },
    tracesRead: () => read.size,
  };
};

/** A row whose facts are unpacked. */
export const unpackedRow = (row: TimeRow): TimeRow => ({ ...row });

/** Rows whose facts are unpacked, as they come. */
export const unpackedRows = async function* (rows: AsyncIterable<TimeRow>): AsyncGenerator<TimeRow> {
  for await (const row of rows) yield unpackedRow(row);
};

/** Items in chunks of a size, the last one smaller. */
export const inChunks = async function* <T>(items: AsyncIterable<T>, size: number): AsyncGenerator<readonly T[]> {
  let chunk: T[] = [];
  for await (const item of items) {
    chunk.push(item);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
};

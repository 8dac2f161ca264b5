/**
 * What is known already of calls that a client may report more than once. A call without a time of its own starts when it was
 * first heard of, and a call that is reported with another time is told from one that is new.
 */
import type { ProjectId, SpanId, TraceId } from '../domain/call/ids.ts';
import { inLanes } from '../domain/call/in-lanes.ts';
import type { RawSpan } from '../domain/call/span.ts';
import type { EpochMs } from '../domain/call/units.ts';
import type { CallStore } from './ports/calls.ts';
import type { Waiting } from './ports/time.ts';

/** Traces looked up at once. */
const AT_ONCE = 32;

/**
 * Fragments that are looked through for a call that states its time. A longer trace was written by that many requests, and whoever
 * reads two of them looks at the trace anyway; without a bound, each step of a long one would cost more than the last.
 */
const MAX_FRAGMENTS = 32;

export interface Heard {
  /** The span, with the start that earlier requests gave it where the client states none. */
  readonly withStart: (span: RawSpan) => RawSpan;
  /** Traces of the spans that were reported before with another start, each with those starts. */
  readonly movedIn: (spans: readonly Placed[]) => ReadonlyMap<TraceId, readonly EpochMs[]>;
}

/** Where and when a call is. */
type Placed = Pick<RawSpan, 'traceId' | 'spanId' | 'start'>;

/**
 * Looks up when the calls of a request started by what is stored of them. This is a query for each trace that a client may report
 * again; exporters of OpenTelemetry send a span once, so for theirs there is none.
 */
export const createHeard =
  (calls: Pick<CallStore, 'knownStarts'>) =>
  async (project: ProjectId, spans: readonly RawSpan[], waiting: Waiting): Promise<Heard> => {
    const traces = [...new Set(spans.filter(mayComeAgain).map(({ traceId }) => traceId))];
    const timeless = new Set(spans.filter(({ isStartAssumed }) => isStartAssumed).map(({ traceId }) => traceId));
    const known = new Map<TraceId, ReadonlyMap<SpanId, EpochMs>>();
    const lookUp = async (trace: TraceId): Promise<void> => {
      const atMost = timeless.has(trace) ? undefined : MAX_FRAGMENTS;
      known.set(trace, await calls.knownStarts(project, trace, waiting, atMost));
    };
    await inLanes(traces, lookUp, AT_ONCE);
    const startOf = ({ traceId, spanId }: Placed): EpochMs | undefined => known.get(traceId)?.get(spanId);
    return {
      withStart: (span) => {
        const start = span.isStartAssumed ? startOf(span) : undefined;
        if (start === undefined) return span;
        return { ...span, start, ...(span.end === undefined ? {} : { end: start + (span.end - span.start) }) };
      },
      movedIn: (stored) => {
        const moved = new Map<TraceId, EpochMs[]>();
        for (const span of stored) {
          const before = startOf(span);
          if (before === undefined || before === span.start) continue;
          moved.set(span.traceId, [...(moved.get(span.traceId) ?? []), before]);
        }
        return moved;
      },
    };
  };

/** Whether another request may report the same call: only under ids that the client chose. */
const mayComeAgain = ({ source, isOnlyReport }: RawSpan): boolean =>
  source === 'langfuse' || (source === 'api' && isOnlyReport !== true);

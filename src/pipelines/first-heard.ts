/** A call without a time of its own starts when it was first heard of: a later report of it must not move it. */
import type { ProjectId, SpanId, TraceId } from '../domain/call/ids.ts';
import type { RawSpan } from '../domain/call/span.ts';
import type { EpochMs } from '../domain/call/units.ts';
import type { CallStore, Waiting } from './ports.ts';

/** Traces looked up at once. */
const AT_ONCE = 16;

/**
 * Gives spans whose start is assumed the start that earlier requests gave them. Costs a query for each trace concerned, and nothing
 * for spans that state their time or have no ids that another request could bring.
 */
export const createFirstHeard =
  (calls: Pick<CallStore, 'knownStarts'>) =>
  async (project: ProjectId, spans: readonly RawSpan[], waiting: Waiting): Promise<(span: RawSpan) => RawSpan> => {
    const traces = [...new Set(spans.filter(({ isStartAssumed }) => isStartAssumed).map(({ traceId }) => traceId))];
    const known = new Map<TraceId, ReadonlyMap<SpanId, EpochMs>>();
    const lane = async (): Promise<void> => {
      for (let next = traces.pop(); next !== undefined; next = traces.pop()) {
        known.set(next, await calls.knownStarts(project, next, waiting));
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, traces.length) }, lane));
    return ({ isStartAssumed, ...span }) => {
      const start = isStartAssumed ? known.get(span.traceId)?.get(span.spanId) : undefined;
      if (start === undefined) return span;
      return { ...span, start, ...(span.end === undefined ? {} : { end: start + (span.end - span.start) }) };
    };
  };

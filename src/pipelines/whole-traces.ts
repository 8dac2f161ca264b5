/**
 * What one request knows of a trace as a whole. A request that brings a trace from its root down lets readers of lists and
 * roll-ups trust its rows; pieces of a trace make them look at the trace, which costs a query each.
 */
import type { SpanId, TraceId } from '../domain/call/ids.ts';
import type { StoredSpan, WholeKnown } from '../domain/fragment/fragment.ts';
import { countingSpans } from '../domain/totals/counting-spans.ts';
import { sharedFields } from '../domain/trace/inherit.ts';

/**
 * What is known of a trace of which a request brought these spans; undefined when other requests may have more of them, or have
 * reported them with other times.
 */
export const wholeOf = (
  spans: readonly StoredSpan[],
  moved: ReadonlyMap<TraceId, unknown> = new Map(),
): WholeKnown | undefined =>
  isWhole(spans) && !spans.some(({ traceId }) => moved.has(traceId))
    ? { shared: sharedFields(spans), counting: countingSpans(spans) }
    : undefined;

/** Every span is there once, ended, and hangs from a root. */
const isWhole = (spans: readonly StoredSpan[]): boolean => {
  const parents = new Map<SpanId, SpanId | undefined>();
  for (const span of spans) {
    if (!isFinal(span) || parents.has(span.spanId)) return false;
    parents.set(span.spanId, span.parentSpanId);
  }
  const rooted = new Set<SpanId>();
  for (const spanId of parents.keys()) {
    const path: SpanId[] = [];
    for (let at: SpanId | undefined = spanId; at !== undefined && !rooted.has(at); at = parents.get(at)) {
      // A parent that is not there, or a circle.
      if (!parents.has(at) || path.length > parents.size) return false;
      path.push(at);
    }
    for (const passed of path) rooted.add(passed);
  }
  return true;
};

/** It has ended, and is no piece of a span that comes another way. What Langfuse's clients say has the time at which they said it. */
const isFinal = ({ end, reportedAt, source, isStartUnknown }: StoredSpan): boolean =>
  end !== undefined && isStartUnknown !== true && (reportedAt === undefined || source === 'langfuse');

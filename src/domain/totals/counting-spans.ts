/**
 * Which calls of a trace count. A framework's span around a provider's, and two instrumentations of the same client, all report
 * the tokens of one call; adding them up doubles the bill (measured with three real clients: 1.96, 1.96 and 2.00 times).
 */
import type { SpanId } from '../call/ids.ts';
import { isInteraction, type SpanKind } from '../call/span.ts';
import type { EpochMs } from '../call/units.ts';
import type { Usage } from '../call/usage.ts';

/** What counting looks at. */
export interface Countable {
  readonly spanId: SpanId;
  readonly parentSpanId?: SpanId;
  readonly kind: SpanKind;
  readonly start: EpochMs;
  readonly usage?: Usage;
  readonly responseId?: string;
}

/**
 * The calls that count, of all spans of one trace:
 * - a call that wraps calls of its kind is left to the innermost ones; but where only the wrapper knows the tokens (streams that
 *   the inner instrumentation could not read), the wrapper counts and what it wraps does not
 * - calls with the same response id are one call; the one that knows tokens counts, then the deepest
 *
 * The order of the spans does not matter, and parents may be missing or form circles.
 */
export const countingSpans = (spans: readonly Countable[]): ReadonlySet<SpanId> => {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const unwrapped = withoutWrappers([...byId.values()], byId);
  const depthOf = (span: Countable): number => ancestorsOf(span, byId).length;

  const byResponse = new Map<string, Countable>();
  const counting = new Set<SpanId>();
  for (const call of unwrapped) {
    if (call.responseId === undefined) {
      counting.add(call.spanId);
      continue;
    }
    const held = byResponse.get(call.responseId);
    if (held === undefined || isBetter(call, held, depthOf)) byResponse.set(call.responseId, call);
  }
  for (const { spanId } of byResponse.values()) counting.add(spanId);
  return counting;
};

const withoutWrappers = (spans: readonly Countable[], byId: ReadonlyMap<SpanId, Countable>): readonly Countable[] => {
  const calls = spans.filter(isInteraction);
  /** Wrappers whose tokens are known to something inside. */
  const left = new Set<SpanId>();
  /** Wrappers of any call of their kind. */
  const wraps = new Set<SpanId>();
  const outer = new Map<SpanId, readonly Countable[]>();
  for (const call of calls) {
    const around = ancestorsOf(call, byId).filter(({ kind }) => kind === call.kind);
    outer.set(call.spanId, around);
    for (const { spanId } of around) {
      wraps.add(spanId);
      if (hasTokens(call)) left.add(spanId);
    }
  }
  return calls.filter((call) => {
    if (left.has(call.spanId)) return false;
    if (!hasTokens(call)) {
      const wrapperKnows = outer.get(call.spanId)?.some((around) => hasTokens(around) && !left.has(around.spanId));
      return wrapperKnows !== true && !wraps.has(call.spanId);
    }
    return true;
  });
};

const hasTokens = ({ usage }: Countable): boolean => (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0) > 0;

/** From the parent up. Stops at a span that is not there, and at one that was met before. */
const ancestorsOf = (span: Countable, byId: ReadonlyMap<SpanId, Countable>): readonly Countable[] => {
  const ancestors: Countable[] = [];
  const met = new Set([span.spanId]);
  for (let id = span.parentSpanId; id !== undefined && !met.has(id); ) {
    const parent = byId.get(id);
    if (parent === undefined) break;
    met.add(id);
    ancestors.push(parent);
    id = parent.parentSpanId;
  }
  return ancestors;
};

const isBetter = (one: Countable, other: Countable, depthOf: (span: Countable) => number): boolean => {
  if (hasTokens(one) !== hasTokens(other)) return hasTokens(one);
  const deeper = depthOf(one) - depthOf(other);
  if (deeper !== 0) return deeper > 0;
  return one.start !== other.start ? one.start < other.start : one.spanId < other.spanId;
};

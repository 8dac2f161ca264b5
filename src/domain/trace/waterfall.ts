/** Puts the spans of a trace in the order in which a person reads them: each under its parent, siblings by start. */
import type { SpanId } from '../call/ids.ts';
import type { EpochMs } from '../call/units.ts';

interface Node {
  readonly spanId: SpanId;
  readonly parentSpanId?: SpanId;
  readonly start: EpochMs;
  readonly end?: EpochMs;
}

/**
 * The spans in waterfall order with their depth. A span whose parent has not arrived counts as a root, and so does the
 * earliest span of a circle of parents (a client's bug): every span appears exactly once.
 */
export const waterfall = <S extends Node>(
  spans: readonly S[],
): readonly { readonly span: S; readonly depth: number }[] => {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const children = new Map<SpanId, S[]>();
  const roots: S[] = [];
  for (const span of [...byId.values()].sort(byStart)) {
    const { parentSpanId } = span;
    if (parentSpanId === undefined || parentSpanId === span.spanId || !byId.has(parentSpanId)) roots.push(span);
    else {
      const siblings = children.get(parentSpanId);
      if (siblings === undefined) children.set(parentSpanId, [span]);
      else siblings.push(span);
    }
  }

  const ordered: { span: S; depth: number }[] = [];
  const seen = new Set<SpanId>();
  // A stack of our own: traces of agents can be thousands deep.
  const walk = (root: S): void => {
    const stack = [{ span: root, depth: 0 }];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (seen.has(next.span.spanId)) continue;
      seen.add(next.span.spanId);
      ordered.push(next);
      const below = children.get(next.span.spanId) ?? [];
      for (let index = below.length - 1; index >= 0; index--) {
        stack.push({ span: below[index] as S, depth: next.depth + 1 });
      }
    }
  };
  for (const root of roots) walk(root);
  for (const span of [...byId.values()].sort(byStart)) if (!seen.has(span.spanId)) walk(span);
  return ordered;
};

/** OpenTelemetry's JavaScript starts spans at whole milliseconds: of steps within one, the first to end came first. */
const byStart = (a: Node, b: Node): number =>
  a.start - b.start || endOf(a) - endOf(b) || (a.spanId < b.spanId ? -1 : 1);

const endOf = ({ end }: Node): number => end ?? Number.MAX_SAFE_INTEGER;

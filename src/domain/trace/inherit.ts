/** Ids found on any span of a trace hold for the whole of it: clients put the user and session on one span only, mostly the root. */
import type { SpanId } from '../call/ids.ts';
import type { EpochMs } from '../call/units.ts';

const INHERITED = ['sessionId', 'user', 'correlationId', 'environment', 'service', 'release', 'feature'] as const;

interface Inheriting {
  readonly spanId: SpanId;
  readonly parentSpanId?: SpanId;
  readonly start: EpochMs;
}

/** What a trace's spans have in common: of each field the value of the root, or else of the earliest span that has one. */
export const sharedFields = <S extends Inheriting>(spans: readonly S[]): Partial<S> => {
  const present = new Set(spans.map(({ spanId }) => spanId));
  const isRoot = (span: S): boolean => span.parentSpanId === undefined || !present.has(span.parentSpanId);
  const ranked = [...spans].sort(
    (a, b) => Number(isRoot(b)) - Number(isRoot(a)) || a.start - b.start || (a.spanId < b.spanId ? -1 : 1),
  );
  const shared: Record<string, unknown> = {};
  for (const field of INHERITED) {
    const holder = ranked.find((span) => (span as Record<string, unknown>)[field] !== undefined);
    if (holder !== undefined) shared[field] = (holder as Record<string, unknown>)[field];
  }
  return shared as Partial<S>;
};

/** The same spans, each with what it inherits; what a span says itself stands. */
export const inherit = <S extends Inheriting>(spans: readonly S[]): readonly S[] => {
  const shared = sharedFields(spans);
  return spans.map((span) => ({ ...shared, ...span }));
};

/** The calls of a trace as lists and roll-ups take them: each once, whole, with what it inherits. */
import { type CallFacts, factsOf } from '../domain/call/facts.ts';
import { isInteraction } from '../domain/call/span.ts';
import type { EpochMs } from '../domain/call/units.ts';
import { countingSpans } from '../domain/totals/counting-spans.ts';
import { toRedactedSpan, type WholeTrace } from './read-trace.ts';

/** A call, and the instant under which the by-time index has it. */
export interface FiledCall {
  readonly facts: CallFacts;
  /** The earliest start that a row of the index knows it by; mostly the call's own. */
  readonly at: EpochMs;
  /** Every start that a report of it stated: rows of the index stand at all of them. */
  readonly reportedAt: readonly EpochMs[];
}

/** The calls of a trace that count: those that wrap or repeat others are left out. */
export const callsOf = ({ spans, fragments }: WholeTrace): readonly FiledCall[] => {
  const counting = countingSpans(spans);
  const reports = Map.groupBy(
    fragments.flatMap((fragment) => fragment.spans.filter(isInteraction)),
    ({ spanId }) => spanId,
  );
  return spans
    .filter(({ spanId }) => counting.has(spanId))
    .flatMap((span) => {
      const reportedAt = (reports.get(span.spanId) ?? []).map(({ start }) => start);
      return reportedAt.length === 0
        ? []
        : [{ facts: factsOf(toRedactedSpan(span)), at: Math.min(...reportedAt), reportedAt }];
    });
};

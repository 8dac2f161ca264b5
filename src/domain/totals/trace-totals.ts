/** What the calls of a trace add up to. */
import type { RedactedSpan } from '../call/span.ts';
import { toUsd } from '../call/units.ts';
import { knownCost } from '../call/usage.ts';
import { countingSpans } from './counting-spans.ts';

/** Counts, tokens and cost of the calls that count, in the words of the API. */
export const traceTotals = (spans: readonly RedactedSpan[]) => {
  const counting = countingSpans(spans);
  const calls = spans.filter(({ spanId }) => counting.has(spanId));
  const sum = (figure: (span: RedactedSpan) => number | undefined): number =>
    calls.reduce((total, span) => total + (figure(span) ?? 0), 0);
  return {
    spans: spans.length,
    interactions: calls.length,
    errors: calls.filter(({ status }) => status === 'error').length,
    input_tokens: sum(({ usage }) => usage?.inputTokens),
    output_tokens: sum(({ usage }) => usage?.outputTokens),
    cost_usd: toUsd(sum(({ cost }) => knownCost(cost))),
    unpriced_interactions: calls.filter(({ cost }) => knownCost(cost) === undefined).length,
  };
};

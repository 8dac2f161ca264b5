/**
 * What only the whole of a call tells, once what several requests said of it is merged: its duration, the wait for its first
 * token, and its cost, where the model and the tokens came apart.
 */
import { isInteraction, type Span } from '../call/span.ts';
import type { Cost } from '../call/usage.ts';

/** What settling looks at; texts may be raw or redacted. */
type Settling = Pick<
  Span<string, unknown>,
  'kind' | 'source' | 'start' | 'end' | 'latencyMs' | 'firstTokenAt' | 'timeToFirstTokenMs' | 'cost'
>;

/** The same span with what follows from its fields; a span that one request reported whole comes back unchanged. */
export const settle = <S extends Settling>(span: S, price: ((span: S) => Cost) | undefined): S => {
  const { source, start, end, firstTokenAt, timeToFirstTokenMs } = span;
  // Langfuse states instants and never a duration: the one of an early report is not the one of the call.
  const elapsed = end === undefined || end === start ? undefined : Math.round((end - start) * 1000) / 1000;
  const latencyMs = source === 'langfuse' ? elapsed : (span.latencyMs ?? elapsed);
  const firstTokenMs =
    timeToFirstTokenMs ?? (firstTokenAt === undefined || firstTokenAt < start ? undefined : firstTokenAt - start);
  return {
    ...span,
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(firstTokenMs === undefined ? {} : { timeToFirstTokenMs: firstTokenMs }),
    ...(price !== undefined && needsPrice(span) ? { cost: price(span) } : {}),
  };
};

/** Whether no request could price the call as it is known now: merging leaves out costs that were made from less. */
export const needsPrice = ({ kind, cost }: Pick<Settling, 'kind' | 'cost'>): boolean =>
  isInteraction({ kind }) && cost === undefined;

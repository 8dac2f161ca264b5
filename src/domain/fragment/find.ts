/** How a fragment is found again: by time, and by the ids that people know. */
import { type CallFacts, dropAbsent, factsOf } from '../call/facts.ts';
import { isInteraction } from '../call/span.ts';
import type { EpochMs } from '../call/units.ts';
import type { Fragment } from './fragment.ts';

/** What a posting finds traces by: `client` is a client's own interaction id whose trace was not derived from it. */
const POSTING_KINDS = ['user', 'session', 'correlation', 'response', 'client'] as const;
export type PostingKind = (typeof POSTING_KINDS)[number];

/** A row that finds a trace by an id. */
export interface Posting {
  readonly kind: PostingKind;
  readonly value: string;
  /** The latest start among the fragment's spans that carry the id. */
  readonly at: EpochMs;
}

/**
 * The by-time entry: the latest start among the fragment's interactions, and the facts of all of them. A fragment without any has
 * one too where it may change what other requests' rows say of the trace's calls: then readers look at the trace.
 */
export interface TimeEntry {
  readonly at: EpochMs;
  readonly facts: readonly CallFacts[];
}

/** The fragment's entry in the by-time index; undefined when it concerns no interaction. */
export const timeEntryOf = ({ spans, whole }: Fragment): TimeEntry | undefined => {
  const calls = spans.filter(isInteraction);
  if (calls.length === 0 && !concernsOthers({ spans, whole })) return undefined;
  const facts = calls.map((span) =>
    whole === undefined
      ? factsOf(span)
      : dropAbsent({
          ...factsOf({ ...whole.shared, ...span }),
          settled: true,
          isWrapper: whole.counting.has(span.spanId) ? undefined : true,
        }),
  );
  return { at: latestOf(calls.length === 0 ? spans : calls), facts };
};

const latestOf = (spans: readonly { readonly start: EpochMs }[]): EpochMs =>
  spans.reduce((latest, { start }) => Math.max(latest, start), Number.NEGATIVE_INFINITY);

/** Whether spans that are no calls may belong to calls of other requests: a piece of a trace, or ids that the whole trace inherits. */
export const concernsOthers = ({
  spans,
  whole,
}: Pick<Fragment, 'spans'> & { readonly whole: Fragment['whole'] }): boolean =>
  whole === undefined ||
  spans.some((span) => (span.user ?? span.sessionId ?? span.correlationId ?? span.feature) !== undefined);

/** The fragment's postings, one for each id that its spans carry. */
export const postingsOf = (fragment: Fragment): readonly Posting[] => {
  const latest = new Map<string, Posting>();
  for (const span of fragment.spans) {
    const ids: readonly (readonly [PostingKind, string | undefined])[] = [
      ['user', span.user],
      ['session', span.sessionId],
      ['correlation', span.correlationId],
      ['response', span.responseId],
      ['client', span.isAlias ? span.clientId : undefined],
    ];
    for (const [kind, value] of ids) {
      if (value === undefined) continue;
      const held = latest.get(`${kind}\0${value}`);
      if (held === undefined || held.at < span.start) latest.set(`${kind}\0${value}`, { kind, value, at: span.start });
    }
  }
  return [...latest.values()];
};

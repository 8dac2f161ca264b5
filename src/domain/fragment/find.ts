/** How a fragment is found again: by time, and by the ids that people know. */
import { type CallFacts, factsOf } from '../call/facts.ts';
import { isInteraction, type RedactedSpan } from '../call/span.ts';
import type { EpochMs } from '../call/units.ts';
import type { Fragment } from './fragment.ts';

/** What a posting finds traces by: `client` is a client's own interaction id whose trace was not derived from it. */
export const POSTING_KINDS = ['user', 'session', 'correlation', 'response', 'client'] as const;
export type PostingKind = (typeof POSTING_KINDS)[number];

/** A row that finds a trace by an id. */
export interface Posting {
  readonly kind: PostingKind;
  readonly value: string;
  /** The latest start among the fragment's spans that carry the id. */
  readonly at: EpochMs;
}

/** The by-time entry: the latest start among the fragment's interactions, and the facts of all of them. */
export interface TimeEntry {
  readonly at: EpochMs;
  readonly facts: readonly CallFacts[];
}

/** The fragment's entry in the by-time index; undefined when it holds no interaction. */
export const timeEntryOf = (fragment: Fragment): TimeEntry | undefined => {
  const facts = fragment.spans.filter(isInteraction).map((span) => factsOf(span as unknown as RedactedSpan));
  return facts.length === 0 ? undefined : { at: Math.max(...facts.map(({ start }) => start)), facts };
};

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

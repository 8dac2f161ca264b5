/**
 * The register of an hour: which traces carried which user, session, correlation or response ids, in a few packed rows instead of
 * a row for every id of every request. Rows that find a trace are most of what small requests cost, so a closed hour is registered
 * once, by the summaries function, from the by-time index; until then, and for what came late, readers look elsewhere
 * (docs/data-model.md). How the rows are packed stands in register-rows.ts.
 */
import type { CallFacts } from '../call/facts.ts';
import type { TraceId } from '../call/ids.ts';
import { isInteraction } from '../call/span.ts';
import { type EpochMs, HOUR_MS } from '../call/units.ts';
import { type Posting, type PostingKind, postingsOf, timeEntryOf } from './find.ts';
import type { Fragment } from './fragment.ts';

/** That a trace carries an id: at the latest start among the calls of one of its fragments that carry it. */
export interface RegisterEntry {
  readonly kind: PostingKind;
  readonly value: string;
  readonly at: EpochMs;
  readonly traceId: TraceId;
}

/** Hours are summed up and registered five minutes after their end; what arrives a minute before that may come too late to be seen. */
const GRACE_MS = 4 * 60_000;

/** Start of the hour that holds an instant. */
export const hourOf = (at: EpochMs): EpochMs => Math.floor(at / HOUR_MS) * HOUR_MS;

/** Whether what arrives at `receivedAt` may come too late for the hour that holds `at`. */
export const isHourClosed = (at: EpochMs, receivedAt: EpochMs): boolean =>
  receivedAt >= hourOf(at) + HOUR_MS + GRACE_MS;

/** Where a call has the ids of a register. */
const FIELDS = { user: 'user', session: 'sessionId', correlation: 'correlationId', response: 'responseId' } as const;
const KINDS = Object.keys(FIELDS) as readonly (keyof typeof FIELDS)[];

/** What the calls of one fragment register. */
export const registerEntriesOf = (facts: readonly CallFacts[]): readonly RegisterEntry[] => {
  const latest = new Map<string, RegisterEntry>();
  for (const call of facts) {
    for (const kind of KINDS) {
      const value = call[FIELDS[kind]];
      if (value === undefined) continue;
      const held = latest.get(`${kind}\0${value}`);
      const at = Math.floor(call.start);
      if (held === undefined || held.at < at)
        latest.set(`${kind}\0${value}`, { kind, value, at, traceId: call.traceId });
    }
  }
  return [...latest.values()];
};

/**
 * Tells which postings of a fragment its calls carry: a register may hold them. It holds an id at the latest call of a row that has it,
 * inherited ids included; those are gone when a job writes the row anew, so a call must have the id of its own as well.
 */
const carriedByCalls = ({ spans, whole }: Pick<Fragment, 'spans' | 'whole'>): ((posting: Posting) => boolean) => {
  const calls = spans.filter(isInteraction);
  return ({ kind, value, at }) => {
    if (kind === 'client') return false;
    const [field, latest] = [FIELDS[kind], Math.floor(at)];
    return (
      calls.some((call) => call[field] === value && Math.floor(call.start) === latest) &&
      !calls.some((call) => (call[field] ?? whole?.shared[field]) === value && Math.floor(call.start) > latest)
    );
  };
};

/**
 * The postings of a fragment that need rows of their own: those that no register will hold. A register knows only calls, and
 * only those that came before their hour was closed.
 */
export const unregisteredPostings = (fragment: Fragment, receivedAt: EpochMs): readonly Posting[] => {
  const isCarried = carriedByCalls(fragment);
  return postingsOf(fragment).filter((posting) => !isCarried(posting) || isHourClosed(posting.at, receivedAt));
};

/**
 * The postings of a rewritten fragment that need rows of their own from now on. A register leads to the place of the fragment's row in
 * the by-time index, and to what calls carry there; it does so no more where the latest call is gone, or the one that carried the id.
 */
export const lostToRegisters = (before: Fragment, after: Fragment): readonly Posting[] => {
  const [wasCarried, isCarried] = [carriedByCalls(before), carriedByCalls(after)];
  const hasMoved = placeOf(before) !== placeOf(after);
  return postingsOf(after).filter((posting) => wasCarried(posting) && (hasMoved || !isCarried(posting)));
};

/** The instant at which the by-time index has a fragment's row. */
const placeOf = (fragment: Fragment): EpochMs => Math.floor(timeEntryOf(fragment)?.at ?? Number.NaN);

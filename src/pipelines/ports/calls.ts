/** Where calls are kept and found. */
import type { CallFacts } from '../../domain/call/facts.ts';
import type { ProjectId, SpanId, TraceId } from '../../domain/call/ids.ts';
import type { EpochMs } from '../../domain/call/units.ts';
import type { Cost } from '../../domain/call/usage.ts';
import type { PostingKind } from '../../domain/fragment/find.ts';
import type { Fragment, StoredSpan } from '../../domain/fragment/fragment.ts';
import type { PricedCall } from '../../domain/price/pricer.ts';
import type { KeptAssessment, KeptFeedback, KeptOutcome } from './judgements.ts';
import type { TimeRange, Waiting } from './time.ts';

/** One request, ready to be kept. */
export interface Keeping {
  readonly project: ProjectId;
  /** The request's digest: the same request kept twice is stored once and reported as a duplicate. */
  readonly digest: string;
  readonly receivedAt: EpochMs;
  /** When the rows may be deleted. */
  readonly expiresAt: EpochMs;
  /** With every payload inline; the store decides what is packed elsewhere. */
  readonly fragments: readonly Fragment[];
  readonly feedback: readonly KeptFeedback[];
  /** Further instants whose hours must be summed up again: where its calls started as earlier requests told it. */
  readonly touches?: readonly EpochMs[];
  /** Payloads that sampling left out, kept for a short time so that late feedback can save them. */
  readonly held?: { readonly fragments: readonly Fragment[]; readonly until: EpochMs };
}

/** Everything stored of one trace. */
export interface TraceRecords {
  readonly fragments: readonly Fragment[];
  readonly feedback: readonly KeptFeedback[];
  readonly assessments: readonly KeptAssessment[];
  readonly outcomes: readonly KeptOutcome[];
}

/** Makes what prices calls as their project pays for them. */
export type PriceCalls = (project: ProjectId, waiting: Waiting) => Promise<(call: PricedCall) => Cost>;

/** A row of the by-time index: the facts of one fragment's interactions, found by the latest start among them. */
export interface TimeRow {
  readonly at: EpochMs;
  /** Orders rows of the same instant, and continues a reading. */
  readonly position: string;
  /** Number of the slice of the index that holds it. */
  readonly slice: number;
  readonly traceId: TraceId;
  /** Which request wrote the row. */
  readonly request: string;
  /**
   * Empty where the request brought no call but something that may change the trace's calls. A store may unpack the facts each time
   * that this is read, so that rows in waiting stay small: read it once and keep what you got.
   */
  readonly facts: readonly CallFacts[];
}

/** A row that finds a trace by an id that people know. */
export interface PostingRow {
  readonly at: EpochMs;
  readonly position: string;
  readonly traceId: TraceId;
}

/** Registers an hour while others read its rows. */
export interface RegisterHour {
  readonly see: (rows: readonly TimeRow[]) => Promise<void>;
  /** Writes what was seen, and that the hours up to the end of this one are registered. */
  readonly done: () => Promise<void>;
}

/** Where interactions are kept and found. */
export interface CallStore {
  /** Keeps a request durably, or throws. A request kept before changes nothing and is a duplicate. */
  keep(request: Keeping, waiting: Waiting): Promise<{ readonly duplicate: boolean }>;
  readTrace(project: ProjectId, traceId: TraceId, waiting: Waiting): Promise<TraceRecords>;
  /** When the interactions of a trace started, as far as they are known by now; from `atMost` of its fragments where that is given. */
  knownStarts(
    project: ProjectId,
    traceId: TraceId,
    waiting: Waiting,
    atMost?: number,
  ): Promise<ReadonlyMap<SpanId, EpochMs>>;
  /**
   * Takes `settled` back from the trace's rows in the by-time index, as one of its calls was reported again with another start: readers
   * of lists then look at the whole trace.
   */
  unsettle(project: ProjectId, traceId: TraceId, waiting: Waiting): Promise<void>;
  /** Prices what no single request knew enough of, where the store was made with it. */
  readonly price?: PriceCalls;
  /** Fetches the packed documents of the spans and puts them in place. */
  readPayloads(spans: readonly StoredSpan[], waiting: Waiting): Promise<readonly StoredSpan[]>;
  /** Payloads of a trace that sampling left out and that are still held, in place. */
  readHeld(project: ProjectId, traceId: TraceId, waiting: Waiting): Promise<readonly StoredSpan[]>;
  /** Adds a fragment of our own to a trace: what was held comes back. The same one again changes nothing. */
  restore(project: ProjectId, fragment: Fragment, expiresAt: EpochMs, waiting: Waiting): Promise<void>;
  /** Rows of the by-time index, newest first, from just before `position` where one is given. */
  rowsByTime(
    project: ProjectId,
    within: TimeRange,
    position: string | undefined,
    waiting: Waiting,
  ): AsyncIterable<TimeRow>;
  /**
   * The same rows in slices of about the same size, one to be read after the other: all rows of a trace are in one slice, so that who
   * counts the traces of a long stretch holds a part of them at a time.
   */
  slicesByTime(project: ProjectId, within: TimeRange, waiting: Waiting): Iterable<AsyncIterable<TimeRow>>;
  /**
   * Registers the ids of calls of all hours that closed before `until`, and were not registered before, so that they are found by
   * them without a row for each. `expiresAt` tells when an hour's register may be deleted; one of an hour that just before it was to
   * be kept for longer is.
   */
  register(
    project: ProjectId,
    hours: { readonly until: EpochMs; readonly expiresAt: (hour: EpochMs) => EpochMs },
    waiting: Waiting,
  ): Promise<void>;
  /** Registers one hour from rows that are read for something else too: sees them all, its own and those of a minute behind it. */
  registerHour(
    project: ProjectId,
    hour: { readonly hour: EpochMs; readonly expiresAt: EpochMs },
    waiting: Waiting,
  ): RegisterHour;
  /** Traces that carry an id, newest first. */
  rowsByPosting(
    project: ProjectId,
    find: { readonly kind: PostingKind; readonly value: string },
    within: TimeRange,
    position: string | undefined,
    waiting: Waiting,
  ): AsyncIterable<PostingRow>;
}

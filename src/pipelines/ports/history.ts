/** What was stored, for jobs that rewrite or erase it. */
import type { ProjectId, SpanId, TraceId, UserPseudonym } from '../../domain/call/ids.ts';
import type { KnownIdTarget } from '../../domain/call/quality.ts';
import type { EpochMs } from '../../domain/call/units.ts';
import type { Posting } from '../../domain/fragment/find.ts';
import type { Fragment, PackFrame, StoredSpan } from '../../domain/fragment/fragment.ts';
import type { KeptJudgement } from './judgements.ts';
import type { TimeRange, Waiting } from './time.ts';

/** A fragment as it was read, with what tells whether it has changed since. */
export interface HistoricFragment {
  readonly fragment: Fragment;
  readonly expiresAt: EpochMs;
  /** Id of the job that rewrote it last. */
  readonly rewrittenBy?: string;
  /** Frames that it pointed into before it was rewritten; they are wiped, or will be. */
  readonly formerFrames: readonly PackFrame[];
}

/** One thing that was stored: a fragment by its place, or a judgement as it is, with the key of its row. */
export type HistoricThing =
  | { readonly traceId: TraceId; readonly fragmentKey: string; readonly judgement?: undefined }
  | { readonly judgement: KeptJudgement; readonly row: { readonly pk: string; readonly sk: string } };

/** With the place from which the rows behind it are read. */
export type HistoricRow = HistoricThing & { readonly position: string };

/** Some rows, and the place from which the next are read. */
export interface HistoricPage {
  readonly position: string;
  /** May be empty: on a day without calls there is still a place to go on from. */
  readonly rows: readonly HistoricRow[];
}

/** What was stored, for jobs that rewrite it. */
export interface HistoryStore {
  /** The fragments and judgements of a stretch of time, day by day, in an order of their own, from just behind `position`. */
  history(
    project: ProjectId,
    within: TimeRange,
    position: string | undefined,
    waiting: Waiting,
  ): AsyncIterable<HistoricPage>;
  /** A fragment, with those that were split from the same one: they share a frame. Empty when it is gone. */
  readFragments(
    project: ProjectId,
    place: { readonly traceId: TraceId; readonly fragmentKey: string },
    waiting: Waiting,
  ): Promise<readonly HistoricFragment[]>;
  /**
   * Puts spans in place of a fragment's own, and moves the postings of ids that changed. Tells which frames nothing points into any
   * more, or undefined when the fragment has changed since it was read. The posting `foundBy` stays: a job that dies finds its way by it.
   * So do those of `beside`, other fragments of the trace as they will be.
   */
  replaceFragment(
    project: ProjectId,
    before: HistoricFragment,
    spans: readonly StoredSpan[],
    by: {
      readonly jobId: string;
      readonly foundBy?: FoundBy | undefined;
      readonly beside?: readonly Fragment[];
    },
    waiting: Waiting,
  ): Promise<readonly PackFrame[] | undefined>;
  /** Makes frames unreadable in their packs; the frames beside them stay where they are. Doing it again changes nothing. */
  wipeFrames(frames: readonly PackFrame[], waiting: Waiting): Promise<void>;
  /** Lets go of what sampling had left out of a fragment and was still held; tells how many rows that were. */
  dropHeld(
    project: ProjectId,
    place: { readonly traceId: TraceId; readonly fragmentKey: string },
    waiting: Waiting,
  ): Promise<number>;
  /** Replaces a judgement as it was read, and moves it where its ids changed; false when it has changed since or is gone. */
  replaceJudgement(
    project: ProjectId,
    row: { readonly pk: string; readonly sk: string },
    judgement: { readonly before: KeptJudgement; readonly after: KeptJudgement },
    waiting: Waiting,
  ): Promise<boolean>;
  /** Has the hours of these instants summed up anew, as far as they are over by `now`. */
  markLate(
    project: ProjectId,
    instants: readonly EpochMs[],
    at: { readonly mark: string; readonly now: EpochMs; readonly expiresAt: EpochMs },
    waiting: Waiting,
  ): Promise<void>;
}

/** What was erased, by kind of row; the receipt of an erasure. */
export type ErasedCounts = Readonly<Record<string, number>>;

/** The id that an erasure was asked for, where it found a trace by one, and the instant at which it did. */
export type FoundBy = Posting;

/** Takes what was stored of a person, session, trace or call away. Everything may be done again, and then finds nothing. */
export interface EraseStore {
  /**
   * Erases a trace, or of it only the call `only`: packs first, then what finds the rows, the rows, and the posting `foundBy` last, so
   * that an erasure that died finds its way again.
   */
  eraseTrace(
    project: ProjectId,
    traceId: TraceId,
    about: {
      readonly only?: { readonly spanId: SpanId } | { readonly clientId: string };
      readonly foundBy?: FoundBy;
      readonly jobId: string;
      readonly now: EpochMs;
      readonly dryRun: boolean;
    },
    waiting: Waiting,
  ): Promise<ErasedCounts>;
  /** Erases what was said of an id that people know, and was not joined to a trace when it came. */
  eraseJudgements(project: ProjectId, target: KnownIdTarget, dryRun: boolean, waiting: Waiting): Promise<ErasedCounts>;
  /** Erases the feedback that a person gave on a day, of whatever call. */
  eraseFeedbackOf(
    project: ProjectId,
    user: UserPseudonym,
    day: EpochMs,
    dryRun: boolean,
    waiting: Waiting,
  ): Promise<ErasedCounts>;
}

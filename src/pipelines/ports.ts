/** What the pipelines need from the world; src/adapters makes each of these real. */
import type { CallFacts } from '../domain/call/facts.ts';
import type { InteractionId, ProjectId, SpanId, TraceId, UserPseudonym } from '../domain/call/ids.ts';
import type { Assessment, CallOutcome, Feedback, FeedbackTarget, KnownIdTarget } from '../domain/call/quality.ts';
import type { Redacted, RedactedJson } from '../domain/call/redacted.ts';
import type { EpochMs, Milliseconds, NanoUsd } from '../domain/call/units.ts';
import type { Cost, Usage } from '../domain/call/usage.ts';
import type { PostingKind } from '../domain/fragment/find.ts';
import type { Fragment, PackFrame, StoredSpan } from '../domain/fragment/fragment.ts';
import type { Job } from '../domain/jobs/job.ts';
import type { JudgePrompt } from '../domain/judge/prompt.ts';
import type { KeptSeries } from '../domain/otlp/dialects/metrics/condense.ts';
import type { PricedCall } from '../domain/price/pricer.ts';
import type { FieldChange } from '../domain/settings/changes.ts';
import type { StoredSettings } from '../domain/settings/settings.ts';

/** Cancels the waiting when the function is about to run out of time. */
export interface Waiting {
  readonly signal?: AbortSignal | undefined;
}

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
  /** Further instants whose hours the request changes: what was known of its calls stands there. */
  readonly touches?: readonly EpochMs[];
  /** Payloads that sampling left out, kept for a short time so that late feedback can save them. */
  readonly held?: { readonly fragments: readonly Fragment[]; readonly until: EpochMs };
}

export type KeptFeedback = Feedback<Redacted, RedactedJson>;

/** A score that came after the call, from a person, a model or the app. */
export interface KeptAssessment extends Assessment<Redacted> {
  readonly assessmentId: Redacted;
  readonly target: FeedbackTarget<Redacted>;
  readonly at: EpochMs;
  /** What the judging model was paid for it. */
  readonly costNanoUsd?: NanoUsd;
}

/** Ground truth that arrived later. */
export type KeptOutcome = CallOutcome<Redacted, RedactedJson>;

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
  readonly traceId: TraceId;
  /** Which request wrote the row. */
  readonly request: string;
  /**
   * Empty where the request brought no call, and something that concerns the trace's calls. Whoever reads them more than once takes
   * a copy of the row: stores may unpack them at every reading, so that rows which wait are small.
   */
  readonly facts: readonly CallFacts[];
}

/** A row that finds a trace by an id that people know. */
export interface PostingRow {
  readonly at: EpochMs;
  readonly position: string;
  readonly traceId: TraceId;
}

/** A stretch of time, `from` inclusive, `to` exclusive. */
export interface TimeRange {
  readonly from: EpochMs;
  readonly to: EpochMs;
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
  /** Makes readers look at the trace where its rows of the by-time index were to be trusted: a call of it has moved. */
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
   * Registers the ids of calls of all hours that closed before `until`, and were not registered before, so that they are found by
   * them without a row for each. `expiresAt` tells when an hour's register may be deleted.
   */
  register(
    project: ProjectId,
    hours: { readonly until: EpochMs; readonly expiresAt: (hour: EpochMs) => EpochMs },
    waiting: Waiting,
  ): Promise<void>;
  /** Traces that carry an id, newest first. */
  rowsByPosting(
    project: ProjectId,
    find: { readonly kind: PostingKind; readonly value: string },
    within: TimeRange,
    position: string | undefined,
    waiting: Waiting,
  ): AsyncIterable<PostingRow>;
}

/** Where the metrics of apps and machines are kept. */
export interface MachineStore {
  /** Keeps what a request measured; the same request again changes nothing and is not new. */
  keepSeries(
    project: ProjectId,
    request: {
      readonly hours: ReadonlyMap<EpochMs, readonly KeptSeries[]>;
      readonly digest: string;
      readonly receivedAt: EpochMs;
      readonly expiresAt: EpochMs;
    },
    waiting: Waiting,
  ): Promise<{ readonly isNew: boolean }>;
  /** What was measured in the hours of a range; of one series as many entries as requests brought it. */
  seriesWithin(project: ProjectId, within: TimeRange, waiting: Waiting): Promise<readonly KeptSeries[]>;
}

/** What people and assessors said of one target. */
export interface Judgements {
  readonly feedback: readonly KeptFeedback[];
  readonly assessments: readonly KeptAssessment[];
  readonly outcomes: readonly KeptOutcome[];
}

/** When a judgement came, and when its row may be deleted. */
export interface JudgementTimes {
  readonly receivedAt: EpochMs;
  readonly expiresAt: EpochMs;
}

/** Where feedback and later assessments are kept and found. */
export interface JudgementStore {
  /** Keeps feedback; the same feedback id on the same target again replaces it, and is not new. */
  keepFeedback(
    project: ProjectId,
    feedback: KeptFeedback,
    times: JudgementTimes,
    waiting: Waiting,
  ): Promise<{ readonly isNew: boolean }>;
  keepAssessment(
    project: ProjectId,
    assessment: KeptAssessment,
    times: JudgementTimes,
    waiting: Waiting,
  ): Promise<void>;
  /** Keeps ground truth; the same outcome id on the same target again replaces it. */
  keepOutcome(project: ProjectId, outcome: KeptOutcome, times: JudgementTimes, waiting: Waiting): Promise<void>;
  /** Feedback by its time, newest first. */
  feedbackByTime(project: ProjectId, within: TimeRange, waiting: Waiting): AsyncIterable<KeptFeedback>;
  /** Assessments from outside by their time, newest first. */
  assessmentsByTime(project: ProjectId, within: TimeRange, waiting: Waiting): AsyncIterable<KeptAssessment>;
  /** Ground truth by the time of its calls, newest first. */
  outcomesByTime(project: ProjectId, within: TimeRange, waiting: Waiting): AsyncIterable<KeptOutcome>;
  /** What was said of an id that people know, before or after its trace was known. */
  judgementsOf(project: ProjectId, target: KnownIdTarget, waiting: Waiting): Promise<Judgements>;
}

export const SCOPES = ['ingest', 'feedback', 'read', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** What an API key opens. The key itself is known to its holder only; we keep its hash. */
export interface KeyGrant {
  readonly keyId: string;
  readonly project: ProjectId;
  readonly scopes: readonly Scope[];
  readonly name: string;
  readonly createdAt: EpochMs;
  readonly revokedAt?: EpochMs;
}

export interface KeyStore {
  /** What a key opens, by the SHA-256 of the key in hex; undefined when there is none. Revoked grants are returned as such. */
  find(keyHash: string, waiting: Waiting): Promise<KeyGrant | undefined>;
}

/** Roll-ups of closed periods and the reports made from them. */
export interface SummaryStore {
  readonly projects: (waiting: Waiting) => Promise<readonly ProjectId[]>;
  putRollup(
    project: ProjectId,
    period: string,
    start: string,
    rollup: string,
    expiresAt: EpochMs,
    waiting: Waiting,
  ): Promise<void>;
  getRollup(project: ProjectId, period: string, start: string, waiting: Waiting): Promise<string | undefined>;
  /** Roll-ups of one kind of period, by start, `from` and `to` inclusive. */
  rollups(
    project: ProjectId,
    period: string,
    within: { readonly from: string; readonly to: string },
    waiting: Waiting,
  ): Promise<readonly { readonly start: string; readonly rollup: string }[]>;
  putReport(key: string, body: string, contentType: string, waiting: Waiting): Promise<void>;
  getReport(key: string, waiting: Waiting): Promise<string | undefined>;
  /** Closed hours that late calls or feedback have changed since they were summed up, as far as that was before an instant. */
  lateHours(
    project: ProjectId,
    before: EpochMs,
    waiting: Waiting,
  ): Promise<readonly { readonly hour: string; readonly mark: string }[]>;
  /** Forgets a late hour, unless it was marked again meanwhile. */
  settleHour(project: ProjectId, hour: string, mark: string, waiting: Waiting): Promise<void>;
}

/** A project's settings as kept. Own literals and allowed values among them are personal data by the project's own wish. */
export interface SettingsRecord {
  /** 1 for the first settings, one more with every change. */
  readonly version: number;
  readonly changedAt: EpochMs;
  /** Id of the key that changed them. */
  readonly changedBy: string;
  readonly sections: StoredSettings;
}

export interface SettingsReader {
  /** The settings of a project; undefined when it never set any. */
  readSettings(project: ProjectId, waiting: Waiting): Promise<SettingsRecord | undefined>;
}

/** What was done to a project, by whom and when. It holds names, ids and counts, and nothing that a person wrote. */
export interface AuditEntry {
  readonly at: EpochMs;
  /** Id of the key that did it. */
  readonly keyId: string;
  /** Of our own making, as `settings.changed`. */
  readonly action: string;
  /** Version of the settings after it. */
  readonly version?: number;
  readonly changes?: readonly FieldChange[];
  /** Id of the job that it began. */
  readonly jobId?: string;
  readonly kind?: string;
}

export interface AuditStore {
  addToAudit(project: ProjectId, entry: AuditEntry, waiting: Waiting): Promise<void>;
  /** Newest first, `before` exclusive. */
  readAudit(
    project: ProjectId,
    page: { readonly before: string | undefined; readonly limit: number },
    waiting: Waiting,
  ): Promise<readonly (AuditEntry & { readonly position: string })[]>;
}

export interface SettingsStore extends SettingsReader {
  /**
   * Writes settings that follow those of the version before them, and what the audit trail says of it, both or neither; false when
   * another change came first.
   */
  changeSettings(project: ProjectId, record: SettingsRecord, entry: AuditEntry, waiting: Waiting): Promise<boolean>;
}

export interface JobStore {
  /** Keeps a new job. */
  addJob(project: ProjectId, job: Job, waiting: Waiting): Promise<void>;
  findJob(project: ProjectId, jobId: string, waiting: Waiting): Promise<Job | undefined>;
  /** Newest first. */
  listJobs(project: ProjectId, limit: number, waiting: Waiting): Promise<readonly Job[]>;
  /** Replaces a job as it was read; false when it has changed since: another worker was quicker. */
  updateJob(project: ProjectId, before: Job, after: Job, waiting: Waiting): Promise<boolean>;
}

/** Asks for the next step of a job. It holds ids and numbers only. */
export interface JobMessage {
  readonly project: ProjectId;
  readonly jobId: string;
  readonly step: number;
}

export interface JobQueue {
  send(message: JobMessage, delayMs: Milliseconds, waiting: Waiting): Promise<void>;
}

/** Finds personal data in a text, for money. Places are in characters of the text. */
export interface PiiDetector {
  detectPii(
    text: string,
    language: 'en' | 'es',
    waiting: Waiting,
  ): Promise<
    readonly { readonly type: string; readonly start: number; readonly end: number; readonly score: number }[]
  >;
}

/** A fragment as it was read, with what tells whether it has changed since. */
export interface HistoricFragment {
  readonly fragment: Fragment;
  readonly expiresAt: EpochMs;
  /** Id of the job that rewrote it last. */
  readonly rewrittenBy?: string;
  /** Frames that it pointed into before it was rewritten; they are wiped, or will be. */
  readonly formerFrames: readonly PackFrame[];
}

export type KeptJudgement = KeptFeedback | KeptAssessment | KeptOutcome;

/** One thing that was stored: a fragment by its place, or a judgement as it is, with the key of its row. */
export type HistoricRow =
  | { readonly traceId: TraceId; readonly fragmentKey: string; readonly judgement?: undefined }
  | { readonly judgement: KeptJudgement; readonly row: { readonly pk: string; readonly sk: string } };

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
   * more, or undefined when the fragment has changed since it was read.
   */
  replaceFragment(
    project: ProjectId,
    before: HistoricFragment,
    spans: readonly StoredSpan[],
    jobId: string,
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
  /** Replaces a judgement as it was read; false when it has changed since or is gone. */
  replaceJudgement(
    row: { readonly pk: string; readonly sk: string },
    before: KeptJudgement,
    after: KeptJudgement,
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

/** What the model answered, and what it consumed. */
export interface ModelAnswer {
  readonly text: string;
  readonly usage: Usage;
}

/** Asks a model. Throws where it can't be reached or refuses: the queue then brings the message again. */
export type Converse = (
  model: string,
  prompt: JudgePrompt,
  limits: { readonly maxTokens: number },
  waiting: Waiting,
) => Promise<ModelAnswer>;

/** One day's account of what a project spends on one of the things that cost by the call. */
export interface SpendAccount {
  readonly purpose: 'judge' | 'deep';
  /** ISO date, UTC. */
  readonly day: string;
  readonly expiresAt: EpochMs;
}

/** What was spent of daily budgets. */
export interface SpendStore {
  /** Sets an amount aside; false when that would exceed the limit. */
  reserve(
    project: ProjectId,
    account: SpendAccount,
    sum: { readonly amount: NanoUsd; readonly limit: NanoUsd },
    waiting: Waiting,
  ): Promise<boolean>;
  /** Corrects what was set aside by what it came to: negative when it was less. */
  settle(project: ProjectId, account: SpendAccount, difference: NanoUsd, waiting: Waiting): Promise<void>;
  spentOn(project: ProjectId, account: Omit<SpendAccount, 'expiresAt'>, waiting: Waiting): Promise<NanoUsd>;
}

/** A request to judge one call: ids, and nothing of the call. */
export interface JudgeMessage {
  readonly project: ProjectId;
  readonly interactionId: InteractionId;
}

/** The queue of calls to judge. */
export type AskForJudgements = (messages: readonly JudgeMessage[], waiting: Waiting) => Promise<void>;

/** What was erased, by kind of row; the receipt of an erasure. */
export type ErasedCounts = Readonly<Record<string, number>>;

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
      readonly foundBy?: { readonly kind: PostingKind; readonly value: string };
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

/** The time, as a parameter of everything that needs it. */
export type Clock = () => EpochMs;

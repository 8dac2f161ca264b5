/**
 * The record of one step of a trace. The same shape serves every stage: `RawSpan` holds text as it came, `RedactedSpan` holds
 * text that went through redaction, and only the latter can be stored.
 */
import type { SpanId, TraceId, UserPseudonym } from './ids.ts';
import type { Json } from './json.ts';
import type { Assessment, CallProfile, Unassessed } from './quality.ts';
import type { Redacted, RedactedJson } from './redacted.ts';
import type { EpochMs, Fraction, Milliseconds } from './units.ts';
import type { Cost, Usage } from './usage.ts';

/** What kind of step a span is. Only `llm` and `embedding` spans are interactions: AI calls with tokens and a cost. */
export const SPAN_KINDS = ['llm', 'embedding', 'tool', 'agent', 'chain', 'retriever', 'guardrail', 'other'] as const;
export type SpanKind = (typeof SPAN_KINDS)[number];

export type SpanStatus = 'ok' | 'error';

/** Why a call failed. */
export interface SpanError<Text> {
  /** A class of error, as `RateLimitError` or `timeout`; low cardinality. */
  readonly type?: Text;
  readonly message?: Text;
  /** HTTP status that the provider answered. */
  readonly httpStatus?: number;
}

/** One decision of a content-safety filter, the app's or the provider's. */
export interface SafetyFlag<Text> {
  readonly category: Text;
  /** What was done about it: blocked, flagged, masked… */
  readonly action: Text;
}

/** What the machine was doing meanwhile. */
export interface Resources {
  readonly cpuPercent?: number;
  readonly memoryMb?: number;
  readonly gpuPercent?: number;
  readonly gpuMemoryMb?: number;
}

/**
 * The documents of a span: what may be large and may hold anything people type. Stored apart from the rest when large.
 * For a tool span `input` holds the arguments and `output` the result.
 */
export interface Payload<Doc> {
  /** A text, or messages `[{role, content, …}]`. */
  readonly input?: Doc;
  readonly output?: Doc;
  /** The situation of the call: location, feature flags, retrieved documents… */
  readonly context?: Doc;
  /** Whatever else the client sent, under the names it used. */
  readonly metadata?: Doc;
  /**
   * Messages that came apart from the span, as a list of `MessagePart` (parts.ts). Lists from several requests are joined, and
   * `assembleParts` makes the input and output of them where the span itself has none.
   */
  readonly parts?: Doc;
}

/** One step of a trace. Text is `Text`, documents are `Doc`; every field but the identity may be absent (a part may come later). */
export interface Span<Text, Doc> {
  readonly traceId: TraceId;
  readonly spanId: SpanId;
  readonly parentSpanId?: SpanId;
  /** The client's own interaction id, where it differs from ours. */
  readonly clientId?: Text;
  /** True when our ids were not derived from `clientId`, so that a posting has to lead from it to the trace. */
  readonly isAlias?: boolean;

  readonly kind: SpanKind;
  /** As the client calls it: `chat`, `embeddings`, `execute_tool`… */
  readonly operation?: Text;
  readonly name?: Text;
  readonly tool?: Text;
  /** Canonical provider: `openai`, `anthropic`, `aws.bedrock`… */
  readonly provider?: Text;
  /** The model that answered, or the one asked for when the answer names none. */
  readonly model?: Text;
  /** The model that was asked for, where it differs. */
  readonly requestModel?: Text;
  readonly modelVersion?: Text;
  readonly parameters?: Doc;
  readonly finishReasons?: readonly Text[];
  readonly streaming?: boolean;

  readonly start: EpochMs;
  /** True when this report doesn't know when the span began: `start` is when the report itself happened, and any other's holds. */
  readonly isStartUnknown?: boolean;
  /** Absent while only a part of the span has been seen: a call is counted when its end is. */
  readonly end?: EpochMs;
  /** Duration as the client measured it, or end minus start. */
  readonly latencyMs?: Milliseconds;
  readonly timeToFirstTokenMs?: Milliseconds;
  /** When the first token came, from clients that report that instant apart from the start. */
  readonly firstTokenAt?: EpochMs;
  /** The client's clock was implausible: times were corrected, or the call is older than a day. */
  readonly clockSkew?: boolean;

  readonly status?: SpanStatus;
  readonly error?: SpanError<Text>;
  readonly usage?: Usage;
  /** How the client's token counts were read: `inclusive`, `exclusive`, `estimated`. */
  readonly usageRule?: 'inclusive' | 'exclusive' | 'estimated';
  readonly cost?: Cost;
  /** How the provider served the call, in its own word: `default`, `batch`, `flex`, `priority`… It decides the price. */
  readonly serviceTier?: Text;

  readonly sessionId?: Text;
  readonly user?: UserPseudonym;
  readonly correlationId?: Text;
  /** The provider's id of its response. */
  readonly responseId?: Text;

  readonly environment?: Text;
  readonly service?: Text;
  readonly release?: Text;
  readonly feature?: Text;
  readonly tags?: readonly Text[];

  readonly confidence?: Fraction;
  readonly cacheHit?: boolean;
  readonly validationFailed?: boolean;
  readonly safety?: readonly SafetyFlag<Text>[];
  readonly resources?: Resources;

  /** Characters of the raw input and output: known even where the payload is not kept. */
  readonly inputLength?: number;
  readonly outputLength?: number;
  readonly payload?: Payload<Doc>;

  /**
   * When the event behind this report happened, where that is not the span's own end or start: an update that came later, a
   * merged record. Of two reports of a field the later one holds.
   */
  readonly reportedAt?: EpochMs;
  /** When fields were said that are older than `reportedAt`, by the field's name, or `payload/` and the document's. */
  readonly fieldTimes?: Readonly<Record<string, EpochMs>>;
  /** Where the record came from, and the dialect it was written in. */
  readonly source: 'api' | 'otlp' | 'langfuse';
  readonly dialect?: Text;
  /** What was cut to a limit, with the size it had: nothing is truncated silently. */
  readonly truncated?: readonly { readonly path: Text; readonly originalBytes: number }[];
}

/** A span as decoded and normalised: its text is as dangerous as what people typed. It must not leave the process. */
export interface RawSpan extends Omit<Span<string, Json>, 'user'> {
  /** The app's own id of the person, before it becomes a pseudonym. */
  readonly userId?: string;
  /** True when the client stated ids but no time: the call starts when it was first heard of, which may have been before. */
  readonly isStartAssumed?: boolean;
  /** True when no other request can bring the same ids, as they were made from this one. */
  readonly isOnlyReport?: boolean;
}

/** What redaction and assessment add. */
export interface Findings {
  /** Count of findings by type. */
  readonly redactions?: Readonly<Record<string, number>>;
  readonly redactionFailed?: boolean;
  readonly assessments?: readonly Assessment<Redacted>[];
  /** Assessors that should have judged the call and did not. */
  readonly unassessed?: readonly Unassessed<Redacted>[];
  readonly profile?: CallProfile<Redacted>;
  /** Whether the payload was kept, and with which probability a call like this one is: without it no sample tells of the whole. */
  readonly sampling?: { readonly kept: boolean; readonly probability: Fraction; readonly reason: Redacted };
}

/** What reading may add. */
export interface ReadMarks {
  /** True when documents of the span were kept and are gone by now. */
  readonly payloadMissing?: boolean;
}

/** A span that may be stored. */
export interface RedactedSpan extends Span<Redacted, RedactedJson>, Findings, ReadMarks {}

/** Whether a span is an AI call in its own right, with tokens and a cost. */
export const isInteraction = (span: { readonly kind: SpanKind }): boolean =>
  span.kind === 'llm' || span.kind === 'embedding';

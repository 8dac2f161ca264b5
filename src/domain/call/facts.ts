/**
 * The lean facts of one interaction: what lists show and filter by, and what roll-ups count. They ride in the by-time index,
 * so an hour is listed and summed up without reading a payload; every byte here is paid for twice.
 */
import { type InteractionId, interactionId, type SpanId, type TraceId, type UserPseudonym } from './ids.ts';
import { type CallProfile, passes } from './quality.ts';
import type { Redacted } from './redacted.ts';
import type { RedactedSpan, Resources, SpanKind, SpanStatus } from './span.ts';
import type { EpochMs, Fraction, Milliseconds, NanoUsd } from './units.ts';
import { knownCost, type Usage } from './usage.ts';

export interface CallFacts {
  readonly interactionId: InteractionId;
  readonly traceId: TraceId;
  readonly spanId: SpanId;
  readonly parentSpanId?: SpanId;
  readonly kind: SpanKind;
  readonly start: EpochMs;
  /** Whether the end of the call has been seen: a call is counted when it has. */
  readonly complete: boolean;
  /**
   * True when the request that brought the call brought its trace up to the root, so that only another request's row of the same
   * trace could change anything: ids are inherited already, and wrappers known.
   */
  readonly settled?: boolean;
  /** True when the call wraps or repeats another that counts in its place. */
  readonly isWrapper?: boolean;
  readonly operation?: Redacted;
  readonly name?: Redacted;
  readonly provider?: Redacted;
  readonly model?: Redacted;
  readonly status?: SpanStatus;
  readonly errorType?: Redacted;
  readonly httpStatus?: number;
  readonly latencyMs?: Milliseconds;
  readonly timeToFirstTokenMs?: Milliseconds;
  readonly usage?: Usage;
  readonly costNanoUsd?: NanoUsd;
  /** True when the cost is not known: counted apart, never as zero. */
  readonly unpriced?: boolean;
  readonly sessionId?: Redacted;
  readonly user?: UserPseudonym;
  readonly correlationId?: Redacted;
  readonly responseId?: Redacted;
  readonly environment?: Redacted;
  readonly service?: Redacted;
  readonly release?: Redacted;
  readonly feature?: Redacted;
  readonly inputLength?: number;
  readonly outputLength?: number;
  readonly confidence?: Fraction;
  readonly cacheHit?: boolean;
  readonly validationFailed?: boolean;
  readonly safetyCategories?: readonly Redacted[];
  readonly finishReasons?: readonly Redacted[];
  /** Scores by quality dimension, with whether each passed its threshold. */
  readonly scores?: readonly { readonly dimension: Redacted; readonly score: Fraction; readonly passed: boolean }[];
  /** Redaction findings, all types together. */
  readonly redactions?: number;
  readonly redactionFailed?: boolean;
  readonly resources?: Resources;
  /** What the call is about, for drift. */
  readonly profile?: CallProfile<Redacted>;
  /** Assessors that should have judged the call and did not. */
  readonly unassessed?: number;
}

/** The facts of one span, wherever its documents are: no fact is read from them. */
export const factsOf = (span: Omit<RedactedSpan, 'payload'>): CallFacts => {
  const cost = knownCost(span.cost);
  const redactions = Object.values(span.redactions ?? {}).reduce((sum, count) => sum + count, 0);
  return dropAbsent({
    interactionId: interactionId(span.traceId, span.spanId),
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    kind: span.kind,
    start: span.start,
    complete: span.end !== undefined,
    operation: span.operation,
    name: span.name,
    provider: span.provider,
    model: span.model,
    status: span.status,
    errorType: span.error?.type,
    httpStatus: span.error?.httpStatus,
    latencyMs: span.latencyMs,
    timeToFirstTokenMs: span.timeToFirstTokenMs,
    usage: span.usage,
    costNanoUsd: cost,
    unpriced: span.cost !== undefined && cost === undefined ? true : undefined,
    sessionId: span.sessionId,
    user: span.user,
    correlationId: span.correlationId,
    responseId: span.responseId,
    environment: span.environment,
    service: span.service,
    release: span.release,
    feature: span.feature,
    inputLength: span.inputLength,
    outputLength: span.outputLength,
    confidence: span.confidence,
    cacheHit: span.cacheHit,
    validationFailed: span.validationFailed,
    safetyCategories: span.safety?.map(({ category }) => category),
    finishReasons: span.finishReasons,
    scores: span.assessments?.map((one) => ({ dimension: one.dimension, score: one.score, passed: passes(one) })),
    redactions: redactions > 0 ? redactions : undefined,
    redactionFailed: span.redactionFailed,
    resources: span.resources,
    profile: span.profile,
    unassessed: span.unassessed?.length,
  });
};

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/**
 * Every field of a record, stated or undefined: what to hold an object against (`satisfies`) before `dropAbsent`, which takes any
 * object, so that a field that the record does not have is a compile error.
 */
export type Stated<T> = { readonly [K in keyof T]: T[K] | undefined };

/** The same object without the fields that are undefined, so that absent means absent in types and in JSON. */
export const dropAbsent = <T extends object>(fields: T): Defined<T> => {
  // A loop, because entries and back took a fifth of the time to ingest a batch. No field of ours is called `__proto__`.
  const kept: Record<string, unknown> = {};
  for (const key in fields) if (fields[key] !== undefined) kept[key] = fields[key];
  return kept as Defined<T>;
};

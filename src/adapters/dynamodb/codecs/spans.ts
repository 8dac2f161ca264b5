/**
 * Spans as rows keep them: without what the row says elsewhere. The facts of a call, which ride in the by-time index, hold most of
 * it; the trace is the row's key, and a pack's key is made from it. What is left is written under short names.
 */
import { type CallFacts, dropAbsent } from '../../../domain/call/facts.ts';
import type { TraceId } from '../../../domain/call/ids.ts';
import { isInteraction } from '../../../domain/call/span.ts';
import type { StoredSpan } from '../../../domain/fragment/fragment.ts';
import { describeAssessments, readAssessments } from './assessments.ts';
import { describeCost, readCost } from './cost.ts';
import { describeSlots, type Places, readSlots } from './slots.ts';

/** Fields that a call's facts have just as the span has them, unless the call inherits them. */
const IN_FACTS = [
  'spanId',
  'parentSpanId',
  'kind',
  'start',
  'operation',
  'name',
  'provider',
  'model',
  'status',
  'latencyMs',
  'timeToFirstTokenMs',
  'usage',
  'sessionId',
  'user',
  'correlationId',
  'responseId',
  'environment',
  'service',
  'release',
  'feature',
  'inputLength',
  'outputLength',
  'confidence',
  'cacheHit',
  'validationFailed',
  'finishReasons',
  'redactionFailed',
  'resources',
  'profile',
] as const satisfies readonly (keyof CallFacts & keyof StoredSpan)[];

/** A span as it is written: fields of its own name, and those with short names that are put otherwise. */
interface Described {
  /** Facts that are not the span's own, but inherited. */
  readonly '-'?: readonly string[];
  readonly $?: ReturnType<typeof describeCost>;
  readonly a?: ReturnType<typeof describeAssessments>;
  readonly p?: ReturnType<typeof describeSlots>;
}

/** Spans as plain values; `facts` are those of the calls among them, in their order, and none where the row carries none. */
export const describeSpans = (
  spans: readonly StoredSpan[],
  facts: readonly CallFacts[] | undefined,
  places: Places,
): readonly Described[] => {
  let call = 0;
  return spans.map((span, index) =>
    describe(span, isInteraction(span) ? facts?.[call++] : undefined, { ...places, index }),
  );
};

/** The spans that were described. */
export const readSpans = (
  described: readonly Described[],
  facts: readonly CallFacts[],
  { traceId, ...places }: Places & { readonly traceId: TraceId },
): readonly StoredSpan[] => {
  let call = 0;
  return described.map((one, index) =>
    // What says its kind itself is no call, or stands in a row without facts.
    read(one, 'kind' in one ? undefined : facts[call++], traceId, { ...places, index }),
  );
};

type PlacesOfSpan = Places & { readonly index: number };

const describe = (span: StoredSpan, facts: CallFacts | undefined, places: PlacesOfSpan): Described => {
  const { cost, assessments, payload } = span;
  const described: Record<string, unknown> = {};
  // A loop that takes what it wants, because taking away from a copy took twice the time.
  for (const field in span) {
    if (APART.has(field)) continue;
    const value = span[field as keyof StoredSpan];
    // The very same value, as facts are made from the span.
    if (facts !== undefined && SAID.has(field) && facts[field as keyof CallFacts] === value) continue;
    described[field] = value;
  }
  if (facts !== undefined) {
    const inherited = IN_FACTS.filter((field) => facts[field] !== undefined && span[field] === undefined);
    if (inherited.length > 0) described['-'] = inherited;
    if (span.end === endOf(span)) described['end'] = undefined;
  }
  if (cost !== undefined) described['$'] = describeCost(cost, span);
  if (assessments !== undefined) described['a'] = describeAssessments(assessments, facts?.scores);
  if (payload !== undefined) described['p'] = describeSlots(payload, places);
  return described;
};

const SAID: ReadonlySet<string> = new Set(IN_FACTS);
/** Fields that are written otherwise, or stand in the row's key. */
const APART: ReadonlySet<string> = new Set(['traceId', 'cost', 'assessments', 'payload']);

const read = (
  { '-': inherited = [], $: cost, a: assessments, p: payload, ...rest }: Described,
  facts: CallFacts | undefined,
  traceId: TraceId,
  places: PlacesOfSpan,
): StoredSpan => {
  const fields: Record<string, unknown> = { traceId };
  if (facts !== undefined) {
    for (const field of IN_FACTS) if (!inherited.includes(field)) fields[field] = facts[field];
  }
  const span = { ...fields, ...rest } as unknown as StoredSpan;
  return dropAbsent({
    ...span,
    end: span.end ?? (facts?.complete === true ? endOf(span) : undefined),
    cost: cost === undefined ? undefined : readCost(cost, span),
    assessments: assessments === undefined ? undefined : readAssessments(assessments, facts?.scores),
    payload: payload === undefined ? undefined : readSlots(payload, places),
  }) as unknown as StoredSpan;
};

/** When a call ended by its start and its duration. */
const endOf = ({ start, latencyMs = 0 }: Pick<StoredSpan, 'start' | 'latencyMs'>): number => start + latencyMs;

/**
 * The path of a call, on one page: normalise → price → redact → assess → keep → measure. Every protocol decodes its requests to the
 * same spans before (ingest-interactions.ts, ingest-otlp.ts, ingest-langfuse.ts); the result is what became of each.
 */
import type { Assess, Assessed } from '../domain/assess/assess.ts';
import { CALL_BUDGET_MS, REQUEST_BUDGET_MS } from '../domain/assess/budgets.ts';
import { dropAbsent } from '../domain/call/facts.ts';
import type { ProjectId } from '../domain/call/ids.ts';
import type { Keyed } from '../domain/call/keyed.ts';
import type { FieldProblem } from '../domain/call/problem.ts';
import { passes } from '../domain/call/quality.ts';
import { inOurWords, type RedactedJson } from '../domain/call/redacted.ts';
import { isInteraction, type RawSpan, type RedactedSpan } from '../domain/call/span.ts';
import type { EpochMs, Milliseconds } from '../domain/call/units.ts';
import type { Cost } from '../domain/call/usage.ts';
import { isNegative } from '../domain/feedback/summary.ts';
import { cutFragments } from '../domain/fragment/cut.ts';
import { PAYLOAD_FIELDS, type PayloadField, type PayloadSlot, type StoredSpan } from '../domain/fragment/fragment.ts';
import { boundSpan } from '../domain/normalise/bound-span.ts';
import { normaliseSpan } from '../domain/normalise/normalise-span.ts';
import type { PricedCall } from '../domain/price/pricer.ts';
import { redactLabelsFirst, redactSpan } from '../domain/redact/redact-span.ts';
import type { Redactor } from '../domain/redact/redactor.ts';
import type { SamplingDecision, SamplingFacts } from '../domain/sampling/decide.ts';
import { countingSpans } from '../domain/totals/counting-spans.ts';
import { createHeard } from './first-heard.ts';
import type { CallStore, Keeping } from './ports/calls.ts';
import type { KeptFeedback } from './ports/judgements.ts';
import type { Waiting } from './ports/time.ts';
import type { OfProject } from './project-settings.ts';
import { wholeOf } from './whole-traces.ts';

/** One request's spans, decoded, with what belongs to all of them. */
export interface Arrival {
  readonly project: ProjectId;
  readonly digest: string;
  readonly receivedAt: EpochMs;
  readonly items: readonly ArrivedItem[];
}

/** A decoded span, or what is wrong with the item that should have been one. */
export type ArrivedItem =
  | { readonly ok: true; readonly span: RawSpan; readonly feedback?: FeedbackOf }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/** Makes the feedback that came with a span, once the span's texts are redacted. */
export type FeedbackOf = (span: RedactedSpan) => KeptFeedback;

/** What became of an item. */
export type Fate =
  | { readonly status: 'stored' | 'duplicate'; readonly span: RedactedSpan }
  | { readonly status: 'rejected'; readonly problems: readonly FieldProblem[] };

/** The steps as a project's settings make them. */
export interface ProjectSteps {
  readonly redactor: Redactor;
  readonly price: (call: PricedCall) => Cost;
  readonly assess: Assess;
  /** Whether the payload of a call is kept; counters and costs come from every call. */
  readonly sample: (facts: SamplingFacts) => SamplingDecision;
  readonly retentionMs: Milliseconds;
  /** How long payloads that sampling leaves out are held. */
  readonly holdMs: Milliseconds;
}

export interface IngestParts {
  readonly calls: CallStore;
  readonly keyed: Keyed;
  readonly stepsOf: OfProject<ProjectSteps>;
  readonly measure: (arrival: Arrival, outcome: Outcome) => void;
  /** Told when an item could not be processed: a fault of ours, whose message may quote the item. */
  readonly onFault: (error: unknown) => void;
}

/** What came of a request, for its metrics. */
export interface Outcome {
  readonly fates: readonly Fate[];
  readonly duplicate: boolean;
  /** Feedback that came inside the request's interactions. */
  readonly feedback: readonly KeptFeedback[];
}

export type Ingest = (arrival: Arrival, waiting: Waiting) => Promise<readonly Fate[]>;

/** Puts the path together. The result is there when the data is durable, or it throws and nothing is acknowledged. */
export const createIngest =
  ({ calls, keyed, stepsOf, measure, onFault }: IngestParts): Ingest =>
  async (arrival, waiting) => {
    const { project, digest, receivedAt } = arrival;
    const arrived = arrival.items.flatMap((item) => (item.ok ? [item.span] : []));
    const [{ redactor: anyRedactor, price, assess, sample, retentionMs, holdMs }, heard] = await Promise.all([
      stepsOf(project, waiting),
      createHeard(calls)(project, arrived, waiting),
    ]);
    // The calls of an agent repeat its conversation: what they have in common is looked at once.
    const redactor = anyRedactor.forRequest();
    // One item that we can't handle must not cost its neighbours.
    const attempt = <Result>(step: () => Result): Result | undefined => {
      try {
        return step();
      } catch (error) {
        onFault(error);
        return undefined;
      }
    };

    // All items are redacted before any is assessed. A batch takes a tenth less time than item by item, as the processor's caches
    // keep the code and the tables of one step.
    const redacted = arrival.items.map((item): RedactedSpan | undefined =>
      item.ok
        ? attempt(() => {
            const bounded = redactLabelsFirst(boundSpan(heard.withStart(item.span)), redactor);
            const normalised = normaliseSpan(bounded, { receivedAt });
            return redactSpan(priced(normalised, price), { project, redactor, keyed });
          })
        : undefined,
    );
    let assessingMs = REQUEST_BUDGET_MS;
    const assessed = (span: RedactedSpan, feedbackOf: FeedbackOf | undefined): Prepared => {
      const judged = assess(span, { budgetMs: Math.min(CALL_BUDGET_MS, assessingMs) });
      assessingMs -= judged.tookMs;
      const known = withJudgements(span, judged);
      const feedback = feedbackOf?.(known);
      const sampled = { ...known, sampling: samplingOf(sample(samplingFacts(known, feedback))) };
      return feedback === undefined ? { span: sampled } : { span: sampled, feedback };
    };
    const prepared = arrival.items.map((item, index): Prepared => {
      if (!item.ok) return { problems: item.problems };
      const span = redacted[index];
      const done = span === undefined ? undefined : attempt(() => assessed(span, item.feedback));
      return done ?? { problems: [{ path: '', message: 'could not be processed; please report its shape' }] };
    });

    const feedback = prepared.flatMap((item) => (item.feedback === undefined ? [] : [item.feedback]));
    const spans = prepared.flatMap((item) => (item.span === undefined ? [] : [item.span]));
    const kept = spans.map(stored);
    const moved = heard.movedIn(kept);
    // Before the new rows are written: after a crash in between, readers only look at whole traces without need.
    for (const traceId of moved.keys()) await calls.unsettle(project, traceId, waiting);
    const duplicate =
      spans.length > 0 &&
      (
        await calls.keep(
          {
            project,
            digest,
            receivedAt,
            expiresAt: receivedAt + retentionMs,
            fragments: cutFragments(kept, { digest, receivedAt, wholeOf: (trace) => wholeOf(trace, moved) }),
            feedback,
            touches: [...moved.values()].flat(),
            ...heldOf(spans, { digest, receivedAt, holdMs }),
          },
          waiting,
        )
      ).duplicate;

    const status = duplicate ? 'duplicate' : 'stored';
    const fates = prepared.map(
      (item): Fate =>
        item.span === undefined ? { status: 'rejected', problems: item.problems ?? [] } : { status, span: item.span },
    );
    measure(arrival, { fates: withoutWrappers(fates), duplicate, feedback: duplicate ? [] : feedback });
    return fates;
  };

/**
 * For metrics: a call that wraps or repeats another one of the request (as the span of a framework around that of the SDK) becomes an
 * ordinary step, or its tokens would count twice.
 */
const withoutWrappers = (fates: readonly Fate[]): readonly Fate[] => {
  const calls = fates.flatMap((fate) => (fate.status === 'rejected' ? [] : [fate.span]));
  if (calls.length < 2) return fates;
  const traces = [...Map.groupBy(calls, ({ traceId }) => traceId).values()];
  const counting = new Set(
    traces.flatMap((trace) => [...countingSpans(trace)].map((id) => `${trace[0]?.traceId}-${id}`)),
  );
  return fates.map((fate) =>
    fate.status === 'rejected' || !isInteraction(fate.span) || counting.has(`${fate.span.traceId}-${fate.span.spanId}`)
      ? fate
      : { ...fate, span: { ...fate.span, kind: 'chain' } },
  );
};

/** An item before it is kept: its span with the feedback that came inside it, or what is wrong with it. */
interface Prepared {
  readonly span?: RedactedSpan;
  readonly feedback?: KeptFeedback;
  readonly problems?: readonly FieldProblem[];
}

/** A client's own figure stands; otherwise we compute one, or say that we can't. */
const priced = (span: RawSpan, price: (call: PricedCall) => Cost): RawSpan =>
  span.cost !== undefined || (span.kind !== 'llm' && span.kind !== 'embedding')
    ? span
    : { ...span, cost: price(span as PricedCall) };

const withJudgements = (span: RedactedSpan, { assessments, unassessed, profile }: Assessed): RedactedSpan => ({
  ...span,
  ...(assessments.length === 0 ? {} : { assessments }),
  ...(unassessed.length === 0 ? {} : { unassessed }),
  ...(profile === undefined ? {} : { profile }),
});

const samplingFacts = (span: RedactedSpan, feedback: KeptFeedback | undefined): SamplingFacts => ({
  ...span,
  failed: span.status === 'error',
  flagged: span.safety !== undefined || (span.assessments ?? []).some((one) => !passes(one)),
  negative: feedback !== undefined && isNegative(feedback),
});

const samplingOf = ({ retain, probability, reason }: SamplingDecision): NonNullable<RedactedSpan['sampling']> => ({
  kept: retain === 'keep',
  probability,
  reason: inOurWords(reason),
});

/**
 * Payloads that sampling left out, to be held for a while: late negative feedback saves them. Nothing, and no cost, where every payload
 * is kept.
 */
const heldOf = (
  spans: readonly RedactedSpan[],
  {
    digest,
    receivedAt,
    holdMs,
  }: { readonly digest: string; readonly receivedAt: EpochMs; readonly holdMs: Milliseconds },
): Pick<Keeping, 'held'> => {
  const left = spans.filter(({ sampling, payload }) => sampling?.kept === false && payload !== undefined);
  if (left.length === 0 || holdMs === 0) return {};
  const bare = left.map(({ traceId, spanId, kind, start, source, inputLength, outputLength, payload }) =>
    stored(
      dropAbsent({
        traceId,
        spanId,
        kind,
        start,
        source,
        inputLength,
        outputLength,
        payload,
      }) as unknown as RedactedSpan,
    ),
  );
  return { held: { fragments: cutFragments(bare, { digest, receivedAt }), until: receivedAt + holdMs } };
};

/** The span as a fragment holds it: each document in a slot of its own, and none where sampling left the payload out. */
const stored = (span: RedactedSpan): StoredSpan => {
  if (span.payload === undefined || span.sampling?.kept === false) {
    const { payload: _, ...bare } = span;
    return bare;
  }
  const slots: { [Field in PayloadField]?: PayloadSlot } = {};
  for (const field of PAYLOAD_FIELDS) {
    const value = span.payload[field];
    if (value !== undefined) slots[field] = { value: value as RedactedJson };
  }
  return { ...span, payload: slots };
};

/** The call that a judgement is about, whichever id it was given to; undefined while the call has not arrived. */
import {
  type InteractionId,
  type ProjectId,
  parseInteractionId,
  type SpanId,
  type TraceId,
} from '../domain/call/ids.ts';
import type { FeedbackTarget } from '../domain/call/quality.ts';
import { isInteraction } from '../domain/call/span.ts';
import { DAY_MS, type EpochMs } from '../domain/call/units.ts';
import type { StoredSpan } from '../domain/fragment/fragment.ts';
import { type Located, locateByClientId } from './locate-call.ts';
import type { CallStore } from './ports/calls.ts';
import type { Waiting } from './ports/time.ts';
import { readTrace, type WholeTrace } from './read-trace.ts';

/** A clock of an app may run behind ours: a call that began a minute after the judgement is taken as before it. */
const SKEW_MS = 60_000;

/** How long before the judgement its call may have been, where only an id of a session or the like is given. */
const REACH_MS = 30 * DAY_MS;

/** Whether a target says by itself in which trace its call is. Others are looked for in registers, which are made hour by hour. */
export const isDirect = ({ by }: FeedbackTarget<string>): boolean =>
  by === 'interaction' || by === 'trace' || by === 'client';

/**
 * Finds it. A trace, a session or another id may hold several calls: then it is the last one that began before the judgement
 * was given, as that is the answer the person had before them.
 */
export const resolveTarget = async (
  calls: CallStore,
  project: ProjectId,
  { target, at }: { readonly target: FeedbackTarget<string>; readonly at: EpochMs },
  waiting: Waiting,
): Promise<Located | undefined> => {
  const read = (traceId: TraceId) => readTrace(calls, project, traceId, waiting);
  switch (target.by) {
    case 'interaction':
      return byInteractionId(target.interactionId, read);
    case 'trace':
      return lastOf(await read(target.traceId), at, () => true);
    case 'client': {
      const derived = target.derived === undefined ? undefined : await byInteractionId(target.derived, read);
      return derived ?? locateByClientId(calls, project, target.value, waiting);
    }
    default: {
      const { by, value } = target;
      const field = ({ correlation: 'correlationId', response: 'responseId', session: 'sessionId' } as const)[by];
      const before = { from: at - REACH_MS, to: at + SKEW_MS };
      for await (const row of calls.rowsByPosting(project, { kind: by, value }, before, undefined, waiting)) {
        const found = lastOf(await read(row.traceId), at, (span) => span[field] === value);
        if (found !== undefined) return found;
      }
      return undefined;
    }
  }
};

const byInteractionId = async (
  id: InteractionId,
  read: (traceId: TraceId) => Promise<WholeTrace | undefined>,
): Promise<Located | undefined> => {
  const { traceId, spanId } = parseInteractionId(id) as { readonly traceId: TraceId; readonly spanId: SpanId };
  const trace = await read(traceId);
  const span = trace?.spans.find((one) => one.spanId === spanId);
  return trace === undefined || span === undefined ? undefined : { trace, span };
};

const lastOf = (
  trace: WholeTrace | undefined,
  at: EpochMs,
  carries: (span: StoredSpan) => boolean,
): Located | undefined => {
  const spans = trace?.spans
    .filter((span) => isInteraction(span) && carries(span) && span.start <= at + SKEW_MS)
    .sort((a, b) => a.start - b.start);
  const span = spans?.at(-1);
  return trace === undefined || span === undefined ? undefined : { trace, span };
};

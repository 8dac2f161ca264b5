/** Langfuse's ids are texts of any form; ours are hexadecimal. Those that are hexadecimal stay, others are derived, always alike. */
import { parseSpanId, parseTraceId, type SpanId, type TraceId } from '../call/ids.ts';

/** Makes ids of a project from texts, keyed, so that nobody can tell the text from the id. */
export interface DerivedIds {
  readonly traceId: (seed: string) => TraceId;
  readonly spanId: (seed: string) => SpanId;
}

/** The trace of a Langfuse trace id. */
export const traceOf = (id: string, ids: DerivedIds): TraceId => parseTraceId(id) ?? ids.traceId(id);

/** The span of a Langfuse observation id. */
export const spanOf = (id: string, ids: DerivedIds): SpanId => parseSpanId(id) ?? ids.spanId(id);

/** The span that stands for a Langfuse trace itself, under which its observations hang. */
export const rootOf = (traceId: TraceId, ids: DerivedIds): SpanId => ids.spanId(`langfuse trace ${traceId}`);

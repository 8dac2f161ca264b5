/** Ids for what comes without: made from what a client does say, so that the same record twice gives the same id. */
import type { SpanId, TraceId } from '../../call/ids.ts';

/** Turns a seed into an id, stably within a project; keyed, as a plain hash of a short text could be guessed back. */
export interface DerivedIds {
  readonly traceId: (seed: string) => TraceId;
  readonly spanId: (seed: string) => SpanId;
}

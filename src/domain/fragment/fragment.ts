/**
 * What one request stored of one trace: immutable, under a key made from the request's content, so a retry overwrites itself.
 * Reading a trace merges its fragments (merge.ts).
 */
import type { SpanId, TraceId } from '../call/ids.ts';
import type { RedactedJson } from '../call/redacted.ts';
import type { Payload, RedactedSpan } from '../call/span.ts';
import type { EpochMs } from '../call/units.ts';

export interface Fragment {
  readonly traceId: TraceId;
  /** Unique within the trace: the request's digest and the number of the part. */
  readonly key: string;
  readonly receivedAt: EpochMs;
  readonly spans: readonly StoredSpan[];
  /** What its request knows of the whole trace; absent in a fragment that was read, and where the request held a piece only. */
  readonly whole?: WholeKnown;
}

/** What a request knows of a trace that it brought up to the root. */
export interface WholeKnown {
  /** What all spans of the trace inherit. */
  readonly shared: Partial<StoredSpan>;
  /** The calls that count. */
  readonly counting: ReadonlySet<SpanId>;
}

export type PayloadField = keyof Payload<RedactedJson>;
export const PAYLOAD_FIELDS: readonly PayloadField[] = ['input', 'output', 'context', 'metadata', 'parts'];

/** Where one document is: here, or in a pack in the object store. */
export type PayloadSlot =
  | { readonly value: RedactedJson }
  | {
      readonly pack: PackFrame;
      /** Which span of the frame, and a digest of the document, so that merging needs no reading. */
      readonly span: number;
      readonly digest: string;
      /** Bytes of the document as JSON. */
      readonly bytes: number;
    };

/** A compressed piece of a pack: the payloads of one fragment. */
export interface PackFrame {
  readonly key: string;
  readonly offset: number;
  readonly length: number;
}

/** A span as kept: its documents may stand elsewhere. */
export interface StoredSpan extends Omit<RedactedSpan, 'payload'> {
  readonly payload?: { readonly [field in PayloadField]?: PayloadSlot };
  /** Of a merged span: the lists of message parts that requests brought, each of which stands in a `payload.parts` of its own. */
  readonly parts?: readonly PayloadSlot[];
}

/** When the event that a span reports happened: its end where that is known, for a later report of a call is the fuller one. */
export const eventTime = (span: { readonly start: EpochMs; readonly end?: EpochMs }): EpochMs => span.end ?? span.start;

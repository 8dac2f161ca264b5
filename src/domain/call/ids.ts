/** The ids that hold calls together, as types, so that a session id can't stand where a trace id belongs. */

declare const id: unique symbol;
type Id<Name extends string> = string & { readonly [id]: Name };

/** 32 lower-case hex digits, not all zero; W3C Trace Context's trace-id. */
export type TraceId = Id<'trace'>;
/** 16 lower-case hex digits, not all zero; W3C Trace Context's parent-id. */
export type SpanId = Id<'span'>;
/** `<trace id>-<span id>`: one AI call. */
export type InteractionId = Id<'interaction'>;
/** The tenant that everything belongs to; it comes from the API key, never from the payload. 1–64 of `a-z 0-9 -`. */
export type ProjectId = Id<'project'>;
/** A keyed pseudonym of a person, `u_` and 26 letters and digits: stable within a project, of no use outside it. */
export type UserPseudonym = Id<'user'>;

const TRACE = /^[0-9a-f]{32}$/;
const SPAN = /^[0-9a-f]{16}$/;
const PROJECT = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;

/** Reads a trace id, in either case; undefined when the text is none. */
export const parseTraceId = (text: string): TraceId | undefined => {
  const lower = text.toLowerCase();
  return TRACE.test(lower) && !/^0+$/.test(lower) ? (lower as TraceId) : undefined;
};

/** Reads a span id, in either case; undefined when the text is none. */
export const parseSpanId = (text: string): SpanId | undefined => {
  const lower = text.toLowerCase();
  return SPAN.test(lower) && !/^0+$/.test(lower) ? (lower as SpanId) : undefined;
};

/** Reads a project id; undefined when the text is none. */
export const parseProjectId = (text: string): ProjectId | undefined =>
  PROJECT.test(text) ? (text as ProjectId) : undefined;

/** The id of the call that a span is. */
export const interactionId = (traceId: TraceId, spanId: SpanId): InteractionId =>
  `${traceId}-${spanId}` as InteractionId;

/** Takes an interaction id apart; undefined when the text is not one of ours (then it may be a client's own). */
export const parseInteractionId = (
  text: string,
): { readonly traceId: TraceId; readonly spanId: SpanId } | undefined => {
  if (text.length !== 49 || text[32] !== '-') return undefined;
  const traceId = parseTraceId(text.slice(0, 32));
  const spanId = parseSpanId(text.slice(33));
  return traceId && spanId ? { traceId, spanId } : undefined;
};

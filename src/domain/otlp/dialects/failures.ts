/** Finds out whether a span failed and why: no two dialects say it alike, and some say it only in passing. */
import { dropAbsent } from '../../call/facts.ts';
import type { SpanError, SpanStatus } from '../../call/span.ts';
import type { OtlpEvent, OtlpSpan } from '../wire/model.ts';
import type { Found } from './find-fields.ts';
import { asText } from './values.ts';

/** Statuses as OTLP numbers them. */
const OK = 1;
const ERROR = 2;

/** From here on Logfire's levels are errors. @see https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber */
const ERROR_LEVEL = 17;

/** What became of a span. */
export interface Outcome {
  readonly status?: SpanStatus;
  readonly error?: SpanError<string>;
}

/** The outcome of a span. `isCall` is whether it calls a model or a tool: there an HTTP status of 400 and up is a failure. */
export const outcomeOf = (
  span: OtlpSpan,
  found: Found,
  { isCall, scope }: { readonly isCall: boolean; readonly scope: string },
): Outcome => {
  const exception = span.events.findLast(({ name }) => EXCEPTION_EVENTS.has(name));
  const httpError = (found.httpStatus ?? 0) >= 400;
  const failed =
    span.status === ERROR ||
    span.attributes['error.type'] !== undefined ||
    found.success === false ||
    found.failed === true ||
    /^error$/i.test(found.level ?? '') ||
    (found.logLevel ?? 0) >= ERROR_LEVEL ||
    (httpError && isCall) ||
    // An exception that a span survived is no failure; LangSmith calls failed spans OK all the same.
    (exception !== undefined && (span.status !== OK || scope === 'langsmith'));
  if (!failed) return span.status === OK || found.success === true ? { status: 'ok' } : {};
  return { status: 'error', error: errorOf(span, found, exception) };
};

/** Events that tell of an error: OpenTelemetry's own, and the log event of generative calls. */
export const EXCEPTION_EVENTS: ReadonlySet<string> = new Set(['exception', 'gen_ai.client.operation.exception']);

const errorOf = (span: OtlpSpan, found: Found, exception: OtlpEvent | undefined): SpanError<string> => {
  const thrown = exception === undefined ? undefined : exceptionIn(exception.attributes);
  const message = presence(span.statusMessage) ?? found.errorMessage ?? thrown?.message;
  const type = found.errorType ?? thrown?.type;
  return makeError(type, message, found.httpStatus);
};

/** The error that an exception event or record tells. Its stack trace is left behind: it holds paths and sometimes values. */
export const exceptionIn = (attributes: OtlpEvent['attributes']): SpanError<string> =>
  makeError(asText(attributes['exception.type'] ?? null), asText(attributes['exception.message'] ?? null), undefined);

/** An error with its HTTP status, which may stand only in the type ("429") or at the head of the message. */
export const makeError = (
  type: string | undefined,
  message: string | undefined,
  status: number | undefined,
): SpanError<string> => {
  const stated = status !== undefined && status >= 400 && status <= 599 ? status : undefined;
  const inType = type !== undefined && /^[45]\d\d$/.test(type) ? Number(type) : undefined;
  const head = message === undefined ? undefined : STATUS_AT_HEAD.exec(message.slice(0, 120))?.[1];
  return dropAbsent({ type, message, httpStatus: stated ?? inType ?? (head === undefined ? undefined : Number(head)) });
};

/** As in "429 Rate limit reached", "Error: 500 The server…", "Error code: 401 - {…}", "status code 503", "status_code: 429". */
const STATUS_AT_HEAD =
  /^(?:[\w.]*(?:error|exception)\w*(?:\(['"])?:?\s*)?(?:(?:error|status|http)?[\s_]*(?:code|status)?[:= ]\s*)?([45]\d\d)\b(?![.,]\d)/i;

const presence = (text: string): string | undefined => (text === '' ? undefined : text);

/** Answers as OTLP's clients read them: in the encoding of the request, errors as `google.rpc.Status`. */
import { encodingOf } from '../domain/otlp/wire/decode.ts';
import { type EncodedResponse, statusResponse } from '../domain/otlp/wire/responses.ts';
import { type HttpEvent, type HttpResponse, headerOf } from './http.ts';
import { problemResponse } from './problem-response.ts';

/** An encoded message as the answer. Protobuf is binary, which a function hands over as base64; no bytes need none. */
export const otlpResponse = (
  statusCode: number,
  { contentType, body }: EncodedResponse,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse => {
  const isBinary = contentType !== 'application/json' && body.length > 0;
  return {
    statusCode,
    headers: { ...headers, 'content-type': contentType },
    body: Buffer.from(body).toString(isBinary ? 'base64' : 'utf8'),
    ...(isBinary ? { isBase64Encoded: true } : {}),
  };
};

/**
 * The answer to an error: the status and headers of any other route, so that what may be sent again is a 503 with Retry-After.
 * A content type that is neither encoding is answered in JSON, which people can read.
 * @see https://opentelemetry.io/docs/specs/otlp/#failures-1
 */
export const otlpProblem = (error: unknown, event: HttpEvent): HttpResponse => {
  const { statusCode, headers, body } = problemResponse(error);
  const { detail } = JSON.parse(body) as { readonly detail: string };
  const encoding = encodingOf(headerOf(event, 'content-type')) ?? 'json';
  const message = statusCode === 413 ? `${detail} ${ADVICE}` : detail;
  return otlpResponse(statusCode, statusResponse(encoding, statusCode, message), headers);
};

/** Exporters drop what is answered 413, so the answer says what to set. A default batch of long prompts is ten times smaller with gzip. */
const ADVICE =
  'Set OTEL_EXPORTER_OTLP_COMPRESSION=gzip, and where that is not enough OTEL_BSP_MAX_EXPORT_BATCH_SIZE=64.';

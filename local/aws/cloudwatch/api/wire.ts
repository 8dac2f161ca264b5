/** CloudWatch's protocol on the wire: AWS JSON 1.0, which is what today's SDK for JavaScript sends. */
import { gunzipSync } from 'node:zlib';
import type { AwsRequest, AwsResponse } from '../../service.ts';

/** An answer that is an error, by CloudWatch's names for them. */
export class ApiError extends Error {
  readonly type: string;
  readonly status: number;

  constructor(type: string, message: string, status = 400) {
    super(message);
    this.type = type;
    this.status = status;
  }
}

export const invalid = (message: string): ApiError => new ApiError('InvalidParameterValueException', message);
export const badCombination = (message: string): ApiError =>
  new ApiError('InvalidParameterCombinationException', message);
export const missing = (name: string): ApiError =>
  new ApiError('MissingRequiredParameterException', `The parameter ${name} is required.`);
export const notImplemented = (what: string): ApiError =>
  new ApiError('NotImplemented', `${what} is not implemented by the local CloudWatch`, 501);

const TARGET = 'GraniteServiceVersion20100801.';
const CONTENT_TYPE = 'application/x-amz-json-1.0';
/** Longest request body after decompression; PutMetricData's own limit is 1 MB. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

export interface Operation {
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const bodyOf = ({ headers, body }: AwsRequest): unknown => {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'gzip') throw notImplemented(`the content encoding ${encoding}`);
  try {
    const plain = encoding === 'gzip' ? gunzipSync(body, { maxOutputLength: MAX_BODY_BYTES }) : body;
    return JSON.parse(plain.toString('utf8') || '{}');
  } catch {
    throw new ApiError('SerializationException', 'the body is not the JSON it is said to be');
  }
};

/** Reads which operation is asked for, and with what. @throws ApiError */
export const readOperation = (request: AwsRequest): Operation => {
  const target = request.headers['x-amz-target'] ?? '';
  if (!target.startsWith(TARGET))
    throw notImplemented(`a request without an X-Amz-Target of ${TARGET}… (AWS JSON 1.0)`);
  const body = bodyOf(request);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new ApiError('SerializationException', 'the body must be a JSON object');
  return { name: target.slice(TARGET.length), body: body as Operation['body'] };
};

export const respond = (result: unknown): AwsResponse => ({
  status: 200,
  headers: { 'content-type': CONTENT_TYPE },
  body: JSON.stringify(result),
});

/** The SDK takes an error's name from `__type`, and from the header the name it had in the old query protocol. */
export const respondError = ({ type, message, status }: ApiError): AwsResponse => ({
  status,
  headers: {
    'content-type': CONTENT_TYPE,
    'x-amzn-query-error': `${type.replace(/Exception$/, '')};${status < 500 ? 'Sender' : 'Receiver'}`,
  },
  body: JSON.stringify({ __type: `com.amazonaws.cloudwatch#${type}`, message }),
});

/**
 * The event an HTTP API hands to a function, payload format 2.0.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
import { apiTime } from './time.ts';

/** One HTTP request, read whole. */
export interface ApiRequest {
  readonly requestId: string;
  readonly method: string;
  /** Path as sent, percent-encoded, without query. */
  readonly path: string;
  /** Query as sent, without the question mark. */
  readonly query: string;
  /** Names in lower case, repeated headers joined with commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly sourceIp: string;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
}

export interface EventSurroundings {
  readonly accountId: string;
  readonly apiId: string;
  readonly stage: string;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/**
 * Types whose bodies arrive as text; every other body, also one without a type and form data, arrives in base64. Compressed
 * bodies are binary whatever their type.
 * @see https://github.com/ministackorg/ministack/pull/766 checked against AWS
 */
export const isTextBody = (headers: ApiRequest['headers']): boolean => {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') return false;
  const type = (headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase();
  return type.startsWith('text/') || /^application\/(json|xml|javascript)$/.test(type);
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/**
 * The path as the API matches it and hands it on: decoded, and cut at a question mark that was encoded, as captures of
 * real HTTP APIs show.
 * @see https://github.com/middleapi/standard-server/pull/93
 */
export const decodedPath = (path: string): string => decode(path).split('?', 1)[0]!;

const queryParameters = (query: string): Readonly<Record<string, string>> => {
  const parameters = new URLSearchParams(query);
  return Object.fromEntries([...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name).join(',')]));
};

/** Builds the event of one request. */
export const httpApiEvent = (request: ApiRequest, around: EventSurroundings): object => {
  const { requestId, method, query, body } = request;
  const { cookie, ...headers } = request.headers;
  const { accountId, apiId, stage, routeKey, pathParameters, stageVariables } = around;
  const rawPath = decodedPath(request.path);
  const isText = isTextBody(headers);
  const host = headers['host'] ?? 'localhost';
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: query,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/;\s*/) }),
    headers: {
      ...headers,
      'x-forwarded-for': [headers['x-forwarded-for'], request.sourceIp].filter(Boolean).join(', '),
      'x-forwarded-port': host.split(':')[1] ?? '80',
      'x-forwarded-proto': 'http',
      'x-amzn-trace-id': headers['x-amzn-trace-id'] ?? traceId(requestId, request.receivedAt),
    },
    ...(query === '' ? {} : { queryStringParameters: queryParameters(query) }),
    requestContext: {
      accountId,
      apiId,
      domainName: host,
      domainPrefix: apiId,
      http: {
        method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey,
      stage,
      time: apiTime(request.receivedAt),
      timeEpoch: request.receivedAt,
    },
    ...(Object.keys(pathParameters).length === 0 ? {} : { pathParameters }),
    ...(Object.keys(stageVariables).length === 0 ? {} : { stageVariables }),
    ...(body.length === 0 ? {} : { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
};

/** `Root=1-<seconds in hex>-<24 hex digits>`, as X-Ray writes it. */
const traceId = (requestId: string, receivedAt: number): string =>
  `Root=1-${Math.floor(receivedAt / 1000).toString(16)}-${Buffer.from(requestId).toString('hex').padEnd(24, '0').slice(0, 24)}`;

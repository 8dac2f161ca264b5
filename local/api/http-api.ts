/** One HTTP API: takes a request through CORS, routing, throttling and its function to an answer, a log line and metrics. */
import type { Invocation } from '../lambda/function-pool.ts';
import type { MetricSample } from '../metric-sample.ts';
import { type AccessRecord, accessLogLine } from './access-log.ts';
import {
  type ApiAnswer,
  answerOf,
  INTERNAL_SERVER_ERROR,
  NOT_FOUND,
  SERVICE_UNAVAILABLE,
  TOO_LARGE,
  TOO_MANY_REQUESTS,
} from './answer.ts';
import type { ApiDefinition, Integration } from './api-definition.ts';
import { preflightHeaders, withCors } from './cors.ts';
import { type ApiRequest, decodedPath, httpApiEvent } from './event.ts';
import { createRouter, type RouteMatch } from './routes.ts';
import { createTokenBucket } from './throttle.ts';

export interface HttpApiOptions {
  readonly definition: ApiDefinition;
  readonly accountId: string;
  /** Runs a function; undefined when the API's permission to do so is missing. */
  readonly invoke: (functionArn: string, route: string, event: string) => Promise<Invocation | 'not permitted'>;
  readonly clock: () => number;
  readonly onAccessLog: (group: string, line: string) => void;
  readonly onRequest?: ((record: AccessRecord) => void) | undefined;
  readonly onMetric: (sample: MetricSample) => void;
}

/** Largest request body, in bytes: 10 MB. */
export const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** What happened in the function, for the access log. */
interface Reached {
  readonly answer: ApiAnswer;
  readonly latency?: number;
  readonly status?: number;
  readonly error?: string;
  readonly lambdaRequestId?: string;
}

const afterTimeout = <Value>(
  milliseconds: number,
  value: Value,
): { readonly promise: Promise<Value>; stop: () => void } => {
  let timer: NodeJS.Timeout;
  const promise = new Promise<Value>((resolve) => {
    timer = setTimeout(() => resolve(value), milliseconds);
  });
  return { promise, stop: () => clearTimeout(timer) };
};

/** Makes the function that answers requests. It never rejects. */
export const createHttpApi = (options: HttpApiOptions): ((request: ApiRequest) => Promise<ApiAnswer>) => {
  const { definition, accountId, clock } = options;
  const { apiId, stage, cors } = definition;
  const route = createRouter(definition.routes);
  const defaultBucket = createTokenBucket(definition.defaultLimit, clock);
  const buckets = new Map(
    [...definition.routeLimits].map(([key, limit]) => [key, createTokenBucket(limit, clock)] as const),
  );

  const integrate = async (request: ApiRequest, match: RouteMatch<Integration>): Promise<Reached> => {
    const { key, target, method, segments } = match.route;
    const event = httpApiEvent(request, {
      accountId,
      apiId,
      stage,
      stageVariables: definition.stageVariables,
      routeKey: key,
      pathParameters: match.pathParameters,
    });
    const path = key === '$default' ? '$default' : `${method === 'ANY' ? '*' : method}/${segments.join('/')}`;
    const begunAt = performance.now();
    const late = afterTimeout(target.timeoutMs, 'late' as const);
    const invocation = await Promise.race([
      options.invoke(target.functionArn, `${apiId}/${stage}/${path}`, JSON.stringify(event)),
      late.promise,
    ]);
    late.stop();
    const latency = Math.round(performance.now() - begunAt);
    if (invocation === 'late') return { answer: SERVICE_UNAVAILABLE, latency, error: 'Endpoint request timed out' };
    if (invocation === 'not permitted')
      return { answer: INTERNAL_SERVER_ERROR, latency, status: 403, error: 'The API may not invoke the function' };
    switch (invocation.kind) {
      case 'throttled':
        return { answer: SERVICE_UNAVAILABLE, latency, status: 429, error: 'The function is throttled' };
      case 'too-large':
        return { answer: TOO_LARGE, latency, status: 413, error: 'The event is larger than 6 MB' };
      case 'failed':
        return {
          answer: INTERNAL_SERVER_ERROR,
          latency,
          status: 200,
          error: invocation.error.errorMessage,
          lambdaRequestId: invocation.requestId,
        };
      case 'ok':
        return {
          answer: answerOf(invocation.payload),
          latency,
          status: 200,
          lambdaRequestId: invocation.requestId,
        };
    }
  };

  const reach = async (request: ApiRequest): Promise<Reached & { readonly routeKey?: string }> => {
    const origin = request.headers['origin'];
    const requestedMethod = request.headers['access-control-request-method'];
    if (cors !== undefined && request.method === 'OPTIONS' && origin !== undefined && requestedMethod !== undefined)
      return {
        answer: { status: 204, headers: preflightHeaders(cors, origin, requestedMethod), body: Buffer.alloc(0) },
      };
    if (request.body.length > MAX_BODY_BYTES) return { answer: TOO_LARGE };
    const match = route(request.method, decodedPath(request.path));
    if (match === undefined) return { answer: NOT_FOUND };
    const routeKey = match.route.key;
    if (!(buckets.get(routeKey) ?? defaultBucket)()) return { answer: TOO_MANY_REQUESTS, routeKey };
    const reached = await integrate(request, match);
    const headers = withCors(cors, origin, reached.answer.headers);
    return { ...reached, answer: { ...reached.answer, headers }, routeKey };
  };

  const publish = (record: AccessRecord): void => {
    const { accessLog } = definition;
    if (accessLog !== undefined) options.onAccessLog(accessLog.group, accessLogLine(accessLog.format, record));
    options.onRequest?.(record);
    const metric = (name: string, value: number, unit: string): void => {
      for (const dimensions of [{ ApiId: apiId }, { ApiId: apiId, Stage: stage }])
        options.onMetric({ namespace: 'AWS/ApiGateway', name, value, unit, dimensions, timestamp: record.receivedAt });
    };
    metric('Count', 1, 'Count');
    metric('4xx', record.status >= 400 && record.status < 500 ? 1 : 0, 'Count');
    metric('5xx', record.status >= 500 ? 1 : 0, 'Count');
    metric('Latency', record.responseLatency, 'Milliseconds');
    metric('DataProcessed', record.responseLength, 'Bytes');
    if (record.integrationLatency !== undefined)
      metric('IntegrationLatency', record.integrationLatency, 'Milliseconds');
  };

  return async (request) => {
    const begunAt = performance.now();
    const reached = await reach(request);
    const { answer } = reached;
    publish({
      requestId: request.requestId,
      accountId,
      apiId,
      stage,
      domainName: request.headers['host'] ?? '',
      method: request.method,
      path: decodedPath(request.path),
      routeKey: reached.routeKey ?? '-',
      protocol: 'HTTP/1.1',
      sourceIp: request.sourceIp,
      userAgent: request.headers['user-agent'] ?? '',
      receivedAt: request.receivedAt,
      status: answer.status,
      requestLength: request.body.length,
      responseLength: answer.body.length,
      responseLatency: Math.round(performance.now() - begunAt),
      integrationLatency: reached.latency,
      integrationStatus: reached.status,
      integrationError: reached.error,
      lambdaRequestId: reached.lambdaRequestId,
      errorMessage: reached.status === undefined && answer.status >= 400 ? answer.body.toString() : undefined,
    });
    return { ...answer, headers: { 'apigw-requestid': request.requestId, ...answer.headers } };
  };
};

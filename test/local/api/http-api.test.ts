import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApiDefinition, Integration } from '../../../local/api/api-definition.ts';
import type { ApiRequest } from '../../../local/api/event.ts';
import { createHttpApi, MAX_BODY_BYTES } from '../../../local/api/http-api.ts';
import { parseRouteKey } from '../../../local/api/routes.ts';
import { ACCOUNT_LIMIT } from '../../../local/api/throttle.ts';
import type { Invocation } from '../../../local/lambda/function-pool.ts';
import type { MetricSample } from '../../../local/metric-sample.ts';

const request = (parts: Partial<ApiRequest> = {}): ApiRequest => ({
  requestId: 'id',
  method: 'GET',
  path: '/items',
  query: '',
  headers: {},
  body: Buffer.alloc(0),
  sourceIp: '127.0.0.1',
  receivedAt: 0,
  ...parts,
});

const ok = (value: unknown): Invocation => ({ kind: 'ok', requestId: 'r', payload: JSON.stringify(value) });

const setUp = (
  outcome: Invocation | 'not permitted' | 'never' = ok({ statusCode: 200, body: 'fine' }),
  change: Partial<ApiDefinition> = {},
) => {
  const integration: Integration = { functionArn: 'arn:f', timeoutMs: 50 };
  const definition: ApiDefinition = {
    apiId: 'abc',
    name: 'api',
    stage: '$default',
    stageVariables: {},
    routes: [parseRouteKey('GET /items', integration), parseRouteKey('POST /items/{id}', integration)],
    cors: undefined,
    defaultLimit: ACCOUNT_LIMIT,
    routeLimits: new Map(),
    accessLog: {
      group: 'access',
      format: '{"status":"$context.status","route":"$context.routeKey","error":"$context.integrationErrorMessage"}',
    },
    ...change,
  };
  const invoked: { readonly functionArn: string; readonly route: string }[] = [];
  const accessLog: string[] = [];
  const metrics: MetricSample[] = [];
  const time = { now: 0 };
  const api = createHttpApi({
    definition,
    accountId: '1',
    clock: () => time.now,
    invoke: (functionArn, route) => {
      invoked.push({ functionArn, route });
      return outcome === 'never' ? new Promise(() => {}) : Promise.resolve(outcome);
    },
    onAccessLog: (_group, line) => accessLog.push(line),
    onMetric: (sample) => metrics.push(sample),
  });
  const metric = (name: string): number =>
    metrics
      .filter((sample) => sample.name === name && sample.dimensions['Stage'] === undefined)
      .reduce((sum, { value }) => sum + value, 0);
  return { api, invoked, accessLog, metric, time };
};

const failed: Invocation = {
  kind: 'failed',
  requestId: 'r',
  payload: '{}',
  error: { errorType: 'E', errorMessage: 'broken' },
};

const outcomes: readonly (readonly [
  what: string,
  outcome: Invocation | 'not permitted' | 'never',
  status: number,
  message: string,
])[] = [
  ['a function that fails', failed, 500, 'Internal Server Error'],
  ['a function that the API may not invoke', 'not permitted', 500, 'Internal Server Error'],
  ['a throttled function', { kind: 'throttled' }, 503, 'Service Unavailable'],
  ['a function that takes longer than the integration waits', 'never', 503, 'Service Unavailable'],
  ['an event beyond 6 MB', { kind: 'too-large', bytes: 7e6 }, 413, 'Request Entity Too Large'],
];

for (const [what, outcome, status, message] of outcomes)
  test(`${what} is answered ${status}`, async () => {
    const { api, metric, accessLog } = setUp(outcome);

    const answer = await api(request());

    assert.equal(answer.status, status);
    assert.deepEqual(JSON.parse(answer.body.toString()), { message });
    assert.equal(metric('Count'), 1);
    assert.equal(metric('5xx'), status >= 500 ? 1 : 0);
    assert.equal(metric('4xx'), status < 500 ? 1 : 0);
    assert.equal(JSON.parse(accessLog[0]!).status, String(status));
  });

test('a request goes to the function of its route, under the name its permission is given for', async () => {
  const { api, invoked } = setUp();

  await api(request());
  await api(request({ method: 'POST', path: '/items/7' }));

  assert.deepEqual(invoked, [
    { functionArn: 'arn:f', route: 'abc/$default/GET/items' },
    { functionArn: 'arn:f', route: 'abc/$default/POST/items/{id}' },
  ]);
});

test('a path without a route is answered 404 and no function is invoked', async () => {
  const { api, invoked, metric } = setUp();

  const { status } = await api(request({ path: '/nowhere' }));

  assert.equal(status, 404);
  assert.equal(metric('4xx'), 1);
  assert.deepEqual(invoked, []);
});

test('a body beyond 10 MB is answered 413', async () => {
  const { api, invoked } = setUp();

  const { status } = await api(request({ method: 'POST', path: '/items/1', body: Buffer.alloc(MAX_BODY_BYTES + 1) }));

  assert.equal(status, 413);
  assert.deepEqual(invoked, []);
});

test('the stage throttles at its burst and lets requests in again at its rate', async () => {
  const { api, time } = setUp(undefined, { defaultLimit: { rate: 2, burst: 3 } });
  const statuses = async (count: number): Promise<readonly number[]> =>
    Promise.all(Array.from({ length: count }, async () => (await api(request())).status));

  assert.deepEqual(await statuses(4), [200, 200, 200, 429]);
  time.now += 500;
  assert.deepEqual(await statuses(2), [200, 429]);
});

test('a route with limits of its own does not use up those of the others', async () => {
  const { api } = setUp(undefined, {
    defaultLimit: { rate: 1, burst: 1 },
    routeLimits: new Map([['GET /items', { rate: 1, burst: 2 }]]),
  });

  const statuses = [
    (await api(request())).status,
    (await api(request())).status,
    (await api(request())).status,
    (await api(request({ method: 'POST', path: '/items/1' }))).status,
  ];

  assert.deepEqual(statuses, [200, 200, 429, 200]);
});

const CORS = {
  allowOrigins: ['https://app.example.org'],
  allowMethods: ['GET', 'POST'],
  allowHeaders: ['x-api-key'],
  exposeHeaders: ['x-correlation-id'],
  allowCredentials: false,
  maxAge: 600,
};

const preflight = (origin: string, method = 'POST'): ApiRequest =>
  request({ method: 'OPTIONS', headers: { origin, 'access-control-request-method': method } });

test('a preflight request is answered by the API itself', async () => {
  const { api, invoked } = setUp(undefined, { cors: CORS });

  const { status, headers } = await api(preflight('https://app.example.org'));

  assert.equal(status, 204);
  assert.equal(headers['access-control-allow-origin'], 'https://app.example.org');
  assert.equal(headers['access-control-allow-methods'], 'GET,POST');
  assert.equal(headers['access-control-allow-headers'], 'x-api-key');
  assert.equal(headers['access-control-max-age'], '600');
  assert.deepEqual(invoked, []);
});

test('a preflight request from elsewhere gets no permission', async () => {
  const { api } = setUp(undefined, { cors: CORS });

  for (const asked of [preflight('https://evil.example.org'), preflight('https://app.example.org', 'DELETE')]) {
    const { status, headers } = await api(asked);
    assert.equal(status, 204);
    assert.equal(headers['access-control-allow-origin'], undefined);
  }
});

test('CORS headers of the function are replaced by those of the API', async () => {
  const { api } = setUp(ok({ statusCode: 200, headers: { 'access-control-allow-origin': '*', 'x-own': '1' } }), {
    cors: CORS,
  });

  const allowed = await api(request({ headers: { origin: 'https://app.example.org' } }));
  const other = await api(request({ headers: { origin: 'https://evil.example.org' } }));

  assert.equal(allowed.headers['access-control-allow-origin'], 'https://app.example.org');
  assert.equal(allowed.headers['access-control-expose-headers'], 'x-correlation-id');
  assert.equal(allowed.headers['x-own'], '1');
  assert.equal(other.headers['access-control-allow-origin'], undefined);
});

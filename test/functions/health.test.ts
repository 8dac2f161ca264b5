/** What answers without a key, to whoever looks whether the service is there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHandler, type QueryHandlerParts } from '../../functions/query/handler.ts';
import type { HttpEvent, HttpResponse } from '../../src/lambda/http.ts';

const parts = {
  stage: 'test',
  version: '1.2.3',
  openApi: {},
  clock: () => 0,
  log: () => undefined,
} as unknown as QueryHandlerParts;
const handler = createHandler(parts) as unknown as (event: HttpEvent, context: object) => Promise<HttpResponse>;

const ask = (method: string, path: string, routeKey = '$default'): Promise<HttpResponse> =>
  handler(
    {
      routeKey,
      rawPath: path,
      rawQueryString: '',
      headers: {},
      isBase64Encoded: false,
      requestContext: { requestId: 'r', http: { method, path } },
    },
    { getRemainingTimeInMillis: () => 10_000 },
  );

test('GET /health says that the service answers, which stage it is and which version', async () => {
  const { statusCode, body } = await ask('GET', '/health', 'GET /health');

  assert.deepEqual([statusCode, JSON.parse(body)], [200, { status: 'ok', stage: 'test', version: '1.2.3' }]);
});

for (const path of ['/health', '/api/public/health', '/openapi.json'])
  test(`HEAD ${path} answers 200 without a body, as uptime checks expect`, async () => {
    const { statusCode, body } = await ask('HEAD', path);

    assert.deepEqual([statusCode, body], [200, '']);
  });

test('HEAD of what needs a key, and other methods, are told what the route takes', async () => {
  assert.equal((await ask('HEAD', '/v1/interactions')).statusCode, 405);
  assert.equal((await ask('DELETE', '/health')).statusCode, 405);
  assert.equal((await ask('HEAD', '/nowhere')).statusCode, 404);
});

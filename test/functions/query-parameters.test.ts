/** Parameters that a reading route does not know. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { QUERIES, ROUTES } from '../../functions/query/contract.ts';
import { createHandler, type QueryHandlerParts } from '../../functions/query/handler.ts';
import type { HttpEvent, HttpResponse } from '../../src/lambda/http.ts';

const parts = {
  clock: () => Date.parse('2026-11-21T12:00:00Z'),
  log: () => undefined,
  keys: { find: async () => ({ keyId: 'k', project: 'p', scopes: ['read'], name: '', createdAt: 0 }) },
  zoneOf: async () => 'UTC',
} as unknown as QueryHandlerParts;
const handler = createHandler(parts) as unknown as (event: HttpEvent, context: object) => Promise<HttpResponse>;

const ask = (routeKey: string, query: Readonly<Record<string, string>>): Promise<HttpResponse> =>
  handler(
    {
      routeKey,
      rawPath: '/',
      rawQueryString: '',
      headers: { 'x-api-key': 'sg_key' },
      queryStringParameters: query,
      pathParameters: { period: 'day', start: '2026-11-20' },
      isBase64Encoded: false,
      requestContext: { requestId: 'r', http: { method: 'GET', path: '/' } },
    },
    { getRemainingTimeInMillis: () => 10_000 },
  );

test('every route with parameters is one of the contract', () => {
  const routes: readonly string[] = ROUTES.map(({ method, path }) => `${method} ${path}`);

  assert.deepEqual(
    Object.keys(QUERIES).filter((route) => !routes.includes(route)),
    [],
  );
});

for (const route of Object.keys(QUERIES))
  test(`${route} refuses a misspelt parameter by name rather than answer as if it were not there`, async () => {
    const { statusCode, body } = await ask(route, { modle: 'gpt-4o' });

    assert.equal(statusCode, 400);
    assert.deepEqual(JSON.parse(body).errors[0].path, 'modle');
  });

test('a parameter whose name may be anything is not quoted', async () => {
  const { body } = await ask('GET /v1/summaries', { 'jane@example.com': '1' });

  assert.equal(JSON.parse(body).errors[0].path, '*');
  assert.doesNotMatch(body, /jane/);
});

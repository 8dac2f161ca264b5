/** Who read calls of people stands in the log, by ids that Sightglass gave, and nothing that a caller wrote. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createHandler, type QueryHandlerParts } from '../../functions/query/handler.ts';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { inOurWords } from '../../src/domain/call/redacted.ts';
import { cutFragments } from '../../src/domain/fragment/cut.ts';
import type { HttpEvent, HttpResponse } from '../../src/lambda/http.ts';
import { createLog } from '../../src/lambda/log.ts';
import { openStores, type Stores } from '../adapters/stores.ts';
import { aSpan, NOON, spanId, traceId } from '../builders/spans.ts';

const SESSION = 'jane@example.com';
const project = 'trail' as ProjectId;
let stores: Stores;
let lines: Record<string, unknown>[] = [];
let ask: (routeKey: string, parameters?: object, query?: object) => Promise<HttpResponse>;

before(async () => {
  stores = await openStores();
  const parts = {
    ...stores,
    clock: () => NOON + 60_000,
    log: createLog(
      (line) => lines.push(JSON.parse(line)),
      () => NOON,
    ),
    keys: { find: async () => ({ keyId: 'key-1', project, scopes: ['read'], name: '', createdAt: 0 }) },
    identifier: async () => '[EMAIL]',
    keyed: undefined,
    idsOf: async () => ({ user: () => `u_${'a'.repeat(26)}`, identifier: () => '[EMAIL]' }),
  } as unknown as QueryHandlerParts;
  const handler = createHandler(parts) as unknown as (event: HttpEvent, context: object) => Promise<HttpResponse>;
  ask = (routeKey, pathParameters = {}, queryStringParameters = {}) => {
    lines = [];
    const event = {
      routeKey,
      rawPath: '/',
      rawQueryString: '',
      headers: { 'x-api-key': 'sg_key' },
      pathParameters,
      queryStringParameters,
      isBase64Encoded: false,
      requestContext: { requestId: 'r', http: { method: 'GET', path: '/' } },
    } as unknown as HttpEvent;
    return handler(event, { getRemainingTimeInMillis: () => 10_000 });
  };
  const span = aSpan({ traceId: traceId(1), spanId: spanId(1), sessionId: inOurWords('[EMAIL]') });
  const fragments = cutFragments([span], { digest: 'd', receivedAt: NOON });
  await stores.calls.keep({ project, digest: 'd', receivedAt: NOON, expiresAt: 1e13, fragments, feedback: [] }, {});
});
after(() => stores.close());

const told = { time: new Date(NOON).toISOString(), level: 'INFO', event: 'read', project, key: 'key-1' };

test('reading a trace and a list tells which, by which key, and how many calls were shown', async () => {
  const trace = await ask('GET /v1/traces/{trace_id}', { trace_id: traceId(1) });
  const ofTrace = lines;
  const list = await ask('GET /v1/interactions', {}, { user_id: SESSION });

  assert.deepEqual([trace.statusCode, list.statusCode], [200, 200]);
  assert.deepEqual(ofTrace, [{ ...told, trace: traceId(1), count: 1 }]);
  assert.deepEqual(lines, [{ ...told, user: `u_${'a'.repeat(26)}`, count: 0 }]);
});

test('reading a session leads to its first call and does not repeat the id that the app gave', async () => {
  const { statusCode } = await ask('GET /v1/sessions/{session_id}', { session_id: SESSION });

  assert.equal(statusCode, 200);
  assert.deepEqual(lines, [{ ...told, trace: traceId(1), count: 1 }]);
});

test('what was not there was not read', async () => {
  const { statusCode } = await ask('GET /v1/traces/{trace_id}', { trace_id: traceId(9) });

  assert.equal(statusCode, 404);
  assert.deepEqual(lines, []);
});

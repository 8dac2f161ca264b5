/** Views that grow with what others send are told to be too large, where Lambda would answer a bare 500. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHandler, type QueryHandlerParts } from '../../functions/query/handler.ts';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { inOurWords } from '../../src/domain/call/redacted.ts';
import type { HttpEvent, HttpResponse } from '../../src/lambda/http.ts';
import { aSpan, NOON, traceId } from '../builders/spans.ts';

test('a trace with more said of it than an answer may hold is answered 413', async () => {
  const feedback = Array.from({ length: 1000 }, (_, number) => ({
    feedbackId: `f${number}`,
    target: { by: 'trace', traceId: traceId(0) },
    type: 'comment',
    comment: inOurWords('ab"'.repeat(2700)),
    at: NOON,
  }));
  const spans = [aSpan()];
  const handler = createHandler({
    clock: () => NOON,
    log: () => undefined,
    keys: {
      find: async () => ({ keyId: 'k', project: 'p' as ProjectId, scopes: ['read'], name: '', createdAt: 0 }),
    },
    calls: {
      readTrace: async () => ({
        fragments: [{ traceId: traceId(0), key: 'k', receivedAt: NOON, spans }],
        feedback,
        assessments: [],
        outcomes: [],
      }),
      readPayloads: async () => spans,
    },
    judgements: { judgementsOf: async () => ({ feedback: [], assessments: [], outcomes: [] }) },
  } as unknown as QueryHandlerParts);
  const event = {
    routeKey: 'GET /v1/traces/{trace_id}',
    rawPath: '/',
    rawQueryString: '',
    headers: { 'x-api-key': 'k' },
    pathParameters: { trace_id: traceId(0) },
    isBase64Encoded: false,
    requestContext: { requestId: 'r', http: { method: 'GET', path: '/' } },
  } satisfies HttpEvent;

  const { statusCode, body } = (await handler(event, { getRemainingTimeInMillis: () => 1e4 } as never)) as HttpResponse;

  assert.deepEqual([statusCode, JSON.parse(body).code], [413, 'too-large']);
});

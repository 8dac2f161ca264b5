import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AccessRecord, accessLogLine, unknownVariables } from '../../../local/api/access-log.ts';

const RECORD: AccessRecord = {
  requestId: 'id',
  accountId: '1',
  apiId: 'abc',
  stage: '$default',
  domainName: 'h',
  method: 'GET',
  path: '/items/7',
  routeKey: 'GET /items/{id}',
  protocol: 'HTTP/1.1',
  sourceIp: '127.0.0.1',
  userAgent: 'ua',
  receivedAt: Date.UTC(2026, 10, 21),
  status: 200,
  requestLength: 40,
  responseLength: 12,
  responseLatency: 34,
  integrationLatency: undefined,
  integrationStatus: undefined,
  integrationError: undefined,
  lambdaRequestId: undefined,
  errorMessage: undefined,
};

test('accessLogLine() fills in what is known and writes a dash for what is not', () => {
  const line = accessLogLine(
    '{"at":"$context.requestTime","route":"$context.routeKey","ms":$context.responseLatency,"error":"$context.error.message"}',
    RECORD,
  );

  assert.equal(line, '{"at":"21/Nov/2026:00:00:00 +0000","route":"GET /items/{id}","ms":34,"error":"-"}');
});

test('unknownVariables() names what a format asks for and nobody knows', () => {
  assert.deepEqual(unknownVariables('$context.status $context.authorizer.claims $context.identity.sourceIp'), [
    'authorizer.claims',
  ]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ApiRequest, decodedPath, httpApiEvent, isTextBody } from '../../../local/api/event.ts';

const request = (parts: Partial<ApiRequest>): ApiRequest => ({
  requestId: '11111111-2222-3333-4444-555555555555',
  method: 'POST',
  path: '/items',
  query: '',
  headers: {},
  body: Buffer.alloc(0),
  sourceIp: '127.0.0.1',
  receivedAt: Date.UTC(2026, 10, 21, 10, 0, 0, 123),
  ...parts,
});

const eventOf = (parts: Partial<ApiRequest>) =>
  httpApiEvent(request(parts), {
    accountId: '1',
    apiId: 'abc',
    stage: '$default',
    stageVariables: {},
    routeKey: 'POST /items',
    pathParameters: {},
  }) as Record<string, unknown> & { requestContext: Record<string, unknown> };

const types: readonly (readonly [type: string | undefined, isText: boolean])[] = [
  ['application/json', true],
  ['application/json; charset=utf-8', true],
  ['Application/JSON', true],
  ['text/plain', true],
  ['text/csv', true],
  ['application/xml', true],
  ['application/javascript', true],
  ['application/x-www-form-urlencoded', false],
  ['application/x-ndjson', false],
  ['application/problem+json', false],
  ['application/x-protobuf', false],
  ['application/octet-stream', false],
  ['multipart/form-data', false],
  [undefined, false],
];

for (const [type, isText] of types)
  test(`a body of type ${type ?? '(none)'} arrives ${isText ? 'as text' : 'in base64'}`, () => {
    const headers = type === undefined ? {} : { 'content-type': type };

    const event = eventOf({ headers, body: Buffer.from('häh') });

    assert.equal(event['isBase64Encoded'], !isText);
    assert.equal(event['body'], isText ? 'häh' : Buffer.from('häh').toString('base64'));
  });

test('a compressed body arrives in base64 whatever its type', () => {
  assert.equal(isTextBody({ 'content-type': 'application/json', 'content-encoding': 'gzip' }), false);
  assert.equal(isTextBody({ 'content-type': 'application/json', 'content-encoding': 'identity' }), true);
});

test('an empty body is left out', () => {
  const event = eventOf({});

  assert.ok(!('body' in event));
  assert.equal(event['isBase64Encoded'], false);
});

test('the path is decoded, and cut where an encoded question mark was; the query stays as sent', () => {
  const event = eventOf({ path: '/a%20b/%C3%A4%2Fc', query: 'x=%20&x=2&y=%C3%A4&z' });

  assert.equal(event['rawPath'], '/a b/ä/c');
  assert.equal(event['rawQueryString'], 'x=%20&x=2&y=%C3%A4&z');
  assert.deepEqual(event['queryStringParameters'], { x: ' ,2', y: 'ä', z: '' });
  assert.equal(decodedPath('/users/me%3Fadmin=true'), '/users/me');
  assert.equal(decodedPath('/broken%zz'), '/broken%zz');
});

test('cookies stand apart from the headers', () => {
  const event = eventOf({ headers: { cookie: 'a=1; b=2', 'x-api-key': 'k' } });

  assert.deepEqual(event['cookies'], ['a=1', 'b=2']);
  const headers = event['headers'] as Record<string, string>;
  assert.equal(headers['cookie'], undefined);
  assert.equal(headers['x-api-key'], 'k');
  assert.equal(headers['x-forwarded-for'], '127.0.0.1');
});

test('the request context tells time, route and caller as API Gateway writes them', () => {
  const { requestContext } = eventOf({ headers: { host: 'h:1', 'user-agent': 'ua' } });

  assert.equal(requestContext['time'], '21/Nov/2026:10:00:00 +0000');
  assert.equal(requestContext['routeKey'], 'POST /items');
  assert.deepEqual(requestContext['http'], {
    method: 'POST',
    path: '/items',
    protocol: 'HTTP/1.1',
    sourceIp: '127.0.0.1',
    userAgent: 'ua',
  });
});

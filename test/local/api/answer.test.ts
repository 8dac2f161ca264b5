import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerOf } from '../../../local/api/answer.ts';

const answer = (returned: unknown) => {
  const { status, headers, body } = answerOf(JSON.stringify(returned));
  return { status, headers, body: body.toString() };
};

test('a value without a status code is the body of a successful JSON response', () => {
  assert.deepEqual(answer({ a: 1 }), { status: 200, headers: { 'content-type': 'application/json' }, body: '{"a":1}' });
  assert.equal(answer('text').body, 'text');
});

test('a response keeps its status, its headers in lower case, and its cookies', () => {
  const { status, headers, body } = answer({
    statusCode: 201,
    headers: { 'Content-Type': 'text/html', 'X-Count': 3 },
    cookies: ['a=1', 'b=2'],
    body: '<p>',
  });

  assert.equal(status, 201);
  assert.deepEqual(headers, { 'content-type': 'text/html', 'x-count': '3', 'set-cookie': ['a=1', 'b=2'] });
  assert.equal(body, '<p>');
});

test('a body in base64 is sent as the bytes it stands for', () => {
  const bytes = Buffer.from([0, 255, 128]);

  const { body } = answerOf(JSON.stringify({ statusCode: 200, body: bytes.toString('base64'), isBase64Encoded: true }));

  assert.deepEqual(body, bytes);
});

const invalid: readonly (readonly [what: string, returned: unknown])[] = [
  ['a status code that is none', { statusCode: 'many' }],
  ['a status code out of range', { statusCode: 99 }],
  ['a body that is no text', { statusCode: 200, body: { a: 1 } }],
  ['headers that are a list', { statusCode: 200, headers: ['a'] }],
  ['a header with several values', { statusCode: 200, headers: { a: ['1', '2'] } }],
];

for (const [what, returned] of invalid)
  test(`a response with ${what} is answered 500`, () => {
    assert.equal(answer(returned).status, 500);
  });

/** Failures: every dialect has its own way to say that a call went wrong, and some only say it in passing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeError } from '../../../../src/domain/otlp/dialects/failures.ts';
import { type SpanToWrite, spanOf } from '../requests.ts';

const FAILED: readonly (readonly [how: string, span: SpanToWrite, error: object])[] = [
  [
    'a status and a type',
    { status: { code: 2, message: 'slow down' }, attributes: { 'error.type': 'RateLimitError' } },
    { type: 'RateLimitError', message: 'slow down' },
  ],
  [
    'an HTTP status as type',
    { status: { code: 2 }, attributes: { 'error.type': '429' } },
    { type: '429', httpStatus: 429 },
  ],
  [
    'a status with the code at the head of its message',
    { status: { code: 2, message: '429 Rate limit reached' } },
    { message: '429 Rate limit reached', httpStatus: 429 },
  ],
  [
    'an exception event, whose stack trace is left behind',
    {
      events: [
        {
          name: 'exception',
          attributes: {
            'exception.type': 'Timeout',
            'exception.message': 'too slow',
            'exception.stacktrace': 'at /home/…',
          },
        },
      ],
    },
    { type: 'Timeout', message: 'too slow' },
  ],
  [
    'LangSmith’s exception event under a status of OK',
    {
      scope: 'langsmith',
      status: { code: 1 },
      events: [{ name: 'exception', attributes: { 'exception.message': 'Error code: 401 - no key' } }],
    },
    { message: 'Error code: 401 - no key', httpStatus: 401 },
  ],
  [
    'Langfuse’s level',
    {
      attributes: {
        'langfuse.observation.level': 'ERROR',
        'langfuse.observation.status_message': 'Error: 500 The server had an error',
      },
    },
    { message: 'Error: 500 The server had an error', httpStatus: 500 },
  ],
  [
    'an HTTP status of the provider',
    { attributes: { 'gen_ai.operation.name': 'chat', 'http.response.status_code': 503 } },
    { httpStatus: 503 },
  ],
  [
    'success being false',
    { attributes: { 'operation.success': false, 'error.message': 'upstream timeout' } },
    { message: 'upstream timeout' },
  ],
  [
    'Strands’ status of a tool',
    { attributes: { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.status': 'error' } },
    {},
  ],
  ['Logfire’s level', { attributes: { 'logfire.level_num': 17 } }, {}],
];

for (const [how, span, error] of FAILED) {
  test(`toRawSpan() sees a failure told by ${how}`, () => {
    const { status, error: seen, payload } = spanOf(span);

    assert.equal(status, 'error');
    assert.deepEqual(seen, error);
    assert.equal(JSON.stringify(payload ?? {}).includes('/home/'), false);
  });
}

test('toRawSpan() takes an exception that a span survived for no failure', () => {
  assert.equal(
    spanOf({ status: { code: 1 }, events: [{ name: 'exception', attributes: { 'exception.type': 'Retry' } }] }).status,
    'ok',
  );
});

test('toRawSpan() says nothing of the outcome of a span that says nothing', () => {
  assert.equal(Object.hasOwn(spanOf({}), 'status'), false);
});

test('toRawSpan() takes a 404 of the app’s own HTTP server for no failure of AI', () => {
  assert.equal(Object.hasOwn(spanOf({ attributes: { 'http.response.status_code': 404 } }), 'status'), false);
});

for (const [message, httpStatus] of [
  ['Error: 429 Too many', 429],
  ['APIStatusError: Error code: 503', 503],
  ["RateLimitError('Error code: 429 - slow down')", 429],
  ['status_code: 429, model_name: gpt-4o-mini, body: {}', 429],
  ['status code 500 from upstream', 500],
  ['HTTP 502 Bad Gateway', 502],
  ['took 500 ms', undefined],
  ['500.5 tokens', undefined],
  ['max 400 tokens allowed', undefined],
] as const) {
  test(`makeError() reads ${httpStatus ?? 'no HTTP status'} off ${JSON.stringify(message)}`, () => {
    assert.equal(makeError(undefined, message, undefined).httpStatus, httpStatus);
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AwsRequest } from '../../../local/aws/service.ts';
import { functionDirectory } from '../../../local/lambda/function-directory.ts';
import type { FunctionPool, Invocation } from '../../../local/lambda/function-pool.ts';
import { createInvokeService } from '../../../local/lambda/invoke-service.ts';

const ok: Invocation = { kind: 'ok', requestId: 'r', payload: '{"done":true}' };
const failed: Invocation = {
  kind: 'failed',
  requestId: 'r',
  payload: '{"errorType":"E"}',
  error: { errorType: 'E', errorMessage: 'm' },
};

const setUp = (outcome: Invocation) => {
  const accepted: string[] = [];
  const invoked: string[] = [];
  const pool = {
    settings: { name: 'f', arn: 'arn:aws:lambda:r:1:function:f' },
    invoke: async (event: string) => {
      invoked.push(event);
      return outcome;
    },
  } as unknown as FunctionPool;
  const service = createInvokeService(functionDirectory([pool]), {
    accept: (_arn, payload) => accepted.push(payload),
    runDue: () => {},
    settled: async () => {},
  });
  const call = (headers: Record<string, string> = {}, body = '{"a":1}', name = 'f') => {
    const request: AwsRequest = {
      method: 'POST',
      path: `/2015-03-31/functions/${name}/invocations`,
      query: new URLSearchParams(),
      headers,
      body: Buffer.from(body),
    };
    return service.handle(request);
  };
  return { call, accepted, invoked };
};

test('Invoke answers with what the function returned', async () => {
  const { call, invoked } = setUp(ok);

  const { status, headers, body } = await call();

  assert.equal(status, 200);
  assert.equal(body, '{"done":true}');
  assert.equal(headers['x-amz-function-error'], undefined);
  assert.deepEqual(invoked, ['{"a":1}']);
});

test('Invoke finds a function by its qualified ARN', async () => {
  const { call } = setUp(ok);

  assert.equal((await call({}, '{}', encodeURIComponent('arn:aws:lambda:r:1:function:f:live'))).status, 200);
});

test('Invoke tells a function error in a header, with status 200', async () => {
  const { status, headers } = await setUp(failed).call();

  assert.equal(status, 200);
  assert.equal(headers['x-amz-function-error'], 'Unhandled');
});

test('Invoke of type Event is accepted and not waited for', async () => {
  const { call, accepted, invoked } = setUp(ok);

  const { status } = await call({ 'x-amz-invocation-type': 'Event' });

  assert.equal(status, 202);
  assert.deepEqual(accepted, ['{"a":1}']);
  assert.deepEqual(invoked, []);
});

const errors: readonly (readonly [
  what: string,
  call: () => ReturnType<ReturnType<typeof setUp>['call']>,
  status: number,
  code: string,
])[] = [
  ['an unknown function', () => setUp(ok).call({}, '{}', 'nobody'), 404, 'ResourceNotFoundException'],
  ['a throttled function', () => setUp({ kind: 'throttled' }).call(), 429, 'TooManyRequestsException'],
  ['an event beyond 6 MB', () => setUp({ kind: 'too-large', bytes: 7e6 }).call(), 413, 'RequestTooLargeException'],
  [
    'an asynchronous event beyond 1 MB',
    () => setUp(ok).call({ 'x-amz-invocation-type': 'Event' }, `"${'x'.repeat(1_100_000)}"`),
    413,
    'RequestTooLargeException',
  ],
  ['a client context', () => setUp(ok).call({ 'x-amz-client-context': 'e30=' }), 501, 'NotImplemented'],
  ['a log tail', () => setUp(ok).call({ 'x-amz-log-type': 'Tail' }), 501, 'NotImplemented'],
];

for (const [what, call, status, code] of errors)
  test(`Invoke answers ${status} ${code} to ${what}`, async () => {
    const response = await call();

    assert.equal(response.status, status);
    assert.equal(response.headers['x-amzn-errortype'], code);
  });

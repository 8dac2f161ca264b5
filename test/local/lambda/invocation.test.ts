import assert from 'node:assert/strict';
import { test } from 'node:test';
import { functionUnderTest, returned } from './function-under-test.ts';

const ECHO = 'export const handler = async (event) => event;';

test('a function gets its event and its answer comes back', async () => {
  await using tested = functionUnderTest({ source: ECHO });
  const event = { text: 'ä € 😀 \u0000', list: [1, null, true] };

  assert.deepEqual(returned(await tested.invoke(event)), event);
});

test('a function that returns nothing answers null', async () => {
  await using tested = functionUnderTest({ source: 'export const handler = async () => {};' });

  assert.equal(returned(await tested.invoke({})), null);
});

test('a function sees the variables of the template and of Lambda, and none of the machine', async () => {
  process.env['ONLY_ON_THIS_MACHINE'] = '1';
  await using tested = functionUnderTest({
    source: `export const handler = async () => ({ env: process.env, cwd: process.cwd(), zone: new Date(0).getTimezoneOffset() })`,
    settings: { environment: { TABLE: 'items' } },
  });

  const { env, zone } = returned(await tested.invoke({})) as { env: Record<string, string>; zone: number };

  assert.equal(env['TABLE'], 'items');
  assert.equal(env['AWS_LAMBDA_FUNCTION_NAME'], 'tested');
  assert.equal(env['AWS_ENDPOINT_URL'], 'http://127.0.0.1:1');
  assert.equal(env['AWS_REGION'], 'eu-west-1');
  assert.equal(env['ONLY_ON_THIS_MACHINE'], undefined);
  assert.equal(env['NODE_COMPILE_CACHE'], undefined);
  assert.equal(zone, 0);
});

test('the context tells the request id, the remaining time and the function', async () => {
  await using tested = functionUnderTest({
    source: `export const handler = async (_, context) => ({ ...context, left: context.getRemainingTimeInMillis() })`,
    settings: { timeoutMs: 3_000 },
  });

  const invocation = await tested.invoke({});

  const context = returned(invocation) as Record<string, unknown>;
  assert.ok(invocation.kind === 'ok' && context['awsRequestId'] === invocation.requestId);
  assert.equal(context['functionName'], 'tested');
  assert.equal(context['memoryLimitInMB'], '128');
  assert.ok(Number(context['left']) > 2_000 && Number(context['left']) <= 3_000, String(context['left']));
});

test('a second invocation finds what the first left in memory', async () => {
  await using tested = functionUnderTest({ source: 'let n = 0; export const handler = async () => ++n;' });

  await tested.invoke({});

  assert.equal(returned(await tested.invoke({})), 2);
});

test('a handler that throws fails with its error, and the environment serves on', async () => {
  await using tested = functionUnderTest({
    source: `let n = 0; export const handler = async (e) => { n++; if (e.fail) throw new RangeError('too far'); return n; };`,
  });

  const failed = await tested.invoke({ fail: true });

  assert.ok(failed.kind === 'failed');
  assert.equal(failed.error.errorType, 'RangeError');
  assert.equal(failed.error.errorMessage, 'too far');
  assert.equal(returned(await tested.invoke({})), 2);
  assert.equal(tested.sum('Errors'), 1);
  assert.equal(tested.sum('Invocations'), 2);
});

const crashes: readonly (readonly [what: string, body: string, errorType: string])[] = [
  ['exits', 'process.exit(7)', 'Runtime.ExitError'],
  ['throws out of band', `setTimeout(() => { throw new TypeError('late') }); await new Promise(() => {})`, 'TypeError'],
  [
    'leaves a rejection unhandled',
    `Promise.reject(new Error('lost')); await new Promise(() => {})`,
    'Runtime.UnhandledPromiseRejection',
  ],
  ['uses more memory than it has', `const a = []; for (;;) a.push(new Array(1e5).fill({ a: 1 }))`, 'Runtime.ExitError'],
  ['blocks for ever', 'for (;;);', 'Sandbox.Timedout'],
];

for (const [what, body, errorType] of crashes)
  test(`a function that ${what} fails with ${errorType}, and the next invocation starts afresh`, async () => {
    await using tested = functionUnderTest({
      source: `let n = 0; export const handler = async (e) => { n++; if (e.crash) { ${body} } return n; };`,
      settings: { timeoutMs: errorType === 'Sandbox.Timedout' ? 300 : 10_000, memoryMb: 32 },
    });

    const failed = await tested.invoke({ crash: true });

    assert.ok(failed.kind === 'failed', JSON.stringify(failed));
    assert.equal(failed.error.errorType, errorType);
    assert.equal(returned(await tested.invoke({})), 1);
  });

const broken: readonly (readonly [what: string, source: string, errorType: string])[] = [
  ['does not export its handler', 'export const other = 1;', 'Runtime.HandlerNotFound'],
  ['throws while loading', `throw new SyntaxError('bad start'); export const handler = 1;`, 'SyntaxError'],
  [
    'takes a callback, which Node 24 no longer has',
    'export const handler = (e, c, done) => done(null, 1);',
    'Runtime.CallbackHandlerDeprecated',
  ],
];

for (const [what, source, errorType] of broken)
  test(`a function that ${what} fails with ${errorType}`, async () => {
    await using tested = functionUnderTest({ source });

    const failed = await tested.invoke({});

    assert.ok(failed.kind === 'failed');
    assert.equal(failed.error.errorType, errorType);
  });

test('an event beyond 6 MB is not taken, and an answer beyond 6 MB is an error', async () => {
  await using tested = functionUnderTest({ source: `export const handler = async (e) => 'x'.repeat(e.size ?? 0);` });

  const tooLarge = await tested.invoke({ filler: 'x'.repeat(6 * 1024 * 1024) });
  const answered = await tested.invoke({ size: 6 * 1024 * 1024 + 200 });
  const justFits = await tested.invoke({ size: 6 * 1024 * 1024 - 2 });

  assert.equal(tooLarge.kind, 'too-large');
  assert.ok(answered.kind === 'failed');
  assert.equal(answered.error.errorType, 'Function.ResponseSizeTooLarge');
  assert.equal(justFits.kind, 'ok');
});

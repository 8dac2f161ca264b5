import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { functionUnderTest, returned } from './function-under-test.ts';

const SLEEPER = `export const handler = async ({ ms }) => { await new Promise((r) => setTimeout(r, ms)); return process.pid; };`;

test('a function is throttled at its reserved concurrency, and counts it', async () => {
  await using tested = functionUnderTest({ source: SLEEPER, settings: { reservedConcurrency: 2 }, maxProcesses: 5 });

  const kinds = (await Promise.all([1, 2, 3].map(() => tested.invoke({ ms: 200 })))).map(({ kind }) => kind);

  assert.deepEqual(kinds.sort(), ['ok', 'ok', 'throttled']);
  assert.equal(tested.sum('Throttles'), 1);
  assert.equal(
    Math.max(...tested.metrics.filter(({ name }) => name === 'ConcurrentExecutions').map(({ value }) => value)),
    2,
  );
});

test('a function with reserved concurrency 0 is switched off', async () => {
  await using tested = functionUnderTest({ source: SLEEPER, settings: { reservedConcurrency: 0 } });

  assert.equal((await tested.invoke({ ms: 0 })).kind, 'throttled');
});

test('more invocations than processes wait for one another instead of being throttled', async () => {
  await using tested = functionUnderTest({ source: SLEEPER, maxProcesses: 2 });

  const processes = (await Promise.all([1, 2, 3, 4, 5].map(() => tested.invoke({ ms: 30 })))).map(returned);

  assert.equal(new Set(processes).size, 2);
});

test('a waiting invocation is served although the environment it waited for has died', async () => {
  await using tested = functionUnderTest({
    source: `export const handler = async (e) => { if (e.die) process.exit(1); return 'alive'; };`,
    maxProcesses: 1,
  });

  const [died, served] = await Promise.all([tested.invoke({ die: true }), tested.invoke({})]);

  assert.equal(died.kind, 'failed');
  assert.equal(returned(served), 'alive');
});

test('an idle environment is ended, and the next invocation starts another', async () => {
  await using tested = functionUnderTest({ source: SLEEPER, idleMs: 100 });
  const first = returned(await tested.invoke({ ms: 0 })) as number;
  await pause(400);

  const second = returned(await tested.invoke({ ms: 0 }));

  assert.notEqual(second, first);
  assert.throws(() => process.kill(first, 0), { code: 'ESRCH' });
});

test('stop() lets a running invocation finish, and takes no new one', async () => {
  await using tested = functionUnderTest({ source: SLEEPER });
  await tested.invoke({ ms: 0 });
  const running = tested.invoke({ ms: 100 });

  const stopping = tested.pool.stop(5_000);
  const late = await tested.invoke({ ms: 0 });
  await stopping;

  assert.equal((await running).kind, 'ok');
  assert.equal(late.kind, 'throttled');
});

test('whoever has the answer finds every line the function wrote before it, in order', async () => {
  await using tested = functionUnderTest({
    source: `export const handler = async (e) => { for (let i = 0; i < 200; i++) process.stdout.write('line ' + i + '\\n'); return e; };`,
    settings: { logFormat: 'JSON', systemLogLevel: 'WARN' },
  });

  await tested.invoke({});

  assert.deepEqual(
    tested.logs,
    Array.from({ length: 200 }, (_, index) => `line ${index}`),
  );
});

test('console writes as in Lambda: text with tabs, the lines of one message together', async () => {
  await using tested = functionUnderTest({
    source: `export const handler = async () => { console.warn('two\\nlines %d', 7); };`,
  });

  const { requestId } = (await tested.invoke({})) as { requestId: string };

  const line = tested.logs.find((text) => text.includes('WARN'));
  assert.match(line!, new RegExp(`^[\\dT:.-]+Z\\t${requestId}\\tWARN\\ttwo\\rlines 7$`));
  assert.match(tested.logs.at(-1)!, /^REPORT RequestId: .*\tBilled Duration: \d+ ms\tMemory Size: 128 MB/);
});

test('console writes JSON objects when the function logs JSON, from its level up', async () => {
  await using tested = functionUnderTest({
    source: `export const handler = async () => { console.info('quiet'); console.error({ code: 7 }); };`,
    settings: { logFormat: 'JSON', applicationLogLevel: 'WARN', systemLogLevel: 'WARN' },
  });

  await tested.invoke({});

  assert.equal(tested.logs.length, 1);
  const { level, message } = JSON.parse(tested.logs[0]!) as { level: string; message: unknown };
  assert.equal(level, 'ERROR');
  assert.deepEqual(message, { code: 7 });
});

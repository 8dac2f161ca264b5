/** A runner whose clock was injected takes its functions along. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { functionUnderTest, returned } from './function-under-test.ts';

const WEEK = 7 * 86_400_000;
const SOURCE = `
  const remembered = Date.now;
  const loadedAt = Date.now();
  export const handler = async (waitMs, context) => {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    return {
      loadedAt, remembered: remembered(), now: Date.now(), made: new Date().getTime(),
      fixed: new Date('2026-01-01T00:00:00Z').toISOString(), isDate: new Date() instanceof Date,
      remaining: context.getRemainingTimeInMillis(), variables: Object.keys(process.env).filter((name) => /CLOCK/.test(name)),
    };
  };`;

test('a function lives by the clock that was injected into its runner, from loading on', async () => {
  let ahead = WEEK;
  await using tested = functionUnderTest({ source: SOURCE, clock: () => Date.now() + ahead });

  const first = returned(await tested.invoke(0)) as Record<string, number>;
  ahead = 2 * WEEK;
  const second = returned(await tested.invoke(0)) as Record<string, number>;

  const isNear = (value: number | undefined, offset: number) =>
    assert.ok(Math.abs((value ?? 0) - Date.now() - offset) < 20_000, `${value} is not ${offset} ahead`);
  isNear(first['loadedAt'], WEEK);
  for (const name of ['remembered', 'now', 'made']) {
    isNear(first[name], WEEK);
    isNear(second[name], 2 * WEEK);
  }
  assert.equal(second['fixed'], '2026-01-01T00:00:00.000Z');
  assert.equal(second['isDate'], true);
  assert.ok(
    (second['remaining'] ?? 0) > 1_000 && (second['remaining'] ?? 0) <= 3_000,
    `${second['remaining']} ms left`,
  );
  assert.deepEqual(second['variables'], []);
});

test('turning the clock on during an invocation makes it as slow, without anybody waiting', async () => {
  let ahead = 0;
  await using tested = functionUnderTest({ source: SOURCE, clock: () => Date.now() + ahead });
  await tested.invoke(0);

  const running = tested.invoke(200);
  setTimeout(() => {
    ahead += 21_000;
  }, 50);
  await running;

  const duration = tested.metrics.filter(({ name }) => name === 'Duration').at(-1)?.value ?? 0;
  assert.ok(duration >= 21_000 && duration < 30_000, `${duration} ms`);
});

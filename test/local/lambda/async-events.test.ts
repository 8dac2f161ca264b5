import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import {
  ASYNC_EVENTS_SCHEMA,
  type AsyncSettings,
  createAsyncEvents,
  type SettledEvent,
} from '../../../local/lambda/async-events.ts';
import { functionDirectory } from '../../../local/lambda/function-directory.ts';
import type { FunctionPool, Invocation } from '../../../local/lambda/function-pool.ts';

const ARN = 'arn:aws:lambda:eu-west-1:0:function:f';
const MINUTE = 60_000;

const failed: Invocation = {
  kind: 'failed',
  requestId: 'r',
  payload: '{}',
  error: { errorType: 'E', errorMessage: 'm' },
};
const ok: Invocation = { kind: 'ok', requestId: 'r', payload: 'null' };

/** Async events over a function that answers from a list, one answer per invocation. */
const setUp = (answers: Invocation[], settings: AsyncSettings = { maxRetries: 2, maxAgeMs: 3_600_000 }) => {
  const database = new DatabaseSync(':memory:');
  database.exec(ASYNC_EVENTS_SCHEMA);
  const invoked: string[] = [];
  const settled: SettledEvent[] = [];
  const time = { now: 1_000_000 };
  const pool = {
    settings: { name: 'f', arn: ARN },
    invoke: async (event: string) => {
      invoked.push(event);
      return answers.shift() ?? ok;
    },
  } as unknown as FunctionPool;
  const make = () =>
    createAsyncEvents({
      database,
      functions: functionDirectory([pool]),
      settingsOf: () => settings,
      onSettled: async (event) => {
        settled.push(event);
      },
      clock: () => time.now,
      log: () => {},
    });
  return { make, invoked, settled, time };
};

const turn = async (events: ReturnType<typeof createAsyncEvents>): Promise<void> => {
  events.runDue();
  await events.settled();
};

test('an accepted event is run once and forgotten when it succeeds', async () => {
  const { make, invoked, settled } = setUp([ok]);
  const events = make();
  events.accept(ARN, '{"a":1}');

  await turn(events);
  await turn(events);

  assert.deepEqual(invoked, ['{"a":1}']);
  assert.equal(settled[0]?.outcome, 'succeeded');
});

test('a failed event is retried after one minute and again after two, then given up', async () => {
  const { make, invoked, settled, time } = setUp([failed, failed, failed]);
  const events = make();
  events.accept(ARN, '1');
  const runsAt = async (minutes: number): Promise<number> => {
    time.now = 1_000_000 + minutes * MINUTE;
    await turn(events);
    return invoked.length;
  };

  assert.equal(await runsAt(0), 1);
  assert.equal(await runsAt(0.9), 1);
  assert.equal(await runsAt(1), 2);
  assert.equal(await runsAt(2.9), 2);
  assert.equal(await runsAt(3), 3);
  assert.equal(settled[0]?.outcome, 'retries exhausted');
  assert.equal(settled[0]?.attempts, 3);
});

test('an event that is older than it may be is not run any more', async () => {
  const { make, invoked, settled, time } = setUp([failed], { maxRetries: 2, maxAgeMs: MINUTE / 2 });
  const events = make();
  events.accept(ARN, '1');
  await turn(events);

  time.now += MINUTE;
  await turn(events);

  assert.equal(invoked.length, 1);
  assert.equal(settled[0]?.outcome, 'too old');
});

test('a throttled event is tried again, and that is not counted as a retry', async () => {
  const { make, invoked, settled, time } = setUp([{ kind: 'throttled' }, { kind: 'throttled' }, ok], {
    maxRetries: 0,
    maxAgeMs: MINUTE,
  });
  const events = make();
  events.accept(ARN, '1');

  for (let second = 0; second < 3; second++) {
    await turn(events);
    time.now += 1_000;
  }

  assert.equal(invoked.length, 3);
  assert.equal(settled[0]?.outcome, 'succeeded');
});

test('an event outlives the runner: the next one runs it', async () => {
  const { make, invoked } = setUp([ok]);
  make().accept(ARN, '"kept"');

  await turn(make());

  assert.deepEqual(invoked, ['"kept"']);
});

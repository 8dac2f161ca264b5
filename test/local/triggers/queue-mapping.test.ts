import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { FunctionPool, Invocation } from '../../../local/lambda/function-pool.ts';
import { type QueueMappingSettings, startQueueMapping } from '../../../local/triggers/queue-mapping.ts';

const SETTINGS: QueueMappingSettings = {
  queueArn: 'arn:aws:sqs:eu-west-1:0:q',
  queueUrl: 'http://127.0.0.1/0/q',
  functionArn: 'arn:f',
  batchSize: 10,
  windowMs: 0,
  reportsItemFailures: true,
  maxConcurrency: 2,
};

const ok = (value: unknown): Invocation => ({ kind: 'ok', requestId: 'r', payload: JSON.stringify(value) });

/** A queue of numbered messages behind a fake gateway; messages are handed out once. */
const setUp = (
  count: number,
  invoke: (ids: readonly string[]) => Promise<Invocation>,
  change: Partial<QueueMappingSettings> = {},
) => {
  const queue = Array.from({ length: count }, (_, index) => ({
    MessageId: `m${index}`,
    ReceiptHandle: `h${index}`,
    Body: `{"n":${index}}`,
    MD5OfBody: 'x',
    Attributes: { ApproximateReceiveCount: '1' },
  }));
  const deleted: string[] = [];
  const batches: (readonly string[])[] = [];
  const callers = new Set<string>();
  let running = 0;
  let mostRunning = 0;
  const mapping = startQueueMapping({
    settings: { ...SETTINGS, ...change },
    pool: {
      settings: { name: 'f', role: { name: 'r', arn: 'arn:r' } },
      invoke: async (event: string) => {
        const records = (JSON.parse(event) as { Records: { messageId: string }[] }).Records;
        batches.push(records.map(({ messageId }) => messageId));
        running += 1;
        mostRunning = Math.max(mostRunning, running);
        const result = await invoke(records.map(({ messageId }) => messageId));
        running -= 1;
        return result;
      },
    } as unknown as FunctionPool,
    gateway: {
      call: async (principal, _service, request) => {
        callers.add(principal.kind === 'role' ? principal.name : principal.kind);
        const input = JSON.parse(request.body.toString()) as {
          MaxNumberOfMessages: number;
          Entries: { ReceiptHandle: string }[];
        };
        const answer = (output: object) => ({ status: 200, headers: {}, body: JSON.stringify(output) });
        if (request.headers['x-amz-target'] === 'AmazonSQS.DeleteMessageBatch') {
          deleted.push(...input.Entries.map(({ ReceiptHandle }) => ReceiptHandle));
          return answer({});
        }
        if (queue.length === 0) await pause(20);
        return answer({ Messages: queue.splice(0, input.MaxNumberOfMessages) });
      },
    },
    region: 'eu-west-1',
    log: () => {},
  });
  return { mapping, deleted, batches, callers, mostRunning: () => mostRunning };
};

const until = async (holds: () => boolean): Promise<void> => {
  const deadline = Date.now() + 3_000;
  while (!holds() && Date.now() < deadline) await pause(5);
};

test('a mapping hands over every message as the function, and deletes what succeeded', async () => {
  const { mapping, deleted, batches, callers } = setUp(23, async () => ok(null));
  await until(() => deleted.length === 23);
  await mapping.stop(100);

  assert.deepEqual(
    batches.map(({ length }) => length),
    [10, 10, 3],
  );
  assert.equal(new Set(deleted).size, 23);
  assert.deepEqual([...callers], ['r']);
});

test('a mapping leaves reported failures in the queue and deletes their neighbours', async () => {
  const { mapping, deleted } = setUp(3, async () => ok({ batchItemFailures: [{ itemIdentifier: 'm1' }] }));
  await until(() => deleted.length === 2);
  await mapping.stop(100);

  assert.deepEqual(deleted, ['h0', 'h2']);
});

const keptWhole: readonly (readonly [what: string, outcome: Invocation])[] = [
  [
    'a function that fails',
    { kind: 'failed', requestId: 'r', payload: '{}', error: { errorType: 'E', errorMessage: 'm' } },
  ],
  ['a throttled function', { kind: 'throttled' }],
  ['a report that cannot be read', ok({ batchItemFailures: [{ itemIdentifier: 'unknown' }] })],
];

for (const [what, outcome] of keptWhole)
  test(`a mapping deletes nothing after ${what}`, async () => {
    const { mapping, deleted, batches } = setUp(3, async () => outcome);
    await until(() => batches.length === 1);
    await mapping.stop(100);

    assert.deepEqual(deleted, []);
  });

test('a mapping without item reports ignores what the function returns', async () => {
  const { mapping, deleted } = setUp(2, async () => ok({ batchItemFailures: [{ itemIdentifier: 'm1' }] }), {
    reportsItemFailures: false,
  });
  await until(() => deleted.length === 2);
  await mapping.stop(100);

  assert.equal(deleted.length, 2);
});

test('a mapping runs as many batches at once as it may, and no more', async () => {
  const { mapping, deleted, mostRunning } = setUp(
    12,
    async () => {
      await pause(15);
      return ok(null);
    },
    { batchSize: 1, maxConcurrency: 3 },
  );
  await until(() => deleted.length === 12);
  await mapping.stop(100);

  assert.equal(mostRunning(), 3);
});

test('a mapping with a window gathers batches larger than one receive', async () => {
  const { mapping, deleted, batches } = setUp(25, async () => ok(null), { batchSize: 100, windowMs: 200 });
  await until(() => deleted.length === 25);
  await mapping.stop(100);

  assert.deepEqual(
    batches.map(({ length }) => length),
    [25],
  );
});

test('stop() waits for the batch under way', async () => {
  const { mapping, deleted, batches } = setUp(1, async () => {
    await pause(50);
    return ok(null);
  });
  await until(() => batches.length === 1);

  await mapping.stop(5_000);

  assert.deepEqual(deleted, ['h0']);
});

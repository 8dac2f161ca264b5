/** Sending, receiving and deleting as the real SDK sees them; the SDK checks every MD5 itself. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { createClock, DEAD_LETTER_ARN, type Fixture, startSqs } from './setup.ts';

const send = ({ client, QueueUrl }: Fixture, MessageBody: string, more: object = {}) =>
  client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));

const receive = async ({ client, QueueUrl }: Pick<Fixture, 'client' | 'QueueUrl'>, more: object = {}) =>
  (await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...more }))).Messages ?? [];

const depth = async ({ client, QueueUrl }: Pick<Fixture, 'client' | 'QueueUrl'>) => {
  const answer = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  const Attributes: Readonly<Record<string, string>> | undefined = answer.Attributes;
  return ['', 'NotVisible', 'Delayed'].map((state) => Number(Attributes?.[`ApproximateNumberOfMessages${state}`]));
};

test('a message comes back with body, attributes and digests, until it is deleted', async (context) => {
  const fixture = await startSqs(context);
  const MessageAttributes = {
    text: { DataType: 'String', StringValue: 'ü' },
    number: { DataType: 'Number.int', StringValue: '7' },
    bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 255]) },
  };

  const sent = await send(fixture, '{"a":"ü"}', { MessageAttributes });
  const [message] = await receive(fixture, { MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All'] });
  await fixture.client.send(
    new DeleteMessageCommand({ QueueUrl: fixture.QueueUrl, ReceiptHandle: message!.ReceiptHandle }),
  );

  assert.equal(message?.MessageId, sent.MessageId);
  assert.equal(message?.Body, '{"a":"ü"}');
  assert.deepEqual(message?.MessageAttributes, MessageAttributes);
  assert.equal(message?.MD5OfMessageAttributes, sent.MD5OfMessageAttributes);
  assert.equal(message?.Attributes?.ApproximateReceiveCount, '1');
  assert.ok(Math.abs(Number(message?.Attributes?.SentTimestamp) - Date.now()) < 10_000);
  assert.deepEqual(await depth(fixture), [0, 0, 0]);
});

test('the MD5 of message attributes is the documented digest', async (context) => {
  const fixture = await startSqs(context);

  const sent = await send(fixture, 'body', { MessageAttributes: { a: { DataType: 'String', StringValue: 'b' } } });

  // printf '\0\0\0\1a\0\0\0\6String\1\0\0\0\1b' | md5sum
  assert.equal(sent.MD5OfMessageAttributes, 'bef8bf215374a0a228d67533b1a488be');
  assert.equal(sent.MD5OfMessageBody, '841a2d689ad86bd1611447453c22c6fc');
});

test('ReceiveMessage returns only the attributes it is asked for', async (context) => {
  const fixture = await startSqs(context);
  const attribute = { DataType: 'String', StringValue: 'x' };
  await send(fixture, 'body', { MessageAttributes: { 'a.1': attribute, 'a.2': attribute, b: attribute } });
  const names = async (MessageAttributeNames: string[]) => {
    const [message] = await receive(fixture, { MessageAttributeNames, VisibilityTimeout: 0 });
    return Object.keys(message?.MessageAttributes ?? {});
  };

  assert.deepEqual(await names(['a.*']), ['a.1', 'a.2']);
});

test('a received message is hidden for its visibility timeout, then comes back with a new receipt', async (context) => {
  const clock = createClock();
  const fixture = await startSqs(context, { clock: clock.read, queue: { VisibilityTimeout: 60 } });
  const { client, QueueUrl } = fixture;
  await send(fixture, 'once');

  const [first] = await receive(fixture);
  const hidden = await receive(fixture);
  const inFlight = await depth(fixture);
  clock.now += 60_000;
  const [second] = await receive(fixture, { MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
  await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first!.ReceiptHandle }));
  const afterStaleDelete = await depth(fixture);
  await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: second!.ReceiptHandle }));

  assert.deepEqual(hidden, []);
  assert.deepEqual(inFlight, [0, 1, 0]);
  assert.equal(second?.MessageId, first?.MessageId);
  assert.equal(second?.Attributes?.ApproximateReceiveCount, '2');
  assert.notEqual(second?.ReceiptHandle, first?.ReceiptHandle);
  assert.deepEqual(afterStaleDelete, [0, 1, 0]);
  assert.deepEqual(await depth(fixture), [0, 0, 0]);
});

test('ChangeMessageVisibility gives a message back at once, or hides it longer', async (context) => {
  const clock = createClock();
  const fixture = await startSqs(context, { clock: clock.read, queue: { RedrivePolicy: undefined } });
  const { client, QueueUrl } = fixture;
  const change = (ReceiptHandle: string | undefined, VisibilityTimeout: number) =>
    client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
  await send(fixture, 'once');

  const [first] = await receive(fixture);
  await change(first?.ReceiptHandle, 0);
  const [second] = await receive(fixture);
  await change(second?.ReceiptHandle, 300);
  clock.now += 299_000;
  const hidden = await receive(fixture);
  const stale = change(first?.ReceiptHandle, 0);

  assert.equal(second?.MessageId, first?.MessageId);
  assert.deepEqual(hidden, []);
  await assert.rejects(stale, { name: 'MessageNotInflight' });
});

test('a message received as often as allowed goes to the dead-letter queue, with its source', async (context) => {
  const clock = createClock();
  const fixture = await startSqs(context, { clock: clock.read, queue: { VisibilityTimeout: 1 } });
  const { client, deadLetterUrl } = fixture;
  const sent = await send(fixture, 'poison');

  for (const _ of ['first', 'second']) {
    assert.equal((await receive(fixture)).length, 1);
    clock.now += 1000;
  }
  const third = await receive(fixture);
  const dead = await receive({ client, QueueUrl: deadLetterUrl }, { MessageSystemAttributeNames: ['All'] });

  assert.deepEqual(third, []);
  assert.equal(dead[0]?.MessageId, sent.MessageId);
  assert.equal(dead[0]?.Attributes?.DeadLetterQueueSourceArn, DEAD_LETTER_ARN.replace('work-dlq', 'work'));
  assert.deepEqual(await depth(fixture), [0, 0, 0]);
});

test('a receiver of good messages is not kept from them by poison before them', async (context) => {
  const clock = createClock();
  const fixture = await startSqs(context, { clock: clock.read, queue: { VisibilityTimeout: 1 } });
  for (let n = 0; n < 15; n++) await send(fixture, 'poison');
  for (let round = 0; round < 4; round++) {
    await receive(fixture);
    await receive(fixture);
    clock.now += 1000;
  }
  await send(fixture, 'good');

  const received = await receive(fixture);

  assert.deepEqual(
    received.map(({ Body }) => Body),
    ['good'],
  );
});

test('a delayed message cannot be received before its time', async (context) => {
  const clock = createClock();
  const fixture = await startSqs(context, { clock: clock.read, queue: { DelaySeconds: 10 } });
  await send(fixture, 'queue delay');
  await send(fixture, 'own delay', { DelaySeconds: 5 });

  const now = await receive(fixture);
  const counted = await depth(fixture);
  clock.now += 5000;
  const after5 = await receive(fixture);
  clock.now += 5000;
  const after10 = await receive(fixture);

  assert.deepEqual([now, counted], [[], [0, 0, 2]]);
  assert.deepEqual(
    [after5, after10].map((messages) => messages.map(({ Body }) => Body)),
    [['own delay'], ['queue delay']],
  );
});

test('a message older than the retention period is neither received nor counted, and swept away', async (context) => {
  const clock = createClock();
  const fixture = await startSqs(context, { clock: clock.read, queue: { MessageRetentionPeriod: 60 } });
  await send(fixture, 'old');
  clock.now += 60_000;
  await send(fixture, 'young');

  const counted = await depth(fixture);
  const swept = await fixture.service.sweepExpired(clock.now);
  const received = await receive(fixture);

  assert.deepEqual(counted, [1, 0, 0]);
  assert.equal(swept, 1);
  assert.deepEqual(
    received.map(({ Body }) => Body),
    ['young'],
  );
});

test('long polling ends as soon as a message is sent', async (context) => {
  const fixture = await startSqs(context);
  const startedAt = performance.now();

  const polling = receive(fixture, { WaitTimeSeconds: 20 });
  setTimeout(() => void send(fixture, 'wake up'), 100);
  const received = await polling;

  assert.equal(received[0]?.Body, 'wake up');
  assert.ok(performance.now() - startedAt < 5000);
});

test('long polling ends when a hidden message comes back, and when its time is over', async (context) => {
  const fixture = await startSqs(context, { queue: { VisibilityTimeout: 1, ReceiveMessageWaitTimeSeconds: 3 } });
  await send(fixture, 'again');
  await receive(fixture);
  const startedAt = performance.now();

  const again = await receive(fixture);
  const returnedAfterMs = performance.now() - startedAt;
  const nothing = await receive(fixture, { WaitTimeSeconds: 0 });

  assert.equal(again[0]?.Body, 'again');
  assert.ok(returnedAfterMs > 500 && returnedAfterMs < 2500, `${returnedAfterMs} ms`);
  assert.deepEqual(nothing, []);
});

test('many receivers share messages without getting one twice', async (context) => {
  const fixture = await startSqs(context);
  for (let batch = 0; batch < 10; batch++) {
    const Entries = Array.from({ length: 10 }, (_, n) => ({ Id: `${n}`, MessageBody: `${batch * 10 + n}` }));
    await fixture.client.send(new SendMessageBatchCommand({ QueueUrl: fixture.QueueUrl, Entries }));
  }

  const received = (await Promise.all(Array.from({ length: 20 }, () => receive(fixture)))).flat();

  assert.equal(received.length, 100);
  assert.equal(new Set(received.map(({ Body }) => Body)).size, 100);
});

test('batches answer each entry by its id, and one bad entry does not sink the others', async (context) => {
  const fixture = await startSqs(context);
  const { client, QueueUrl } = fixture;

  const sent = await client.send(
    new SendMessageBatchCommand({
      QueueUrl,
      Entries: [
        { Id: 'good', MessageBody: 'x' },
        { Id: 'bad', MessageBody: 'bell \u0007' },
        { Id: 'too', MessageBody: 'y' },
      ],
    }),
  );
  const messages = await receive(fixture);
  const Entries = messages.map(({ ReceiptHandle }, n) => ({ Id: `${n}`, ReceiptHandle }));
  const hidden = await client.send(
    new ChangeMessageVisibilityBatchCommand({
      QueueUrl,
      Entries: Entries.map((entry) => ({ ...entry, VisibilityTimeout: 100 })),
    }),
  );
  const deleted = await client.send(
    new DeleteMessageBatchCommand({ QueueUrl, Entries: [...Entries, { Id: 'odd', ReceiptHandle: 'nonsense' }] }),
  );

  assert.deepEqual(
    sent.Successful?.map(({ Id }) => Id),
    ['good', 'too'],
  );
  assert.deepEqual(
    sent.Failed?.map(({ Id, Code }) => [Id, Code]),
    [['bad', 'InvalidMessageContents']],
  );
  assert.deepEqual([hidden.Successful?.length, deleted.Successful?.length], [2, 2]);
  assert.equal(deleted.Failed?.[0]?.Code, 'ReceiptHandleIsInvalid');
  assert.deepEqual(await depth(fixture), [0, 0, 0]);
});

test('PurgeQueue empties the queue', async (context) => {
  const fixture = await startSqs(context);
  await send(fixture, 'a');
  await send(fixture, 'b', { DelaySeconds: 60 });

  await fixture.client.send(new PurgeQueueCommand({ QueueUrl: fixture.QueueUrl }));

  assert.deepEqual(await depth(fixture), [0, 0, 0]);
});

test('a message of 1 MiB is accepted, attributes included, and one byte more refused', async (context) => {
  const fixture = await startSqs(context);
  const MessageAttributes = { a: { DataType: 'String', StringValue: 'ü' } };
  const attributeBytes = 1 + 6 + 2;
  const limit = 1024 * 1024;

  await send(fixture, 'x'.repeat(limit - attributeBytes), { MessageAttributes });
  const refused = () => send(fixture, 'x'.repeat(limit - attributeBytes + 1), { MessageAttributes });
  const batch = () =>
    fixture.client.send(
      new SendMessageBatchCommand({
        QueueUrl: fixture.QueueUrl,
        Entries: ['a', 'b'].map((Id) => ({ Id, MessageBody: 'x'.repeat(limit / 2 + 1) })),
      }),
    );

  await assert.rejects(refused, { message: /shorter than 1048576 bytes/ });
  await assert.rejects(batch, { name: 'BatchRequestTooLong' });
});

test('statistics() counts what a queue holds and what passed through it', async (context) => {
  const clock = createClock();
  const fixture = await startSqs(context, { clock: clock.read });
  for (const body of ['a', 'b', 'c']) await send(fixture, body);
  clock.now += 5000;
  const [message] = await receive(fixture, { MaxNumberOfMessages: 1 });
  await fixture.client.send(
    new DeleteMessageCommand({ QueueUrl: fixture.QueueUrl, ReceiptHandle: message!.ReceiptHandle }),
  );
  await receive(fixture, { MaxNumberOfMessages: 1 });
  await receive({ ...fixture, QueueUrl: fixture.deadLetterUrl });

  const [dead, work] = fixture.service.statistics().toSorted((a, b) => b.name.localeCompare(a.name));

  assert.deepEqual(work, {
    name: 'work',
    visible: 1,
    notVisible: 1,
    delayed: 0,
    ageOfOldestSeconds: 5,
    sent: 3,
    received: 2,
    deleted: 1,
    emptyReceives: 0,
  });
  assert.deepEqual([dead?.ageOfOldestSeconds, dead?.emptyReceives], [0, 1]);
});

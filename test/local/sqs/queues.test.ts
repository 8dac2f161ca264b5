/** Queues: made from templates or by the API, and everything that is refused by name. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageCommand,
  TagQueueCommand,
} from '@aws-sdk/client-sqs';
import { createSqs } from '../../../local/aws/sqs/sqs.ts';
import { queueFromTemplate } from '../../../local/aws/sqs/template.ts';
import { callJson } from '../post-json.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { DEAD_LETTER_ARN, PLACE, startSqs } from './setup.ts';

/** What CDK synthesises for an encrypted queue with dead letters. */
const PROPERTIES = {
  ReceiveMessageWaitTimeSeconds: 20,
  RedrivePolicy: { deadLetterTargetArn: DEAD_LETTER_ARN, maxReceiveCount: 5 },
  SqsManagedSseEnabled: true,
  VisibilityTimeout: 60,
};

test("queueFromTemplate() understands CDK's queue", () => {
  const queue = queueFromTemplate('work', PROPERTIES);

  assert.deepEqual(queue, {
    name: 'work',
    settings: {
      VisibilityTimeout: 60,
      MessageRetentionPeriod: 345_600,
      DelaySeconds: 0,
      ReceiveMessageWaitTimeSeconds: 20,
      MaximumMessageSize: 1_048_576,
      RedrivePolicy: { deadLetterTargetArn: DEAD_LETTER_ARN, maxReceiveCount: 5 },
    },
  });
});

const REFUSED: readonly (readonly [string, object, RegExp])[] = [
  ['a FIFO queue', { FifoQueue: true }, /does not know FifoQueue/],
  ['a FIFO name', { QueueName: 'work.fifo' }, /FIFO queues are not known/],
  ['deduplication', { ContentBasedDeduplication: true }, /ContentBasedDeduplication/],
  ['a visibility timeout over 12 hours', { VisibilityTimeout: 43_201 }, /VisibilityTimeout must be .* to 43200/],
  ['a wait of a minute', { ReceiveMessageWaitTimeSeconds: 60 }, /ReceiveMessageWaitTimeSeconds must be/],
  ['a redrive policy without count', { RedrivePolicy: { deadLetterTargetArn: 'a' } }, /maxReceiveCount must be/],
];

for (const [what, properties, message] of REFUSED) {
  test(`queueFromTemplate() refuses ${what} by name`, () => {
    assert.throws(() => queueFromTemplate('work', { ...properties }), { message });
  });
}

test('createQueueFromTemplate() wants the dead-letter queue to be there first', async (context) => {
  const service = await createSqs({ directory: temporaryDirectory(context), ...PLACE, endpoint: 'http://x' });

  const create = () => service.createQueueFromTemplate('work', PROPERTIES);

  assert.throws(create, { message: /dead-letter queue .*work-dlq does not exist/ });
  await service.close();
});

test('createQueueFromTemplate() changes settings and keeps messages, over a restart too', async (context) => {
  const directory = temporaryDirectory(context);
  const open = () => createSqs({ directory, ...PLACE, endpoint: 'http://127.0.0.1:1' });
  const first = await open();
  const created = first.createQueueFromTemplate('work', { VisibilityTimeout: 1 });
  await callJson(first, 'AmazonSQS.SendMessage', { QueueUrl: created.url, MessageBody: 'kept' });
  await first.close();

  const second = await open();
  second.createQueueFromTemplate('work', { VisibilityTimeout: 2 });
  const [statistics] = second.statistics();
  await second.close();

  assert.deepEqual(created, {
    name: 'work',
    arn: 'arn:aws:sqs:eu-central-1:123456789012:work',
    url: 'http://127.0.0.1:1/123456789012/work',
  });
  assert.equal(statistics?.visible, 1);
});

test('CreateQueue makes a queue once, and refuses the same name with other settings', async (context) => {
  const { client } = await startSqs(context);
  const create = (VisibilityTimeout: string) =>
    client.send(new CreateQueueCommand({ QueueName: 'made', Attributes: { VisibilityTimeout } }));

  const made = await create('5');
  const again = await create('5');
  const other = () => create('6');
  const fifo = () => client.send(new CreateQueueCommand({ QueueName: 'm.fifo', Attributes: { FifoQueue: 'true' } }));

  assert.equal(made.QueueUrl, again.QueueUrl);
  await assert.rejects(other, { name: 'QueueNameExists' });
  await assert.rejects(fifo, { message: /FifoQueue/ });
});

test('GetQueueUrl and ListQueues find queues, and say when there is none', async (context) => {
  const { client, QueueUrl, deadLetterUrl } = await startSqs(context);

  const found = await client.send(new GetQueueUrlCommand({ QueueName: 'work' }));
  const listed = await client.send(new ListQueuesCommand({ QueueNamePrefix: 'work-' }));
  const absent = client.send(new GetQueueUrlCommand({ QueueName: 'absent' }));

  assert.equal(found.QueueUrl, QueueUrl);
  assert.deepEqual(listed.QueueUrls, [deadLetterUrl]);
  await assert.rejects(absent, (error) => {
    assert.ok(error instanceof QueueDoesNotExist);
    assert.equal(error.message, 'The specified queue does not exist.');
    return true;
  });
});

test('GetQueueAttributes gives settings and ARN, and refuses a name it does not know', async (context) => {
  const { client, QueueUrl } = await startSqs(context, { queue: { VisibilityTimeout: 60 } });
  const get = (...AttributeNames: string[]) =>
    client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: AttributeNames as never }));

  const { Attributes } = await get('QueueArn', 'VisibilityTimeout', 'RedrivePolicy');
  const none = await get('Policy');
  const unknown = get('Nonsense');

  assert.deepEqual(Attributes, {
    QueueArn: 'arn:aws:sqs:eu-central-1:123456789012:work',
    VisibilityTimeout: '60',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: DEAD_LETTER_ARN, maxReceiveCount: 2 }),
  });
  assert.equal(none.Attributes, undefined);
  await assert.rejects(unknown, { name: 'InvalidAttributeName' });
});

test('SQS answers 501, by name, to operations and parameters it does not know', async (context) => {
  const { client, QueueUrl } = await startSqs(context);

  const tag = () => client.send(new TagQueueCommand({ QueueUrl, Tags: { a: 'b' } }));
  const deduplicated = () =>
    client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x', MessageDeduplicationId: 'y' }));

  await assert.rejects(tag, { name: 'UnknownOperationException', message: /TagQueue/ });
  await assert.rejects(deduplicated, { message: /parameter MessageDeduplicationId of SendMessage/ });
});

test('close() ends a long poll empty-handed', async (context) => {
  const { client, QueueUrl, service } = await startSqs(context);

  const polling = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
  await new Promise((resolve) => setTimeout(resolve, 100));
  await service.close();
  const { Messages } = await polling;

  assert.equal(Messages, undefined);
});

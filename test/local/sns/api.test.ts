/** SNS's API as its clients speak it: a form goes in, XML comes out. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientOf, openBench, QUEUE, subscription, TOPIC, topic } from './setup.ts';

const QUEUED = subscription({ Protocol: 'sqs', Endpoint: QUEUE });

test('Publish answers with a message id and writes the message down before it answers', async (context) => {
  const bench = openBench(context);
  const send = await clientOf(context, bench);

  const { status, xml } = await send({ Action: 'Publish', TopicArn: TOPIC, Subject: 'hello', Message: 'a < b' });

  const [, id] =
    /^<\?xml[^>]*\?>\n<PublishResponse xmlns="http:\/\/sns.amazonaws.com\/doc\/2010-03-31\/"><PublishResult><MessageId>([-0-9a-f]{36})<\/MessageId><\/PublishResult><ResponseMetadata><RequestId>[-0-9a-f]{36}<\/RequestId><\/ResponseMetadata><\/PublishResponse>$/.exec(
      xml,
    )!;
  const [entry] = bench.outbox();
  assert.equal(status, 200);
  assert.equal(entry!.message.id, id);
  assert.deepEqual([entry!.message.subject, entry!.message.message], ['hello', 'a < b']);
});

test('Publish passes message attributes on', async (context) => {
  const bench = openBench(context, [topic(), QUEUED]);
  const send = await clientOf(context, bench);
  const attribute = 'MessageAttributes.entry.1';

  await send({
    Action: 'Publish',
    TopicArn: TOPIC,
    Message: 'm',
    [`${attribute}.Name`]: 'severity',
    [`${attribute}.Value.DataType`]: 'String',
    [`${attribute}.Value.StringValue`]: 'critical',
  });
  await bench.sns.settled();

  assert.deepEqual(JSON.parse(bench.queued[0]!.body).MessageAttributes, {
    severity: { Type: 'String', Value: 'critical' },
  });
});

test('Publish refuses bad messages with SNS’s errors and never quotes them', async (context) => {
  const bench = openBench(context);
  const send = await clientOf(context, bench);
  const good = { Action: 'Publish', TopicArn: TOPIC, Message: 'secret' };
  const refused: readonly (readonly [Record<string, string>, number, string])[] = [
    [{ ...good, TopicArn: `${TOPIC}-2` }, 404, 'NotFound'],
    [{ ...good, Message: '' }, 400, 'InvalidParameter'],
    [{ ...good, Message: 'secret'.repeat(50_000) }, 400, 'InvalidParameter'],
    [{ ...good, Subject: 'secret'.repeat(20) }, 400, 'InvalidParameter'],
    [{ ...good, Subject: 'two\nlines' }, 400, 'InvalidParameter'],
    [{ ...good, MessageStructure: 'json' }, 400, 'InvalidParameter'],
    [{ ...good, MessageStructure: 'xml' }, 400, 'InvalidParameter'],
    [{ Action: 'Publish', TopicArn: TOPIC }, 400, 'InvalidParameter'],
    [{ ...good, MessageGroupId: '1' }, 501, 'NotImplemented'],
    [{ Action: 'CreateTopic', Name: 'x' }, 501, 'NotImplemented'],
  ];

  for (const [form, status, code] of refused) {
    const answer = await send(form);

    assert.equal(answer.status, status, JSON.stringify(form).slice(0, 80));
    assert.match(answer.xml, new RegExp(`<Code>${code}</Code>`));
    assert.doesNotMatch(answer.xml, /secret/);
  }
  assert.deepEqual(bench.outbox(), []);
});

test('PublishBatch keeps the good entries of a batch and reports the bad by id', async (context) => {
  const bench = openBench(context);
  const send = await clientOf(context, bench);
  const entry = (index: number, Id: string, Message: string) => ({
    [`PublishBatchRequestEntries.member.${index}.Id`]: Id,
    [`PublishBatchRequestEntries.member.${index}.Message`]: Message,
  });

  const { xml } = await send({
    Action: 'PublishBatch',
    TopicArn: TOPIC,
    ...entry(1, 'a', 'one'),
    ...entry(2, 'b', ''),
  });
  const twice = await send({
    Action: 'PublishBatch',
    TopicArn: TOPIC,
    ...entry(1, 'a', 'one'),
    ...entry(2, 'a', 'two'),
  });
  const none = await send({ Action: 'PublishBatch', TopicArn: TOPIC });

  assert.match(xml, /<Successful><member><Id>a<\/Id><MessageId>/);
  assert.match(xml, /<Failed><member><Id>b<\/Id><Code>InvalidParameter<\/Code>.*<SenderFault>true<\/SenderFault>/);
  assert.match(twice.xml, /BatchEntryIdsNotDistinct/);
  assert.match(none.xml, /EmptyBatchRequest/);
  assert.deepEqual(
    bench.outbox().map(({ message }) => message.message),
    ['one'],
  );
});

test('ListTopics and ListSubscriptionsByTopic tell what the template has', async (context) => {
  const bench = openBench(context, [topic(), topic({ TopicName: 'other' }, 'Other'), QUEUED]);
  const send = await clientOf(context, bench);

  const topics = await send({ Action: 'ListTopics' });
  const subscriptions = await send({ Action: 'ListSubscriptionsByTopic', TopicArn: TOPIC });
  const nowhere = await send({ Action: 'ListSubscriptionsByTopic', TopicArn: `${TOPIC}-2` });

  assert.deepEqual(topics.xml.match(/<TopicArn>[^<]*/g), [
    `<TopicArn>${TOPIC}`,
    `<TopicArn>${TOPIC.replace('oncall', 'other')}`,
  ]);
  assert.match(
    subscriptions.xml,
    new RegExp(
      `<member><SubscriptionArn>${TOPIC}:Subscriber</SubscriptionArn><Owner>123456789012</Owner><Protocol>sqs</Protocol><Endpoint>${QUEUE}</Endpoint>`,
    ),
  );
  assert.equal(nowhere.status, 404);
});

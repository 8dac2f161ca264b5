/** What of a template the local SNS refuses at start, by name and all at once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TopicResource } from '../../../local/aws/sns/topics.ts';
import { openBench, QUEUE, subscription, TOPIC, topic } from './setup.ts';

test('createTopics() refuses by name what it could not honour', (context) => {
  const { sns } = openBench(context, []);
  const refused: readonly (readonly [readonly TopicResource[], RegExp])[] = [
    [[topic({ FifoTopic: true })], /FifoTopic/],
    [[topic({ TopicName: 'on call' })], /TopicName/],
    [[topic({ Subscription: [{ Protocol: 'sms', Endpoint: '+1' }] })], /protocol sms/],
    [[topic(), subscription({ Protocol: 'email', Endpoint: 'nobody' })], /endpoint for email/],
    [[topic(), subscription({ Protocol: 'https', Endpoint: 'http://x' })], /endpoint for https/],
    [[topic(), subscription({ Protocol: 'sqs', Endpoint: QUEUE, FilterPolicy: {} })], /FilterPolicy/],
    [[subscription({ Protocol: 'sqs', Endpoint: QUEUE })], /subscribes to no topic/],
    [[{ logicalId: 'P', type: 'AWS::SNS::TopicInlinePolicy', properties: {} }], /TopicInlinePolicy/],
  ];

  for (const [resources, message] of refused) assert.throws(() => sns.createTopics(resources), { message });
});

test('createTopics() tells everything at once and changes nothing', async (context) => {
  const { sns } = openBench(context);

  assert.throws(
    () => sns.createTopics([topic({ FifoTopic: true }, 'First'), topic({ TopicName: '' }, 'Second')]),
    ({ message }: Error) => message.includes('FifoTopic') && message.includes('Second'),
  );

  await assert.doesNotReject(sns.publish(TOPIC, 'still', 'there'));
});

test('createTopics() refuses subscriptions that nothing here could deliver to', (context) => {
  const { sns } = openBench(context, [], { sendToQueue: undefined as never });

  assert.throws(() => sns.createTopics([topic(), subscription({ Protocol: 'sqs', Endpoint: QUEUE })]), {
    message: /nothing delivers to sqs/,
  });
});

test('createTopics() leaves a topic policy to the gateway', (context) => {
  const policy = {
    logicalId: 'Policy',
    type: 'AWS::SNS::TopicPolicy',
    properties: { Topics: [TOPIC], PolicyDocument: {} },
  };
  const { sns } = openBench(context, [topic(), policy]);

  assert.deepEqual([sns.refusal(TOPIC), sns.refusal(`${TOPIC}-2`)], [undefined, 'there is no such topic']);
});

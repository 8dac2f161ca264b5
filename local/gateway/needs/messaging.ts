/** SQS and SNS: which actions on which queues and topics a request needs. */
import type { Need } from '../../iam/authority.ts';
import { jsonInput, type NeedReader, targetOperation, unknownOperation } from './need-reader.ts';

const QUEUE_OPERATIONS: ReadonlySet<string> = new Set([
  'SendMessage',
  'SendMessageBatch',
  'ReceiveMessage',
  'DeleteMessage',
  'DeleteMessageBatch',
  'ChangeMessageVisibility',
  'ChangeMessageVisibilityBatch',
  'GetQueueAttributes',
  'SetQueueAttributes',
  'GetQueueUrl',
  'PurgeQueue',
  'CreateQueue',
  'DeleteQueue',
  'ListDeadLetterSourceQueues',
]);

export const sqsNeeds: NeedReader = (request, { region, accountId }) => {
  const operation = targetOperation(request);
  const input = jsonInput(request);
  if (operation === 'ListQueues')
    return { operation, resource: '*', needs: [{ action: 'sqs:ListQueues', resource: '*' }] };
  if (!QUEUE_OPERATIONS.has(operation)) throw unknownOperation('sqs', operation);
  const queue = String(input['QueueUrl'] ?? input['QueueName'] ?? '')
    .split('/')
    .at(-1);
  const resource = `arn:aws:sqs:${region}:${accountId}:${queue}`;
  // A batch needs the permission of the single operation.
  return { operation, resource, needs: [{ action: `sqs:${operation.replace(/Batch$/, '')}`, resource }] };
};

const TOPIC_OPERATIONS: ReadonlySet<string> = new Set([
  'Publish',
  'PublishBatch',
  'Subscribe',
  'GetTopicAttributes',
  'SetTopicAttributes',
  'ListSubscriptionsByTopic',
  'CreateTopic',
  'DeleteTopic',
]);

export const snsNeeds: NeedReader = (request, { region, accountId }) => {
  const form = new URLSearchParams(request.body.toString('utf8'));
  const operation = form.get('Action') ?? '';
  const answer = (resource: string) => {
    const needs: readonly Need[] = [{ action: `sns:${operation.replace(/Batch$/, '')}`, resource }];
    return { operation, resource, needs };
  };
  if (TOPIC_OPERATIONS.has(operation))
    return answer(
      form.get('TopicArn') ?? form.get('TargetArn') ?? `arn:aws:sns:${region}:${accountId}:${form.get('Name')}`,
    );
  if (operation === 'ListTopics' || operation === 'ListSubscriptions') return answer('*');
  if (operation === 'Unsubscribe' || operation === 'GetSubscriptionAttributes')
    return answer(form.get('SubscriptionArn') ?? '*');
  throw unknownOperation('sns', operation);
};

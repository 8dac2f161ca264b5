/** CreateQueue, GetQueueUrl, ListQueues, GetQueueAttributes and PurgeQueue. */
import { type JsonObject, type JsonOperation, refuseUnknownParameters } from '../json-protocol.ts';
import type { Clock } from '../service.ts';
import type { Messages } from './messages.ts';
import { type Queue, type QueuePlace, type Queues, queueArn, queueUrl } from './queues.ts';
import { NUMBERS, type QueueSettings, readSettings } from './settings.ts';
import { invalidParameter, sqsError } from './sqs-error.ts';

/** Attributes a queue may have on AWS that never have a value here. */
const ABSENT = ['Policy', 'RedriveAllowPolicy', 'KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds'];

export const queueOperations = (
  queues: Queues,
  messages: Messages,
  place: QueuePlace,
  clock: Clock,
): Readonly<Record<string, JsonOperation>> => {
  const describe = (queue: Queue): Readonly<Record<string, string>> => {
    const { settings } = queue;
    const now = clock();
    const depth = messages.depth(queue.id, now, now - 1000 * settings.MessageRetentionPeriod);
    const numbers = Object.keys(NUMBERS).map((name) => [name, String(settings[name as keyof typeof NUMBERS])]);
    return {
      ...Object.fromEntries(numbers),
      ...(settings.RedrivePolicy === undefined ? {} : { RedrivePolicy: JSON.stringify(settings.RedrivePolicy) }),
      QueueArn: queueArn(place, queue.name),
      ApproximateNumberOfMessages: String(depth.visible),
      ApproximateNumberOfMessagesNotVisible: String(depth.notVisible),
      ApproximateNumberOfMessagesDelayed: String(depth.delayed),
      CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
      LastModifiedTimestamp: String(Math.floor(queue.changedAt / 1000)),
      SqsManagedSseEnabled: 'true',
    };
  };

  return {
    CreateQueue: (input) => {
      refuseUnknownParameters('CreateQueue', input, ['QueueName', 'Attributes', 'tags']);
      const name = String(input['QueueName']);
      const attributes = (input['Attributes'] ?? {}) as JsonObject;
      const known = [...Object.keys(NUMBERS), 'RedrivePolicy', 'SqsManagedSseEnabled'];
      refuseUnknownParameters('CreateQueue Attributes', attributes, known);
      if (!/^[\w-]{1,80}$/.test(name)) throw invalidParameter('QueueName must have 1 to 80 of a-z, A-Z, 0-9, _ and -');
      const settings = readSettings(attributes);
      const existing = queues.named(name);
      if (existing !== undefined && differs(existing.settings, settings, attributes)) {
        throw sqsError('QueueNameExists', 'A queue already exists with the same name and a different value.');
      }
      if (existing === undefined) {
        refuseMissingTarget(queues, settings);
        queues.ensure(name, settings, clock());
      }
      return { output: { QueueUrl: queueUrl(place, name) } };
    },

    GetQueueUrl: (input) => {
      refuseUnknownParameters('GetQueueUrl', input, ['QueueName', 'QueueOwnerAWSAccountId']);
      const owner = input['QueueOwnerAWSAccountId'] ?? place.accountId;
      const url = `/${owner}/${input['QueueName']}`;
      return { output: { QueueUrl: queueUrl(place, queues.byUrl(url).name) } };
    },

    ListQueues: (input) => {
      refuseUnknownParameters('ListQueues', input, ['QueueNamePrefix']);
      const prefix = String(input['QueueNamePrefix'] ?? '');
      const found = queues.all().filter(({ name }) => name.startsWith(prefix));
      return { output: { QueueUrls: found.map(({ name }) => queueUrl(place, name)) } };
    },

    GetQueueAttributes: (input) => {
      refuseUnknownParameters('GetQueueAttributes', input, ['QueueUrl', 'AttributeNames']);
      const all = describe(queues.byUrl(input['QueueUrl']));
      const wanted = (input['AttributeNames'] ?? []) as readonly string[];
      const unknown = wanted.filter((name) => name !== 'All' && !ABSENT.includes(name) && !Object.hasOwn(all, name));
      if (unknown.some((name) => name !== 'RedrivePolicy')) {
        throw sqsError('InvalidAttributeName', `Unknown Attribute ${unknown.join(', ')}.`);
      }
      const chosen = Object.entries(all).filter(([name]) => wanted.includes('All') || wanted.includes(name));
      return { output: chosen.length === 0 ? {} : { Attributes: Object.fromEntries(chosen) } };
    },

    PurgeQueue: (input) => {
      refuseUnknownParameters('PurgeQueue', input, ['QueueUrl']);
      messages.purge(queues.byUrl(input['QueueUrl']).id);
      return { output: {} };
    },
  };
};

/** Whether a repeated CreateQueue asks for a value that the queue does not have. */
const differs = (existing: QueueSettings, wanted: QueueSettings, given: JsonObject): boolean =>
  (Object.keys(given) as (keyof QueueSettings)[]).some(
    (name) => name in wanted && JSON.stringify(existing[name]) !== JSON.stringify(wanted[name]),
  );

/** @throws AwsError when the dead-letter queue is not there: create it first */
export const refuseMissingTarget = (queues: Queues, { RedrivePolicy }: QueueSettings): void => {
  if (RedrivePolicy === undefined || queues.byArn(RedrivePolicy.deadLetterTargetArn) !== undefined) return;
  throw invalidParameter(`the dead-letter queue ${RedrivePolicy.deadLetterTargetArn} does not exist`);
};

/** ReceiveMessage, DeleteMessage, ChangeMessageVisibility and their batches. */
import { type JsonObject, type JsonOperation, refuseUnknownParameters } from '../json-protocol.ts';
import type { Clock } from '../service.ts';
import { answerEntries, readEntries } from './batches.ts';
import { attributesMd5, bodyMd5, selectAttributes } from './message-attributes.ts';
import type { Messages, ReceivedMessage, Reception } from './messages.ts';
import type { Queue, Queues } from './queues.ts';
import type { ReceiveLoop } from './receive-loop.ts';
import { NUMBERS } from './settings.ts';
import { integerWithin, sqsError } from './sqs-error.ts';

export interface Receiving {
  readonly queues: Queues;
  readonly messages: Messages;
  readonly clock: Clock;
  readonly loop: ReceiveLoop;
  readonly senderId: string;
  readonly arnOf: (queue: Queue) => string;
  readonly onReceived: (queue: Queue, count: number) => void;
  readonly onDeleted: (queue: Queue, count: number) => void;
}

const RECEIVE_PARAMETERS = [
  'QueueUrl',
  'AttributeNames',
  'MessageSystemAttributeNames',
  'MessageAttributeNames',
  'MaxNumberOfMessages',
  'VisibilityTimeout',
  'WaitTimeSeconds',
];

export const receiveMessage =
  (receiving: Receiving): JsonOperation =>
  async (input) => {
    refuseUnknownParameters('ReceiveMessage', input, RECEIVE_PARAMETERS);
    const { queues, messages, clock, loop } = receiving;
    const queue = queues.byUrl(input['QueueUrl']);
    const { settings } = queue;
    const limit = integerWithin('MaxNumberOfMessages', input['MaxNumberOfMessages'] ?? 1, 1, 10);
    const hideSeconds = readVisibility(input['VisibilityTimeout'] ?? settings.VisibilityTimeout);
    const wait = input['WaitTimeSeconds'] ?? settings.ReceiveMessageWaitTimeSeconds;
    const waitSeconds = integerWithin('WaitTimeSeconds', wait, 0, NUMBERS.ReceiveMessageWaitTimeSeconds[1]);

    const attempt = (): readonly ReceivedMessage[] => {
      const now = clock();
      const { received, moved } = messages.receive({
        queue: queue.id,
        now,
        limit,
        hiddenUntil: now + 1000 * hideSeconds,
        sentAfter: now - 1000 * settings.MessageRetentionPeriod,
        ...redriveOf(receiving, queue),
      });
      const target = settings.RedrivePolicy?.deadLetterTargetArn;
      const deadLetterQueue = moved > 0 && target !== undefined ? queues.byArn(target) : undefined;
      if (deadLetterQueue !== undefined) loop.wake(deadLetterQueue.id);
      return received;
    };
    const nextAt = (): number | undefined => {
      const now = clock();
      const at = messages.nextVisibleAt(queue.id, now);
      return at === undefined ? undefined : at - now;
    };
    const received = await loop.run(queue.id, attempt, nextAt, 1000 * waitSeconds);
    receiving.onReceived(queue, received.length);
    return {
      output: received.length === 0 ? {} : { Messages: received.map((one) => describe(receiving, input, one)) },
    };
  };

/** Without its dead-letter queue a message is received for ever, as on AWS when that queue has been deleted. */
const redriveOf = ({ queues, arnOf }: Receiving, queue: Queue): Pick<Reception, 'redrive'> => {
  const policy = queue.settings.RedrivePolicy;
  const target = policy === undefined ? undefined : queues.byArn(policy.deadLetterTargetArn);
  if (policy === undefined || target === undefined) return {};
  const { maxReceiveCount } = policy;
  return { redrive: { deadLetterQueue: target.id, maxReceiveCount, sourceArn: arnOf(queue) } };
};

const describe = ({ senderId }: Receiving, input: JsonObject, message: ReceivedMessage): JsonObject => {
  const names = (name: string): readonly string[] => (input[name] ?? []) as readonly string[];
  const wanted = [...names('AttributeNames'), ...names('MessageSystemAttributeNames')];
  const system = Object.entries({ ...message.system, SenderId: senderId }).filter(
    ([name]) => wanted.includes('All') || wanted.includes(name),
  );
  const attributes = selectAttributes(message.attributes, names('MessageAttributeNames'));
  const digest = attributesMd5(attributes);
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receipt,
    MD5OfBody: bodyMd5(message.body),
    Body: message.body,
    ...(system.length === 0 ? {} : { Attributes: Object.fromEntries(system) }),
    ...(digest === undefined ? {} : { MD5OfMessageAttributes: digest, MessageAttributes: attributes }),
  };
};

const readVisibility = (value: unknown): number =>
  integerWithin('VisibilityTimeout', value, NUMBERS.VisibilityTimeout[0], NUMBERS.VisibilityTimeout[1]);

const readReceipt = (value: unknown): string => {
  if (typeof value === 'string' && /^\d+\.\d+\.[\w-]{16}$/.test(value)) return value;
  throw sqsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.');
};

const deleteOne = ({ messages, onDeleted }: Receiving, queue: Queue, given: JsonObject): JsonObject => {
  if (messages.delete(queue.id, readReceipt(given['ReceiptHandle']))) onDeleted(queue, 1);
  return {};
};

const hideOne = ({ messages, clock, loop }: Receiving, queue: Queue, given: JsonObject): JsonObject => {
  const receipt = readReceipt(given['ReceiptHandle']);
  const seconds = readVisibility(given['VisibilityTimeout']);
  const now = clock();
  if (!messages.hide(queue.id, receipt, now, now + 1000 * seconds)) {
    throw sqsError('MessageNotInflight', 'The specified message is not in flight.');
  }
  if (seconds === 0) loop.wake(queue.id);
  return {};
};

type OneEntry = (receiving: Receiving, queue: Queue, given: JsonObject) => JsonObject;

const single =
  (receiving: Receiving, operation: string, parameters: readonly string[], one: OneEntry): JsonOperation =>
  (input) => {
    refuseUnknownParameters(operation, input, ['QueueUrl', ...parameters]);
    return { output: one(receiving, receiving.queues.byUrl(input['QueueUrl']), input) };
  };

const batch =
  (receiving: Receiving, operation: string, parameters: readonly string[], one: OneEntry): JsonOperation =>
  (input) => {
    refuseUnknownParameters(operation, input, ['QueueUrl', 'Entries']);
    const queue = receiving.queues.byUrl(input['QueueUrl']);
    const output = answerEntries(readEntries(input), (entry) => {
      refuseUnknownParameters(operation, entry, ['Id', ...parameters]);
      return one(receiving, queue, entry);
    });
    return { output };
  };

const HIDING = ['ReceiptHandle', 'VisibilityTimeout'];

export const receiptOperations = (receiving: Receiving): Readonly<Record<string, JsonOperation>> => ({
  DeleteMessage: single(receiving, 'DeleteMessage', ['ReceiptHandle'], deleteOne),
  DeleteMessageBatch: batch(receiving, 'DeleteMessageBatch', ['ReceiptHandle'], deleteOne),
  ChangeMessageVisibility: single(receiving, 'ChangeMessageVisibility', HIDING, hideOne),
  ChangeMessageVisibilityBatch: batch(receiving, 'ChangeMessageVisibilityBatch', HIDING, hideOne),
});

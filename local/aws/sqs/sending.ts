/** SendMessage and SendMessageBatch. */
import { type JsonObject, type JsonOperation, refuseUnknownParameters } from '../json-protocol.ts';
import type { Clock } from '../service.ts';
import { answerEntries, readEntries } from './batches.ts';
import { attributesBytes, attributesMd5, bodyMd5, readAttributes } from './message-attributes.ts';
import type { Messages, NewMessage } from './messages.ts';
import type { Queue, Queues } from './queues.ts';
import { MAX_MESSAGE_BYTES, NUMBERS } from './settings.ts';
import { integerWithin, invalidParameter, sqsError } from './sqs-error.ts';

export interface Sending {
  readonly queues: Queues;
  readonly messages: Messages;
  readonly clock: Clock;
  /** Called after messages were sent: wakes receivers, counts. */
  readonly onSent: (queue: Queue, count: number) => void;
}

const PARAMETERS = ['MessageBody', 'DelaySeconds', 'MessageAttributes', 'MessageSystemAttributes', 'MessageGroupId'];

export const sendMessage =
  ({ queues, messages, clock, onSent }: Sending): JsonOperation =>
  ({ QueueUrl, ...given }) => {
    const queue = queues.byUrl(QueueUrl);
    const message = readMessage('SendMessage', queue, given);
    const [MessageId] = messages.send(queue.id, [message], clock());
    onSent(queue, 1);
    return { output: { MessageId, ...digests(message) } };
  };

export const sendMessageBatch =
  ({ queues, messages, clock, onSent }: Sending): JsonOperation =>
  (input) => {
    refuseUnknownParameters('SendMessageBatch', input, ['QueueUrl', 'Entries']);
    const queue = queues.byUrl(input['QueueUrl']);
    const entries = readEntries(input);
    const accepted: NewMessage[] = [];
    const { Successful, Failed } = answerEntries(entries, ({ Id: _, ...given }) => {
      const message = readMessage('SendMessageBatch', queue, given);
      accepted.push(message);
      return digests(message);
    });
    if (accepted.reduce((bytes, message) => bytes + messageBytes(message), 0) > MAX_MESSAGE_BYTES) {
      throw sqsError('BatchRequestTooLong', `Batch requests cannot be longer than ${MAX_MESSAGE_BYTES} bytes.`);
    }
    const ids = messages.send(queue.id, accepted, clock());
    onSent(queue, accepted.length);
    return {
      output: { Successful: Successful.map((one, index) => ({ ...one, MessageId: ids[index] })), Failed },
    };
  };

const digests = ({ body, attributes, system }: NewMessage): JsonObject => {
  const attributesDigest = attributesMd5(attributes);
  const { AWSTraceHeader } = system;
  const systemDigest =
    AWSTraceHeader === undefined
      ? undefined
      : attributesMd5({ AWSTraceHeader: { DataType: 'String', StringValue: AWSTraceHeader } });
  return {
    MD5OfMessageBody: bodyMd5(body),
    ...(attributesDigest === undefined ? {} : { MD5OfMessageAttributes: attributesDigest }),
    ...(systemDigest === undefined ? {} : { MD5OfMessageSystemAttributes: systemDigest }),
  };
};

const messageBytes = ({ body, attributes }: NewMessage): number =>
  Buffer.byteLength(body) + attributesBytes(attributes);

/**
 * Characters XML cannot carry, which SQS refuses to this day.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** @throws AwsError for whatever SQS would refuse of this message; 501 for what only FIFO queues know */
const readMessage = (operation: string, queue: Queue, given: JsonObject): NewMessage => {
  refuseUnknownParameters(operation, given, PARAMETERS);
  const body = given['MessageBody'];
  if (typeof body !== 'string' || body === '') throw invalidParameter('MessageBody must have at least one character.');
  if (FORBIDDEN.test(body)) {
    throw sqsError('InvalidMessageContents', 'The message contains characters outside the allowed set.');
  }
  const [least, most] = NUMBERS.DelaySeconds;
  const message = {
    body,
    attributes: readAttributes(given['MessageAttributes']),
    system: readSystem(given),
    delaySeconds: integerWithin('DelaySeconds', given['DelaySeconds'] ?? queue.settings.DelaySeconds, least, most),
  };
  const limit = queue.settings.MaximumMessageSize;
  if (messageBytes(message) > limit) {
    throw invalidParameter(`One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`);
  }
  return message;
};

/** On a standard queue MessageGroupId only makes sharing fair, which one laptop need not do. */
const readSystem = (given: JsonObject): Readonly<Record<string, string>> => {
  const attributes = readAttributes(given['MessageSystemAttributes']);
  refuseUnknownParameters('MessageSystemAttributes', attributes as JsonObject, ['AWSTraceHeader']);
  const trace = attributes['AWSTraceHeader']?.StringValue;
  const group = given['MessageGroupId'] as string | undefined;
  return {
    ...(trace === undefined ? {} : { AWSTraceHeader: trace }),
    ...(group === undefined ? {} : { MessageGroupId: group }),
  };
};

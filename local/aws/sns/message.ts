/** A message on its way through SNS: its limits, and the notification that subscribers get around it. */
import { AwsError } from '../aws-error.ts';
import type { Protocol } from './topics.ts';

export interface MessageAttribute {
  readonly Type: string;
  /** Base64 if the type is Binary. */
  readonly Value: string;
}

/** What a publisher gives. */
export interface Publication {
  readonly topicArn: string;
  readonly subject: string | undefined;
  readonly message: string;
  /** `json` when `message` is an object with a text per protocol. */
  readonly structure?: 'json';
  readonly attributes?: Readonly<Record<string, MessageAttribute>>;
}

/** What was accepted. */
export interface Message extends Publication {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const invalid = (text: string): AwsError =>
  new AwsError({ code: 'InvalidParameter', message: `Invalid parameter: ${text}` });

/** @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const MAX_MESSAGE_BYTES = 256 * 1024;
const MAX_SUBJECT = 100;

/** @throws AwsError InvalidParameter, as SNS does; texts are not quoted */
export const checkPublication = ({ message, subject, structure }: Publication): void => {
  if (message.length === 0) throw invalid('Empty message');
  if (Buffer.byteLength(message) > MAX_MESSAGE_BYTES) throw invalid('Message too long');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: line breaks and control characters are what SNS refuses.
  if (subject !== undefined && (subject.length > MAX_SUBJECT || /^$|[\x00-\x1f\x7f]/.test(subject)))
    throw invalid('Subject');
  if (structure === 'json' && typeof textsByProtocol(message)?.['default'] !== 'string')
    throw invalid('Message Structure - No default entry in JSON message body');
};

const textsByProtocol = (message: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const parsed: unknown = JSON.parse(message);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
};

/** The text for subscribers of one protocol. */
export const textFor = ({ message, structure }: Publication, protocol: Protocol): string => {
  if (structure !== 'json') return message;
  const texts = textsByProtocol(message) ?? {};
  return String(Object.hasOwn(texts, protocol) ? texts[protocol] : texts['default']);
};

/**
 * The notification that queues, functions and web endpoints get. It carries no signature: only AWS can sign.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
export const notificationOf = (message: Message, text: string): Readonly<Record<string, unknown>> => ({
  Type: 'Notification',
  MessageId: message.id,
  TopicArn: message.topicArn,
  ...(message.subject === undefined ? {} : { Subject: message.subject }),
  Message: text,
  Timestamp: new Date(message.at).toISOString(),
  ...(message.attributes === undefined ? {} : { MessageAttributes: message.attributes }),
});

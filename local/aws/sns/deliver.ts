/** Brings a message to the subscribers of its topic, as far as a laptop can. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Message, notificationOf, textFor } from './message.ts';
import type { Delivery } from './outbox.ts';
import { readableText } from './readable.ts';
import type { Subscription, Topic } from './topics.ts';

/** A message for a queue: a notification around the text, or the text itself with its attributes. */
export interface QueueMessage {
  readonly body: string;
  readonly attributes: Message['attributes'];
}

/** Where messages can really go. Mails and web endpoints of the template are only written down. */
export interface Exits {
  readonly sendToQueue?: (queueArn: string, message: QueueMessage) => Promise<void>;
  readonly invokeFunction?: (functionArn: string, event: unknown) => Promise<void>;
  /** A URL of the user's own that gets every notification by POST, as a web subscriber would. */
  readonly webhook?: string;
  /** Pauses between the tries of a delivery, in milliseconds; one try more than there are pauses. */
  readonly retryPausesMs?: readonly number[];
}

const RETRY_PAUSES_MS = [250, 1000];
const WEBHOOK_TIMEOUT_MS = 5000;

const contentFor = (message: Message, topic: Topic, { protocol, raw }: Subscription): unknown => {
  const text = textFor(message, protocol);
  switch (protocol) {
    case 'email':
      return {
        from: `${topic.displayName === '' ? topic.name : topic.displayName} <no-reply@sns.amazonaws.com>`,
        subject: message.subject ?? 'AWS Notification Message',
        text: readableText(text),
      };
    case 'sqs':
      return raw ? text : notificationOf(message, text);
    default:
      return notificationOf(message, text);
  }
};

const deliverable = ({ protocol }: Subscription): boolean => protocol === 'sqs' || protocol === 'lambda';

/** What will be delivered to whom, before anything is. */
export const planDeliveries = (message: Message, topic: Topic, { webhook }: Exits): readonly Delivery[] => [
  ...topic.subscriptions.map(
    (subscription): Delivery => ({
      protocol: subscription.protocol,
      endpoint: subscription.endpoint,
      outcome: deliverable(subscription) ? 'pending' : 'written',
      content: contentFor(message, topic, subscription),
    }),
  ),
  ...(webhook === undefined
    ? []
    : [
        {
          protocol: 'webhook',
          endpoint: webhook,
          outcome: 'pending' as const,
          content: notificationOf(message, textFor(message, 'https')),
        },
      ]),
];

/** The event a function gets, with the members spelt as Lambda's, not as SNS's. */
const lambdaEvent = (notification: Readonly<Record<string, unknown>>): unknown => ({
  Records: [
    {
      EventSource: 'aws:sns',
      EventVersion: '1.0',
      EventSubscriptionArn: notification['TopicArn'],
      Sns: { Subject: null, MessageAttributes: {}, ...notification },
    },
  ],
});

const post = async (url: string, message: Message, content: unknown): Promise<void> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'text/plain; charset=UTF-8',
      'x-amz-sns-message-type': 'Notification',
      'x-amz-sns-message-id': message.id,
      'x-amz-sns-topic-arn': message.topicArn,
    },
    body: JSON.stringify(content),
    signal: AbortSignal.timeout(WEBHOOK_TIMEOUT_MS),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`the webhook answered ${response.status}`);
};

const attempt = async (delivery: Delivery, message: Message, exits: Exits): Promise<void> => {
  const { protocol, endpoint, content } = delivery;
  if (protocol === 'webhook') return post(endpoint, message, content);
  if (protocol === 'lambda')
    return exits.invokeFunction?.(endpoint, lambdaEvent(content as Readonly<Record<string, unknown>>));
  const raw = typeof content === 'string';
  return exits.sendToQueue?.(endpoint, {
    body: raw ? content : JSON.stringify(content),
    attributes: raw ? message.attributes : undefined,
  });
};

/** Delivers what is pending, trying again after a pause; the result says how it went and never throws. */
export const deliver = async (delivery: Delivery, message: Message, exits: Exits): Promise<Delivery> => {
  if (delivery.outcome !== 'pending') return delivery;
  const pauses = exits.retryPausesMs ?? RETRY_PAUSES_MS;
  for (let tries = 0; ; tries++) {
    try {
      await attempt(delivery, message, exits);
      return { ...delivery, outcome: 'delivered' };
    } catch (error) {
      const next = pauses[tries];
      if (next === undefined)
        return { ...delivery, outcome: 'failed', error: error instanceof Error ? error.message : String(error) };
      await pause(next);
    }
  }
};

/** The local SNS: topics from the template; messages become readable on the console and files in an outbox. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { AwsService, Clock } from '../service.ts';
import { runAction, topicNotFound } from './actions.ts';
import { deliver, type Exits, planDeliveries } from './deliver.ts';
import { checkPublication, type Message, type Publication, textFor } from './message.ts';
import { createOutbox, type OutboxEntry } from './outbox.ts';
import { allClear, isFormality, readableText } from './readable.ts';
import { readTopics, type Topic, type TopicResource } from './topics.ts';
import { answer, answerError, readForm } from './wire.ts';

export interface SnsOptions extends Exits {
  /** Messages are kept in its subfolder `outbox`, the last thousand of them; made if it is not there. */
  readonly directory: string;
  readonly region: string;
  readonly accountId: string;
  readonly clock: Clock;
  /** Takes a text for people: each message (of several lines, or one for an alarm's all-clear), and deliveries that failed. */
  readonly log: (text: string) => void;
}

export interface Sns extends AwsService {
  /**
   * Makes the topics and subscriptions of the template (AWS::SNS::Topic, Subscription; a TopicPolicy is taken and left to
   * the gateway) the ones that are there, and finishes deliveries that a killed process began. Throws one Error naming
   * everything that could not be honoured, subscriptions without a callback to deliver them included.
   */
  createTopics(resources: readonly TopicResource[]): void;
  /** Publishes on behalf of a service such as CloudWatch. Resolves when the message is durable; throws if there is no such topic. */
  publish(topicArn: string, subject: string, message: string): Promise<void>;
  /** Why nothing could be published to a topic; undefined if it is there. For CloudWatch's option `refusal`. */
  refusal(topicArn: string): string | undefined;
  /** Resolves when the deliveries under way have ended. */
  settled(): Promise<void>;
}

const missingExits = (topics: readonly Topic[], { sendToQueue, invokeFunction }: Exits): readonly string[] =>
  topics.flatMap(({ subscriptions }) =>
    subscriptions
      .filter(({ protocol }) => (protocol === 'sqs' && !sendToQueue) || (protocol === 'lambda' && !invokeFunction))
      .map(({ arn, protocol }) => `${arn}: nothing delivers to ${protocol} here`),
  );

/** Opens the local SNS over a folder; `createTopics` must be called before anything can be published. */
export const createSns = (options: SnsOptions): Sns => {
  const { directory, accountId, clock, log } = options;
  if (options.webhook !== undefined && !/^https?:$/.test(new URL(options.webhook).protocol))
    throw new Error('the webhook must be an http or https URL');
  const outbox = createOutbox(join(directory, 'outbox'));
  let topics: readonly Topic[] = [];
  const underway = new Set<Promise<void>>();

  const finish = async ({ message, deliveries }: OutboxEntry): Promise<void> => {
    const ended = await Promise.all(deliveries.map((delivery) => deliver(delivery, message, options)));
    for (const { outcome, protocol, endpoint, error } of ended)
      if (outcome === 'failed') log(`${message.topicArn}: delivery to ${protocol} ${endpoint} failed: ${error}`);
    outbox.complete({ message, deliveries: ended });
  };
  const begin = (entry: OutboxEntry): void => {
    const ending = finish(entry)
      .catch((error: unknown) => log(`the outbox could not be written: ${error}`))
      .finally(() => underway.delete(ending));
    underway.add(ending);
  };

  const announce = (message: Message, topic: Topic, path: string): void => {
    const mail = textFor(message, 'email');
    // At a start every alarm says so; it is in the outbox.
    if (isFormality(mail)) return;
    const short = allClear(mail);
    if (short !== undefined) {
      log(`${topic.name}: ${short}`);
      return;
    }
    const receivers = topic.subscriptions.map(({ protocol, endpoint }) => `${protocol} ${endpoint}`);
    const text = readableText(mail);
    log(
      [
        `┌─ ${message.subject ?? 'message'}`,
        `│ to ${topic.name}${receivers.length === 0 ? ', which has no subscribers' : `: ${receivers.join(', ')}`}`,
        `│ in ${path}`,
        '│',
        ...text.split('\n').map((line) => `│ ${line}`),
        '└─',
      ].join('\n'),
    );
  };

  const accept = (publication: Publication): string => {
    const topic = topics.find(({ arn }) => arn === publication.topicArn);
    if (topic === undefined) throw topicNotFound();
    checkPublication(publication);
    const message: Message = { ...publication, id: randomUUID(), at: clock() };
    const entry = { message, deliveries: planDeliveries(message, topic, options) };
    announce(message, topic, outbox.add(entry));
    begin(entry);
    return message.id;
  };

  const settled = async (): Promise<void> => {
    while (underway.size > 0) await Promise.all(underway);
  };

  return {
    signingName: 'sns',
    handle: async (request) => {
      try {
        const form = readForm(request);
        return answer(form.action, runAction(form, { accountId, topics: () => topics, publish: accept }));
      } catch (error) {
        return answerError(error);
      }
    },
    close: async () => {
      topics = [];
      await settled();
    },
    createTopics: (resources) => {
      const created = readTopics(resources, options);
      const missing = missingExits(created, options);
      if (missing.length > 0) throw new Error(`the local SNS cannot run these:\n  ${missing.join('\n  ')}`);
      topics = created;
      for (const entry of outbox.unfinished()) begin(entry);
    },
    publish: async (topicArn, subject, message) => {
      accept({ topicArn, subject, message });
    },
    refusal: (topicArn) => (topics.some(({ arn }) => arn === topicArn) ? undefined : 'there is no such topic'),
    settled,
  };
};

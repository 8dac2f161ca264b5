/** SQS for the local cloud: standard queues on SQLite, with long polling, dead-letter queues, delays and retention. */
import { join } from 'node:path';
import { answerJson, type JsonProtocol } from '../json-protocol.ts';
import type { AwsService, Clock } from '../service.ts';
import { closeDatabase, openDatabase } from '../sqlite.ts';
import { MESSAGES_SCHEMA, openMessages } from './messages.ts';
import { queueOperations, refuseMissingTarget } from './queue-operations.ts';
import { openQueues, QUEUES_SCHEMA, type Queue, type QueuePlace, queueArn, queueUrl } from './queues.ts';
import { createReceiveLoop } from './receive-loop.ts';
import { receiptOperations, receiveMessage } from './receiving.ts';
import { sendMessage, sendMessageBatch } from './sending.ts';
import { QUERY_ERROR_CODES } from './sqs-error.ts';
import { queueFromTemplate } from './template.ts';

export interface CreatedQueue {
  readonly name: string;
  readonly arn: string;
  /** What `Ref` gives. */
  readonly url: string;
}

/** What CloudWatch shows of a queue: its state now, and counts since the service started. */
export interface QueueStatistics {
  readonly name: string;
  readonly visible: number;
  readonly notVisible: number;
  readonly delayed: number;
  /** Zero for an empty queue. */
  readonly ageOfOldestSeconds: number;
  readonly sent: number;
  readonly received: number;
  readonly deleted: number;
  readonly emptyReceives: number;
}

export interface Sqs extends AwsService {
  /**
   * Creates the queue of an AWS::SQS::Queue, or gives the existing one its settings; messages stay.
   * @param name the queue's name unless the properties give one
   * @param properties with all intrinsics resolved; a dead-letter queue must have been created before
   * @throws Error naming whatever the local SQS does not honour
   */
  createQueueFromTemplate(name: string, properties: Readonly<Record<string, unknown>>): CreatedQueue;
  statistics(): readonly QueueStatistics[];
  /**
   * Deletes messages that have outlived their queue's retention.
   * @param now milliseconds since the epoch
   * @returns how many
   */
  sweepExpired(now: number): Promise<number>;
}

export interface SqsOptions extends QueuePlace {
  readonly directory: string;
  readonly clock?: Clock;
}

export const createSqs = async (options: SqsOptions): Promise<Sqs> => {
  const { directory, clock = Date.now } = options;
  const database = openDatabase(join(directory, 'sqs.db'), QUEUES_SCHEMA + MESSAGES_SCHEMA);
  const queues = openQueues(database, options);
  const messages = openMessages(database);
  const loop = createReceiveLoop();
  const counts = new Map<number, Counts>();
  const countsOf = (queue: Queue): Counts => {
    const known = counts.get(queue.id) ?? { sent: 0, received: 0, deleted: 0, emptyReceives: 0 };
    counts.set(queue.id, known);
    return known;
  };

  const sending = {
    queues,
    messages,
    clock,
    onSent: (queue: Queue, count: number) => {
      countsOf(queue).sent += count;
      loop.wake(queue.id);
    },
  };
  const receiving = {
    queues,
    messages,
    clock,
    loop,
    senderId: options.accountId,
    arnOf: (queue: Queue) => queueArn(options, queue.name),
    onReceived: (queue: Queue, count: number) => {
      countsOf(queue).received += count;
      if (count === 0) countsOf(queue).emptyReceives++;
    },
    onDeleted: (queue: Queue, count: number) => {
      countsOf(queue).deleted += count;
    },
  };
  const protocol: JsonProtocol = {
    version: '1.0',
    target: 'AmazonSQS',
    namespace: 'com.amazonaws.sqs',
    queryErrorCodes: QUERY_ERROR_CODES,
    operations: {
      ...queueOperations(queues, messages, options, clock),
      ...receiptOperations(receiving),
      SendMessage: sendMessage(sending),
      SendMessageBatch: sendMessageBatch(sending),
      ReceiveMessage: receiveMessage(receiving),
    },
  };

  return {
    signingName: 'sqs',
    handle: (request) => answerJson(protocol, request),
    createQueueFromTemplate: (givenName, properties) => {
      const { name, settings } = queueFromTemplate(givenName, properties);
      refuseMissingTarget(queues, settings);
      queues.ensure(name, settings, clock());
      return { name, arn: queueArn(options, name), url: queueUrl(options, name) };
    },
    statistics: () => {
      const now = clock();
      return queues.all().map((queue) => {
        const sentAfter = now - 1000 * queue.settings.MessageRetentionPeriod;
        const { oldestSentAt = now, ...depth } = messages.depth(queue.id, now, sentAfter);
        return { name: queue.name, ...depth, ageOfOldestSeconds: (now - oldestSentAt) / 1000, ...countsOf(queue) };
      });
    },
    sweepExpired: async (now) =>
      queues
        .all()
        .reduce(
          (deleted, { id, settings }) =>
            deleted + messages.deleteSentBefore(id, now - 1000 * settings.MessageRetentionPeriod),
          0,
        ),
    close: async () => {
      loop.close();
      closeDatabase(database);
    },
  };
};

interface Counts {
  sent: number;
  received: number;
  deleted: number;
  emptyReceives: number;
}

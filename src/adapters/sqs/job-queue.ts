/** The queue of job steps: ids and numbers, nothing of any call. */
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { JobQueue } from '../../pipelines/ports/jobs.ts';
import { calling } from '../aws-errors.ts';

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-delay-queues.html */
const MAX_DELAY_SECONDS = 900;

export const createJobQueue = (client: SQSClient, queueUrl: string): JobQueue => ({
  send: async (message, delayMs, { signal }) => {
    const command = new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify(message),
      DelaySeconds: Math.min(MAX_DELAY_SECONDS, Math.ceil(delayMs / 1000)),
    });
    await calling('SendMessage', () => client.send(command, signal ? { abortSignal: signal } : {}));
  },
});

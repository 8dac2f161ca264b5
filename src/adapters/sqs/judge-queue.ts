/** The queue of calls to judge: ids, and nothing of any call. */
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { AskForJudgements } from '../../pipelines/ports/judge.ts';
import { calling } from '../aws-errors.ts';

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
const BATCH = 10;

/** Throws when any message was refused: what was sent before is judged all the same, once. */
export const createAskForJudgements =
  (client: SQSClient, queueUrl: string): AskForJudgements =>
  async (messages, { signal }) => {
    for (let at = 0; at < messages.length; at += BATCH) {
      const Entries = messages.slice(at, at + BATCH).map(({ project, interactionId, probability }, number) => ({
        Id: String(number),
        MessageBody: JSON.stringify({ project, interaction_id: interactionId, probability }),
      }));
      const answer = await calling('SendMessageBatch', () =>
        client.send(
          new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }),
          signal ? { abortSignal: signal } : {},
        ),
      );
      const refused = answer.Failed?.length ?? 0;
      if (refused > 0) throw new Error(`the judging queue refused ${refused} messages`);
    }
  };

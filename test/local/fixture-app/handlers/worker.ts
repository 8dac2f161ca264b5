/** Works off the queue: writes a row per job, and fails those that ask for it. */
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

const dynamodb = new DynamoDBClient({});

interface Event {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}

export const handler = async ({ Records }: Event): Promise<unknown> => {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const { messageId, body } of Records) {
    const job = JSON.parse(body) as { readonly id: string; readonly body: string };
    if (job.body === 'fail') batchItemFailures.push({ itemIdentifier: messageId });
    else
      await dynamodb.send(
        new PutItemCommand({
          TableName: process.env['TABLE'],
          Item: { pk: { S: job.id }, body: { S: job.body }, by: { S: 'worker' } },
        }),
      );
  }
  return { batchItemFailures };
};

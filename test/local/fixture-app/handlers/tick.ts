/** Runs on a schedule: counts how often, or fails when told to. */
import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';

const dynamodb = new DynamoDBClient({});

export const handler = async (event: { readonly id?: string; readonly fail?: boolean }): Promise<unknown> => {
  if (event.fail === true) throw new Error('told to fail');
  await dynamodb.send(
    new UpdateItemCommand({
      TableName: process.env['TABLE'],
      Key: { pk: { S: event.id ?? 'tick' } },
      UpdateExpression: 'ADD runs :one SET lastEvent = :event',
      ExpressionAttributeValues: { ':one': { N: '1' }, ':event': { S: JSON.stringify(event) } },
    }),
  );
  return null;
};

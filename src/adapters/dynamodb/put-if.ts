/** Puts a row only while it is as it was read: for the few places where two writers may meet. */
import { ConditionalCheckFailedException, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Waiting } from '../../pipelines/ports/time.ts';
import { calling } from '../aws-errors.ts';
import type { Item } from './table.ts';

export type PutIf = (item: Item, condition: string, values: Item, waiting: Waiting) => Promise<boolean>;

/** False when the condition does not hold. */
export const createPutIf =
  (client: DynamoDBClient, tableName: string): PutIf =>
  async (item, condition, values, { signal }) => {
    const command = new PutItemCommand({
      TableName: tableName,
      Item: item,
      ConditionExpression: condition,
      ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: values }),
    });
    try {
      await calling('PutItem', () => client.send(command, signal ? { abortSignal: signal } : {}));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };

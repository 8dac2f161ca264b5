/** A DynamoDB with one table, `Calls`, behind a real port, for the length of a test. */
import type { TestContext } from 'node:test';
import { type AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoDb, type DynamoDb } from '../../../local/aws/dynamodb/dynamodb.ts';
import type { TableDefinition } from '../../../local/aws/dynamodb/tables.ts';
import { serve } from '../serve.ts';
import { temporaryDirectory } from '../temporary-directory.ts';

export const PLACE = { region: 'eu-central-1', accountId: '123456789012' } as const;

/** Items by pk and sk; `by-time` by hour and start, carrying `model`; `ends` is the time to live. */
export const CALLS: TableDefinition = {
  schema: {
    TableName: 'Calls',
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: ['pk', 'sk', 'hour', 'start'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-time',
        KeySchema: [
          { AttributeName: 'hour', KeyType: 'HASH' },
          { AttributeName: 'start', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['model'] },
      },
    ],
  },
  timeToLiveAttribute: 'ends',
  pointInTimeRecovery: true,
};

export interface Fixture {
  readonly directory: string;
  readonly service: DynamoDb;
  readonly client: DynamoDBClient;
  /** Headers of the last response. */
  readonly lastHeaders: () => Readonly<Record<string, string>>;
}

export const startDynamoDb = async (context: Pick<TestContext, 'after'>, clock?: () => number): Promise<Fixture> => {
  const directory = temporaryDirectory(context);
  const service = await createDynamoDb({ directory, ...PLACE, ...(clock === undefined ? {} : { clock }) });
  service.createTable(CALLS);
  let headers: Readonly<Record<string, string>> = {};
  const served = await serve({
    handle: async (request) => {
      const response = await service.handle(request);
      headers = response.headers;
      return response;
    },
  });
  const client = new DynamoDBClient(served.client);
  context.after(async () => {
    client.destroy();
    await served.stop();
    await service.close();
  });
  return { directory, service, client, lastHeaders: () => headers };
};

/** `call('a', '1', { model: 'x' })`: an item of strings. */
export const call = (
  pk: string,
  sk: string,
  more: Readonly<Record<string, string>> = {},
): Record<string, AttributeValue> =>
  Object.fromEntries(Object.entries({ pk, sk, ...more }).map(([name, S]) => [name, { S }]));

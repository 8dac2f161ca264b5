/** Tables: what the API says of them, restarts, new indexes, time to live. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  BatchWriteItemCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  ScanCommand,
  UpdateContinuousBackupsCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { createDynamoDb } from '../../../local/aws/dynamodb/dynamodb.ts';
import type { TableDefinition } from '../../../local/aws/dynamodb/tables.ts';
import { serve } from '../serve.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { CALLS, call, PLACE, startDynamoDb } from './setup.ts';

const TableName = 'Calls';

test('DescribeTable tells keys, indexes, counts and an ARN of the right region and account', async (context) => {
  const { client } = await startDynamoDb(context);
  await client.send(new PutItemCommand({ TableName, Item: call('a', '1', { hour: 'h', start: 's' }) }));
  await client.send(new PutItemCommand({ TableName, Item: call('a', '2') }));

  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  const { TableNames } = await client.send(new ListTablesCommand({}));

  assert.equal(Table?.TableArn, 'arn:aws:dynamodb:eu-central-1:123456789012:table/Calls');
  assert.equal(Table.TableStatus, 'ACTIVE');
  assert.equal(Table.ItemCount, 2);
  assert.deepEqual(Table.KeySchema, CALLS.schema.KeySchema);
  assert.equal(Table.GlobalSecondaryIndexes?.[0]?.ItemCount, 1);
  assert.equal(Table.GlobalSecondaryIndexes[0].IndexStatus, 'ACTIVE');
  assert.deepEqual(TableNames, ['Calls']);
});

test('point-in-time recovery and time to live can be read and switched', async (context) => {
  const { client } = await startDynamoDb(context);
  const timeToLive = async () =>
    (await client.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription;
  const recovery = async () =>
    (await client.send(new DescribeContinuousBackupsCommand({ TableName }))).ContinuousBackupsDescription
      ?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;

  const before = [await timeToLive(), await recovery()];
  await client.send(
    new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { Enabled: false, AttributeName: 'ends' } }),
  );
  await client.send(
    new UpdateContinuousBackupsCommand({
      TableName,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
    }),
  );
  const after = [await timeToLive(), await recovery()];

  assert.deepEqual(before, [{ TimeToLiveStatus: 'ENABLED', AttributeName: 'ends' }, 'ENABLED']);
  assert.deepEqual(after, [{ TimeToLiveStatus: 'DISABLED' }, 'DISABLED']);
});

test('sweepExpired() deletes what has ended, with its index rows, and nothing that ended over five years ago', async (context) => {
  const { client, service } = await startDynamoDb(context);
  const now = Date.parse('2026-06-01T00:00:00Z');
  const ends: Readonly<Record<string, object>> = {
    past: { N: `${now / 1000 - 1}` },
    now: { N: `${now / 1000}` },
    future: { N: `${now / 1000 + 1}` },
    never: { S: 'not a number' },
    milliseconds: { N: `${now}` },
    antique: { N: '86400' },
  };
  for (const [sk, value] of Object.entries(ends)) {
    const Item = { ...call('a', sk, { hour: 'h', start: sk }), ends: value as { N: string } };
    await client.send(new PutItemCommand({ TableName, Item }));
  }

  const deleted = await service.sweepExpired(now);
  const items = await client.send(new ScanCommand({ TableName }));
  const rows = await client.send(new ScanCommand({ TableName, IndexName: 'by-time' }));

  assert.equal(deleted, 2);
  assert.deepEqual(
    items.Items?.map((item) => item['sk']?.S),
    ['antique', 'future', 'milliseconds', 'never'],
  );
  assert.equal(rows.Count, 4);
});

test('a time to live that is switched on later applies to the items that are there', async (context) => {
  const { client, service } = await startDynamoDb(context);
  const now = Date.parse('2026-06-01T00:00:00Z');
  await client.send(new PutItemCommand({ TableName, Item: { ...call('a', '1'), until: { N: `${now / 1000 - 5}` } } }));

  const before = await service.sweepExpired(now);
  service.createTable({ ...CALLS, timeToLiveAttribute: 'until' });
  const after = await service.sweepExpired(now);

  assert.deepEqual([before, after], [0, 1]);
});

test('a restart finds tables and items again, and fills an index the template has gained', async (context) => {
  const directory = temporaryDirectory(context);
  const { GlobalSecondaryIndexes: _, ...bare } = CALLS.schema;
  const withoutIndex: TableDefinition = {
    ...CALLS,
    schema: {
      ...bare,
      AttributeDefinitions: CALLS.schema.AttributeDefinitions.filter(({ AttributeName }) => /^.k$/.test(AttributeName)),
    },
  };
  const first = await createDynamoDb({ directory, ...PLACE });
  const created = first.createTable(withoutIndex);
  const firstServed = await serve(first);
  const firstClient = new DynamoDBClient(firstServed.client);
  for (let batch = 0; batch < 48; batch++) {
    const requests = Array.from({ length: 25 }, (_, n) => ({
      PutRequest: { Item: call('a', `${batch * 25 + n}`, { hour: 'h', start: `${n}`, model: 'm', payload: 'p' }) },
    }));
    await firstClient.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }));
  }
  await firstServed.stop();
  await first.close();

  const second = await createDynamoDb({ directory, ...PLACE });
  const recreated = second.createTable(CALLS);
  const secondServed = await serve(second);
  const client = new DynamoDBClient(secondServed.client);
  const item = await client.send(new GetItemCommand({ TableName, Key: call('a', '7') }));
  const rows = await client.send(new ScanCommand({ TableName, IndexName: 'by-time' }));
  await secondServed.stop();
  await second.close();

  assert.deepEqual(recreated, created);
  assert.equal(item.Item?.['payload']?.S, 'p');
  assert.equal(rows.Count, 1200);
  assert.deepEqual(rows.Items?.[0] && Object.keys(rows.Items[0]).toSorted(), ['hour', 'model', 'pk', 'sk', 'start']);
});

test('createTable() keeps an index that the definition no longer has', async (context) => {
  const { client, service } = await startDynamoDb(context);
  await client.send(new PutItemCommand({ TableName, Item: call('a', '1', { hour: 'h', start: 's' }) }));
  const { GlobalSecondaryIndexes: _, ...bare } = CALLS.schema;

  service.createTable({ ...CALLS, schema: bare });
  const rows = await client.send(new ScanCommand({ TableName, IndexName: 'by-time' }));

  assert.equal(rows.Count, 1);
});

test('createTable() refuses to change a key or an existing index in place', async (context) => {
  const { service } = await startDynamoDb(context);
  const [index] = CALLS.schema.GlobalSecondaryIndexes!;
  const otherKey = { ...CALLS.schema, KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' } as const] };
  const otherIndex = {
    ...CALLS.schema,
    GlobalSecondaryIndexes: [{ ...index!, Projection: { ProjectionType: 'ALL' } as const }],
  };

  assert.throws(() => service.createTable({ ...CALLS, schema: otherKey }), /Calls already exists with another key/);
  assert.throws(() => service.createTable({ ...CALLS, schema: otherIndex }), /with another index by-time/);
});

test('a second process cannot open the data of a running one', async (context) => {
  const { directory } = await startDynamoDb(context);

  await assert.rejects(createDynamoDb({ directory, ...PLACE }), /database is locked/);
});

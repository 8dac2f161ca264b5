/** The units that every response reports are those AWS would bill. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { itemBytes } from '../../../local/aws/dynamodb/item.ts';
import { call, type Fixture, startDynamoDb } from './setup.ts';

const TableName = 'Calls';
const Key = call('a', '1');
const INDEXED = { hour: 'h', start: 's' };
const text = (bytes: number) => 'x'.repeat(bytes);

const charged = ({ lastHeaders }: Fixture) => JSON.parse(lastHeaders()['x-local-capacity'] ?? 'null');

const put = ({ client }: Fixture, more: Readonly<Record<string, string>>) =>
  client.send(new PutItemCommand({ TableName, Item: call('a', '1', more), ReturnConsumedCapacity: 'INDEXES' }));

test('itemBytes() counts names and values in bytes', () => {
  const item = { ä: { S: 'ü' }, n: { N: '-120.5' }, b: { B: 'AAEC' }, m: { M: { l: { L: [{ NULL: true }] } } } };

  assert.equal(itemBytes(item), 2 + 2 + (1 + 4) + (1 + 3) + (1 + (3 + 1 + 1 + (3 + 1 + 1))));
});

test('PutItem costs a unit per KB of the larger version, and as much for the rows of the index', async (context) => {
  const fixture = await startDynamoDb(context);

  const fresh = await put(fixture, { ...INDEXED, payload: text(2500) });
  const freshHeader = charged(fixture);
  await put(fixture, { ...INDEXED, payload: text(10) });
  const shrunk = charged(fixture);
  await put(fixture, { ...INDEXED, start: 't', model: text(1500) });
  const moved = charged(fixture);

  assert.deepEqual(freshHeader, { Calls: { read: 0, write: 3 }, 'Calls/index/by-time': { read: 0, write: 1 } });
  assert.deepEqual(fresh.ConsumedCapacity, {
    TableName,
    CapacityUnits: 4,
    Table: { CapacityUnits: 3 },
    GlobalSecondaryIndexes: { 'by-time': { CapacityUnits: 1 } },
  });
  assert.deepEqual(shrunk, { Calls: { read: 0, write: 3 } });
  assert.deepEqual(moved, { Calls: { read: 0, write: 2 }, 'Calls/index/by-time': { read: 0, write: 1 + 2 } });
});

test('a refused condition costs a write of the item it met', async (context) => {
  const fixture = await startDynamoDb(context);
  await put(fixture, { payload: text(2500) });

  const refused = fixture.client.send(
    new PutItemCommand({ TableName, Item: Key, ConditionExpression: 'attribute_not_exists(pk)' }),
  );

  await assert.rejects(refused);
  assert.deepEqual(charged(fixture), { Calls: { read: 0, write: 3 } });
});

test('UpdateItem and DeleteItem cost at least one unit, even of nothing', async (context) => {
  const fixture = await startDynamoDb(context);

  await fixture.client.send(new DeleteItemCommand({ TableName, Key }));
  const deleted = charged(fixture);
  await fixture.client.send(new UpdateItemCommand({ TableName, Key }));
  const updated = charged(fixture);

  assert.deepEqual([deleted, updated], [{ Calls: { read: 0, write: 1 } }, { Calls: { read: 0, write: 1 } }]);
});

test('GetItem costs half a unit per 4 KB, or a whole one for a consistent read', async (context) => {
  const fixture = await startDynamoDb(context);
  await put(fixture, { payload: text(5000) });

  await fixture.client.send(new GetItemCommand({ TableName, Key }));
  const eventual = charged(fixture);
  await fixture.client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
  const consistent = charged(fixture);
  await fixture.client.send(new GetItemCommand({ TableName, Key: call('a', 'absent') }));
  const absent = charged(fixture);

  assert.deepEqual(
    [eventual, consistent, absent].map((charge) => charge.Calls.read),
    [1, 2, 0.5],
  );
});

test('Query costs what it reads in all, not what it returns, and bills an index to itself', async (context) => {
  const fixture = await startDynamoDb(context);
  for (const sk of ['1', '2', '3']) {
    const Item = call('a', sk, { ...INDEXED, payload: text(3000) });
    await fixture.client.send(new PutItemCommand({ TableName, Item }));
  }
  const values = { ':v': { S: 'a' }, ':n': { S: 'nothing' } };

  await fixture.client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :v',
      FilterExpression: 'model = :n',
      ExpressionAttributeValues: values,
    }),
  );
  const table = charged(fixture);
  await fixture.client.send(
    new QueryCommand({
      TableName,
      IndexName: 'by-time',
      KeyConditionExpression: '#h = :h',
      ExpressionAttributeNames: { '#h': 'hour' },
      ExpressionAttributeValues: { ':h': { S: 'h' } },
    }),
  );
  const index = charged(fixture);

  assert.deepEqual(table, { Calls: { read: 1.5, write: 0 } });
  assert.deepEqual(index, { 'Calls/index/by-time': { read: 0.5, write: 0 } });
});

test('a transaction costs twice, whether it succeeds or is cancelled', async (context) => {
  const fixture = await startDynamoDb(context);
  const write = () =>
    fixture.client.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName, Item: call('a', '1'), ConditionExpression: 'attribute_not_exists(pk)' } },
          { Put: { TableName, Item: call('a', '2') } },
        ],
      }),
    );

  await write();
  const written = charged(fixture);
  await assert.rejects(write());
  const cancelled = charged(fixture);
  await fixture.client.send(new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName, Key } }] }));
  const read = charged(fixture);

  assert.deepEqual(written, { Calls: { read: 0, write: 4 } });
  assert.deepEqual(cancelled, { Calls: { read: 0, write: 4 } });
  assert.deepEqual(read, { Calls: { read: 2, write: 0 } });
});

test('BatchWriteItem costs the sum of its items', async (context) => {
  const fixture = await startDynamoDb(context);
  const requests = ['1', '2', '3'].map((sk) => ({ PutRequest: { Item: call('a', sk, { payload: text(1100) }) } }));

  const written = await fixture.client.send(
    new BatchWriteItemCommand({ RequestItems: { [TableName]: requests }, ReturnConsumedCapacity: 'TOTAL' }),
  );

  assert.deepEqual(written.ConsumedCapacity, [{ TableName, CapacityUnits: 6 }]);
  assert.deepEqual(charged(fixture), { Calls: { read: 0, write: 6 } });
});

/** PutItem, UpdateItem, DeleteItem and GetItem as the real SDK sees them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  ExecuteStatementCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { postJson } from '../post-json.ts';
import { call, startDynamoDb } from './setup.ts';

const TableName = 'Calls';
const ONLY_IF_NEW = 'attribute_not_exists(pk)';

test('PutItem stores an item that GetItem gives back whole', async (context) => {
  const { client } = await startDynamoDb(context);
  const Item = {
    ...call('a', '1'),
    number: { N: '-12.5' },
    bytes: { B: new Uint8Array([0, 255, 7]) },
    set: { SS: ['x', 'ü'] },
    nested: { M: { list: { L: [{ BOOL: true }, { NULL: true as const }] } } },
  };

  await client.send(new PutItemCommand({ TableName, Item }));
  const read = await client.send(new GetItemCommand({ TableName, Key: call('a', '1') }));

  assert.deepEqual(read.Item, Item);
});

test('PutItem with a refused condition changes nothing and returns the item when asked', async (context) => {
  const { client } = await startDynamoDb(context);
  await client.send(new PutItemCommand({ TableName, Item: call('a', '1', { model: 'first' }) }));

  const second = client.send(
    new PutItemCommand({
      TableName,
      Item: call('a', '1', { model: 'second' }),
      ConditionExpression: ONLY_IF_NEW,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }),
  );

  await assert.rejects(second, (error) => {
    assert.ok(error instanceof ConditionalCheckFailedException);
    assert.equal(error.message, 'The conditional request failed');
    assert.deepEqual(error.Item, call('a', '1', { model: 'first' }));
    return true;
  });
  const read = await client.send(new GetItemCommand({ TableName, Key: call('a', '1') }));
  assert.equal(read.Item?.['model']?.S, 'first');
});

test('PutItem lets exactly one of many concurrent conditional writers win', async (context) => {
  const { client } = await startDynamoDb(context);

  const outcomes = await Promise.allSettled(
    Array.from({ length: 32 }, (_, writer) =>
      client.send(
        new PutItemCommand({ TableName, Item: call('a', '1', { w: `${writer}` }), ConditionExpression: ONLY_IF_NEW }),
      ),
    ),
  );

  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
});

test('UpdateItem counts without losing a step under concurrency', async (context) => {
  const { client } = await startDynamoDb(context);

  await Promise.all(
    Array.from({ length: 100 }, () =>
      client.send(
        new UpdateItemCommand({
          TableName,
          Key: call('a', '1'),
          UpdateExpression: 'ADD #n :one SET model = if_not_exists(model, :m)',
          ExpressionAttributeNames: { '#n': 'count' },
          ExpressionAttributeValues: { ':one': { N: '1' }, ':m': { S: 'm' } },
        }),
      ),
    ),
  );
  const read = await client.send(new GetItemCommand({ TableName, Key: call('a', '1') }));

  assert.equal(read.Item?.['count']?.N, '100');
  assert.equal(read.Item?.['model']?.S, 'm');
});

test('UpdateItem returns the values it was asked for', async (context) => {
  const { client } = await startDynamoDb(context);
  await client.send(new PutItemCommand({ TableName, Item: call('a', '1', { model: 'old', kept: 'k' }) }));
  const update = {
    TableName,
    Key: call('a', '1'),
    UpdateExpression: 'SET model = :new',
    ExpressionAttributeValues: { ':new': { S: 'new' } },
  };

  const all = await client.send(new UpdateItemCommand({ ...update, ReturnValues: 'ALL_NEW' }));
  const old = await client.send(new UpdateItemCommand({ ...update, ReturnValues: 'UPDATED_OLD' }));

  assert.deepEqual(all.Attributes, call('a', '1', { model: 'new', kept: 'k' }));
  assert.deepEqual(old.Attributes, { model: { S: 'new' } });
});

test('DeleteItem returns the item it deleted and succeeds on one that is absent', async (context) => {
  const { client } = await startDynamoDb(context);
  await client.send(new PutItemCommand({ TableName, Item: call('a', '1', { model: 'm' }) }));
  const command = () => new DeleteItemCommand({ TableName, Key: call('a', '1'), ReturnValues: 'ALL_OLD' });

  const first = await client.send(command());
  const second = await client.send(command());

  assert.deepEqual(first.Attributes, call('a', '1', { model: 'm' }));
  assert.equal(second.Attributes, undefined);
});

const REFUSED: readonly (readonly [string, Record<string, unknown>, RegExp])[] = [
  ['an item without its sort key', { Item: { pk: { S: 'a' } } }, /Missing the key sk in the item/],
  ['an empty key', { Item: call('', '1') }, /empty string value/],
  ['an empty index key', { Item: call('a', '1', { hour: '', start: 's' }) }, /empty string value.*by-time/],
  [
    'an index key of another type',
    { Item: { ...call('a', '1'), hour: { N: '1' } } },
    /Type mismatch for Index Key hour/,
  ],
  ['an item over 400 KB, counted in bytes', { Item: call('a', '1', { text: 'ü'.repeat(205_000) }) }, /Item size/],
  ['a sort key over 1024 bytes', { Item: call('a', 'ü'.repeat(600)) }, /maximum size limit of 1024 bytes/],
];

for (const [what, input, message] of REFUSED) {
  test(`PutItem refuses ${what}`, async (context) => {
    const { client } = await startDynamoDb(context);

    const put = client.send(new PutItemCommand({ TableName, ...input } as never));

    await assert.rejects(put, { name: 'ValidationException', message });
  });
}

test('GetItem names the table that does not exist', async (context) => {
  const { client } = await startDynamoDb(context);

  const read = client.send(new GetItemCommand({ TableName: 'Nowhere', Key: call('a', '1') }));

  await assert.rejects(read, { name: 'ResourceNotFoundException', message: /Table: Nowhere not found/ });
});

test('DynamoDB answers 501, by name, to operations and parameters it does not know', async (context) => {
  const { client, service } = await startDynamoDb(context);

  const statement = () => client.send(new ExecuteStatementCommand({ Statement: 'SELECT * FROM Calls' }));
  const parameter = await postJson(service, 'DynamoDB_20120810.GetItem', {
    TableName,
    Key: call('a', '1'),
    Surprise: 1,
  });

  await assert.rejects(statement, (error: Error & { $metadata: { httpStatusCode: number } }) => {
    assert.equal(error.name, 'UnknownOperationException');
    assert.match(error.message, /ExecuteStatement/);
    assert.equal(error.$metadata.httpStatusCode, 501);
    return true;
  });
  assert.equal(parameter.status, 501);
  assert.match(String(parameter.body), /parameter Surprise of GetItem/);
});

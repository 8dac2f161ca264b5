/** TransactWriteItems, TransactGetItems, BatchWriteItem and BatchGetItem. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  GetItemCommand,
  IdempotentParameterMismatchException,
  PutItemCommand,
  TransactGetItemsCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { call, startDynamoDb } from './setup.ts';

const TableName = 'Calls';
const ONLY_IF_NEW = 'attribute_not_exists(pk)';

const put = (sk: string, more: object = {}): TransactWriteItem => ({
  Put: { TableName, Item: call('a', sk), ...more },
});

test('TransactWriteItems does all of put, update, delete and check', async (context) => {
  const { client } = await startDynamoDb(context);
  await client.send(new PutItemCommand({ TableName, Item: call('a', 'gone') }));
  await client.send(new PutItemCommand({ TableName, Item: call('a', 'guard') }));

  await client.send(
    new TransactWriteItemsCommand({
      TransactItems: [
        put('new'),
        {
          Update: {
            TableName,
            Key: call('a', 'counter'),
            UpdateExpression: 'ADD n :one',
            ExpressionAttributeValues: { ':one': { N: '1' } },
          },
        },
        { Delete: { TableName, Key: call('a', 'gone') } },
        { ConditionCheck: { TableName, Key: call('a', 'guard'), ConditionExpression: 'attribute_exists(pk)' } },
      ],
    }),
  );
  const read = await client.send(
    new TransactGetItemsCommand({
      TransactItems: ['new', 'counter', 'gone', 'guard'].map((sk) => ({ Get: { TableName, Key: call('a', sk) } })),
    }),
  );

  assert.deepEqual(
    read.Responses?.map(({ Item }) => Item),
    [call('a', 'new'), { ...call('a', 'counter'), n: { N: '1' } }, undefined, call('a', 'guard')],
  );
});

test('TransactWriteItems with one refused condition changes nothing and gives a reason for each item', async (context) => {
  const { client } = await startDynamoDb(context);
  await client.send(new PutItemCommand({ TableName, Item: call('a', 'taken', { model: 'm' }) }));

  const write = client.send(
    new TransactWriteItemsCommand({
      TransactItems: [
        put('first'),
        put('taken', { ConditionExpression: ONLY_IF_NEW, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
      ],
    }),
  );

  await assert.rejects(write, (error) => {
    assert.ok(error instanceof TransactionCanceledException);
    assert.match(error.message, /\[None, ConditionalCheckFailed\]/);
    assert.deepEqual(error.CancellationReasons, [
      { Code: 'None' },
      {
        Code: 'ConditionalCheckFailed',
        Message: 'The conditional request failed',
        Item: call('a', 'taken', { model: 'm' }),
      },
    ]);
    return true;
  });
  const first = await client.send(new GetItemCommand({ TableName, Key: call('a', 'first') }));
  assert.equal(first.Item, undefined);
});

test('TransactWriteItems with an update that cannot be applied changes nothing and says ValidationError', async (context) => {
  const { client } = await startDynamoDb(context);
  await client.send(new PutItemCommand({ TableName, Item: call('a', 'text', { n: 'no number' }) }));

  const write = client.send(
    new TransactWriteItemsCommand({
      TransactItems: [
        put('first'),
        {
          Update: {
            TableName,
            Key: call('a', 'text'),
            UpdateExpression: 'ADD n :one',
            ExpressionAttributeValues: { ':one': { N: '1' } },
          },
        },
      ],
    }),
  );

  await assert.rejects(write, (error: TransactionCanceledException) => {
    assert.deepEqual(
      error.CancellationReasons?.map(({ Code }) => Code),
      ['None', 'ValidationError'],
    );
    return true;
  });
  const first = await client.send(new GetItemCommand({ TableName, Key: call('a', 'first') }));
  assert.equal(first.Item, undefined);
});

test('TransactWriteItems with the same token is done once, and with other items refused, for ten minutes', async (context) => {
  let now = Date.parse('2026-01-01T00:00:00Z');
  const { client } = await startDynamoDb(context, () => now);
  const add = (by: string) =>
    new TransactWriteItemsCommand({
      ClientRequestToken: 'once',
      TransactItems: [
        {
          Update: {
            TableName,
            Key: call('a', '1'),
            UpdateExpression: 'ADD n :by',
            ExpressionAttributeValues: { ':by': { N: by } },
          },
        },
      ],
    });
  const count = async () => (await client.send(new GetItemCommand({ TableName, Key: call('a', '1') }))).Item?.['n']?.N;

  await client.send(add('1'));
  await client.send(add('1'));
  const afterRepeat = await count();
  const mismatch = client.send(add('2'));

  assert.equal(afterRepeat, '1');
  await assert.rejects(mismatch, IdempotentParameterMismatchException);
  now += 10 * 60 * 1000;
  await client.send(add('1'));
  assert.equal(await count(), '2');
});

test('TransactWriteItems refuses the same item twice, and more than 100', async (context) => {
  const { client } = await startDynamoDb(context);
  const send = (TransactItems: TransactWriteItem[]) => client.send(new TransactWriteItemsCommand({ TransactItems }));

  const twice = () => send([put('1'), put('1')]);
  const tooMany = () => send(Array.from({ length: 101 }, (_, n) => put(`${n}`)));

  await assert.rejects(twice, { name: 'ValidationException', message: /multiple operations on one item/ });
  await assert.rejects(tooMany, { name: 'ValidationException', message: /between 1 and 100/ });
});

test('BatchWriteItem puts and deletes, and BatchGetItem finds what is left', async (context) => {
  const { client } = await startDynamoDb(context);
  await client.send(new PutItemCommand({ TableName, Item: call('a', 'gone') }));

  const written = await client.send(
    new BatchWriteItemCommand({
      RequestItems: {
        [TableName]: [
          { PutRequest: { Item: call('a', '1', { model: 'm' }) } },
          { PutRequest: { Item: call('a', '2') } },
          { DeleteRequest: { Key: call('a', 'gone') } },
        ],
      },
    }),
  );
  const read = await client.send(
    new BatchGetItemCommand({
      RequestItems: {
        [TableName]: { Keys: ['1', '2', 'gone'].map((sk) => call('a', sk)), ProjectionExpression: 'sk, model' },
      },
    }),
  );

  assert.deepEqual(written.UnprocessedItems, {});
  assert.deepEqual(read.UnprocessedKeys, {});
  assert.deepEqual(read.Responses?.[TableName], [{ sk: { S: '1' }, model: { S: 'm' } }, { sk: { S: '2' } }]);
});

test('BatchWriteItem stores nothing when one of its items is refused', async (context) => {
  const { client } = await startDynamoDb(context);
  const send = (items: readonly Record<string, { S: string }>[]) =>
    client.send(
      new BatchWriteItemCommand({
        RequestItems: { [TableName]: items.map((Item) => ({ PutRequest: { Item } })) },
      }),
    );
  const good = { pk: { S: 'a' }, sk: { S: '1' } };

  const incomplete = () => send([good, { pk: { S: 'a' } }]);
  const repeated = () => send([good, good]);

  await assert.rejects(incomplete, { name: 'ValidationException' });
  await assert.rejects(repeated, { name: 'ValidationException', message: /contains duplicates/ });
  const read = await client.send(new GetItemCommand({ TableName, Key: good }));
  assert.equal(read.Item, undefined);
});

test('BatchWriteItem refuses 26 items', async (context) => {
  const { client } = await startDynamoDb(context);
  const requests = Array.from({ length: 26 }, (_, n) => ({ PutRequest: { Item: call('a', `${n}`) } }));

  const write = client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }));

  await assert.rejects(write, { name: 'ValidationException' });
});

test('BatchGetItem returns 16 MB and leaves the other keys unprocessed', async (context) => {
  const { client } = await startDynamoDb(context);
  const keys = Array.from({ length: 50 }, (_, n) => call('a', `${n}`));
  for (const key of keys) {
    await client.send(new PutItemCommand({ TableName, Item: { ...key, text: { S: 'x'.repeat(400_000) } } }));
  }

  const read = await client.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: keys } } }));

  const returned = read.Responses?.[TableName]?.length ?? 0;
  assert.equal(returned, 42);
  assert.deepEqual(read.UnprocessedKeys?.[TableName]?.Keys, keys.slice(42));
});

/** Conditions, filters and updates mean what they mean on AWS, lists, maps and sizes included. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type AttributeValue,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { startDynamoDb } from './setup.ts';

const TableName = 'Calls';
const Key = { pk: { S: 'a' }, sk: { S: '1' } };
const ITEM = {
  ...Key,
  text: { S: 'üü' },
  number: { N: '10' },
  flag: { BOOL: true },
  nothing: { NULL: true as const },
  set: { SS: ['b', 'a'] },
  list: { L: [{ S: 'x' }, { N: '1' }, { M: { k: { S: 'v' } } }] },
  map: { M: { deep: { L: [{ N: '1.0' }] }, extra: { S: 'o' } } },
};

const VALUES: Readonly<Record<string, AttributeValue>> = {
  ':text': { S: 'üü' },
  ':ten': { N: '10.0' },
  ':nine': { N: '9' },
  ':four': { N: '4' },
  ':true': { BOOL: true },
  ':set': { SS: ['a', 'b'] },
  ':list': { L: [{ S: 'x' }, { N: '1' }, { M: { k: { S: 'v' } } }] },
  ':map': { M: { extra: { S: 'o' }, deep: { L: [{ N: '1' }] } } },
  ':member': { M: { k: { S: 'v' } } },
  ':x': { S: 'x' },
  ':type': { S: 'L' },
  ':b': { S: 'b' },
  ':prefix': { S: 'ü' },
  ':o': { S: 'o' },
  ':one': { N: '1' },
};

const TRUE = [
  '#text = :text',
  '#number = :ten',
  '#number > :nine AND #number >= :ten AND NOT #number < :nine',
  '#number BETWEEN :nine AND :ten',
  '#flag = :true AND attribute_exists(nothing) AND attribute_not_exists(absent)',
  '#set = :set AND contains(#set, :b)',
  '#list = :list',
  '#map = :map',
  '#list[2] = :member',
  'contains(#list, :member) AND contains(#list, :x)',
  '#map IN (:x, :map)',
  'absent <> :x AND #text <> :x',
  'size(#text) = :four',
  'attribute_type(#list, :type)',
  'begins_with(#text, :prefix)',
  '#text = :x OR (#map.extra = :o AND #map.deep[0] = :one)',
];
const FALSE = [
  '#list = :map',
  '#map <> :map',
  '#number = :text',
  'absent = :x',
  'absent < :x',
  'contains(#list, :text)',
  'NOT (#text = :text)',
];

/** The parts of a table that an expression mentions; DynamoDB refuses those it does not. */
const mentioned = <Value>(expression: string, all: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => new RegExp(`${name}(?![\\w-])`).test(expression)));

const NAMES = Object.fromEntries(Object.keys(ITEM).map((name) => [`#${name}`, name]));

test('a filter lets an item through exactly when its expression holds', async (context) => {
  const { client } = await startDynamoDb(context);
  await client.send(new PutItemCommand({ TableName, Item: ITEM }));

  for (const FilterExpression of [...TRUE, ...FALSE]) {
    const names = mentioned(FilterExpression, NAMES);
    const values = mentioned(FilterExpression, VALUES);
    const page = await client.send(
      new ScanCommand({
        TableName,
        FilterExpression,
        ...(Object.keys(names).length > 0 ? { ExpressionAttributeNames: names } : {}),
        ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
      }),
    );

    assert.equal(page.Count, TRUE.includes(FilterExpression) ? 1 : 0, FilterExpression);
  }
});

test('UpdateItem takes a condition on a map, and reads all paths from the item as it was', async (context) => {
  const { client } = await startDynamoDb(context);
  const L = ['0', '1', '2', '3', '4', '5'].map((S) => ({ S }));
  await client.send(new PutItemCommand({ TableName, Item: { ...Key, list: { L }, map: ITEM.map } }));

  await client.send(
    new UpdateItemCommand({
      TableName,
      Key,
      ConditionExpression: '#map = :map',
      UpdateExpression: 'REMOVE #list[0], #list[2] SET #list[4] = :new, copied = #list[3]',
      ExpressionAttributeNames: { '#list': 'list', '#map': 'map' },
      ExpressionAttributeValues: { ':new': { S: 'new' }, ':map': VALUES[':map']! },
    }),
  );
  const { Item } = await client.send(new GetItemCommand({ TableName, Key }));

  assert.deepEqual(
    Item?.['list']?.L?.map(({ S }) => S),
    ['1', '3', 'new', '5'],
  );
  assert.deepEqual(Item['copied'], { S: '3' });
});

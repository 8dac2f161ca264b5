/** Query and Scan: order, pages, filters, and indexes that always agree with their table. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type AttributeValue,
  type DynamoDBClient,
  paginateQuery,
  paginateScan,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import type { DynamoDb } from '../../../local/aws/dynamodb/dynamodb.ts';
import { callJson } from '../post-json.ts';
import { call, startDynamoDb } from './setup.ts';

const TableName = 'Calls';

/** Calls the service without SDK and socket, for tests of thousands of requests. */
const directly = <Output>(service: DynamoDb, operation: string, input: object): Promise<Output> =>
  callJson<Output>(service, `DynamoDB_20120810.${operation}`, input);

const putAll = async (service: DynamoDb, items: readonly object[]) => {
  for (const Item of items) await directly(service, 'PutItem', { TableName, Item });
};

const readPages = async (
  client: DynamoDBClient,
  query: Omit<ConstructorParameters<typeof QueryCommand>[0], 'TableName'>,
): Promise<readonly Record<string, AttributeValue>[]> => {
  const items: Record<string, AttributeValue>[] = [];
  for await (const page of paginateQuery({ client }, { TableName, ...query })) items.push(...(page.Items ?? []));
  return items;
};

test('Query returns one partition in UTF-8 order of its sort key, either way', async (context) => {
  const { client, service } = await startDynamoDb(context);
  const keys = ['', ' ', 'a', 'aa', 'ab', 'b', '~', 'é', '語', '😀'].map((sk) => `k${sk}`);
  await putAll(service, [...keys.toReversed().map((sk) => call('a', sk)), call('b', 'other')]);
  const query = { KeyConditionExpression: 'pk = :a', ExpressionAttributeValues: { ':a': { S: 'a' } } };

  const forward = await readPages(client, query);
  const backward = await readPages(client, { ...query, ScanIndexForward: false, Limit: 3 });

  assert.deepEqual(
    forward.map((item) => item['sk']?.S),
    keys,
  );
  assert.deepEqual(backward, forward.toReversed());
});

test('Query understands every condition on the sort key', async (context) => {
  const { client, service } = await startDynamoDb(context);
  const keys = ['1', '10', '11', '2', '20', '3'];
  await putAll(
    service,
    keys.map((sk) => call('a', sk)),
  );
  const cases: Readonly<Record<string, (sk: string) => boolean>> = {
    'sk = :x': (sk) => sk === '11',
    'sk < :x': (sk) => sk < '11',
    'sk <= :x': (sk) => sk <= '11',
    'sk > :x': (sk) => sk > '11',
    'sk >= :x': (sk) => sk >= '11',
    'sk BETWEEN :x AND :y': (sk) => sk >= '11' && sk <= '20',
    'begins_with(sk, :z)': (sk) => sk.startsWith('1'),
  };

  for (const [condition, holds] of Object.entries(cases)) {
    const used = Object.entries({ ':a': 'a', ':x': '11', ':y': '20', ':z': '1' })
      .filter(([name]) => name === ':a' || condition.includes(name))
      .map(([name, S]) => [name, { S }]);
    const items = await readPages(client, {
      KeyConditionExpression: `pk = :a AND ${condition}`,
      ExpressionAttributeValues: Object.fromEntries(used),
    });

    assert.deepEqual(
      items.map((item) => item['sk']?.S),
      keys.filter(holds),
      condition,
    );
  }
});

test('Query ends a page at 1 MB and continues after it', async (context) => {
  const { client, service } = await startDynamoDb(context);
  await putAll(
    service,
    Array.from({ length: 8 }, (_, n) => call('a', `${n}`, { text: 'x'.repeat(300_000) })),
  );
  const query = { TableName, KeyConditionExpression: 'pk = :a', ExpressionAttributeValues: { ':a': { S: 'a' } } };

  const first = await client.send(new QueryCommand(query));
  const all = await readPages(client, query);

  assert.equal(first.Count, 4);
  assert.deepEqual(first.LastEvaluatedKey, call('a', '3'));
  assert.equal(all.length, 8);
});

test('Query counts what it read apart from what the filter let through', async (context) => {
  const { client, service } = await startDynamoDb(context);
  await putAll(
    service,
    Array.from({ length: 10 }, (_, n) => call('a', `${n}`, { model: n % 2 === 0 ? 'even' : 'odd' })),
  );

  const page = await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :a',
      FilterExpression: 'model = :even',
      ProjectionExpression: 'sk',
      ExpressionAttributeValues: { ':a': { S: 'a' }, ':even': { S: 'even' } },
    }),
  );

  assert.equal(page.ScannedCount, 10);
  assert.equal(page.Count, 5);
  assert.deepEqual(page.Items?.[1], { sk: { S: '2' } });
});

test('Query refuses to project what an index does not carry', async (context) => {
  const { client } = await startDynamoDb(context);

  const query = client.send(
    new QueryCommand({
      TableName,
      IndexName: 'by-time',
      KeyConditionExpression: '#h = :h',
      ProjectionExpression: 'model, payload',
      ExpressionAttributeNames: { '#h': 'hour' },
      ExpressionAttributeValues: { ':h': { S: '12' } },
    }),
  );

  await assert.rejects(query, { name: 'ValidationException', message: /by-time does not project \[payload\]/ });
});

test('an index keeps every one of 6,000 items that share one index key, and pages through them', async (context) => {
  const { client, service } = await startDynamoDb(context);
  for (let start = 0; start < 6000; start += 25) {
    const puts = Array.from({ length: 25 }, (_, n) => ({
      PutRequest: { Item: call(`p${start + n}`, '1', { hour: 'h', start: 's' }) },
    }));
    await directly(service, 'BatchWriteItem', { RequestItems: { [TableName]: puts } });
  }
  const query = {
    IndexName: 'by-time',
    KeyConditionExpression: '#h = :h AND #s = :s',
    ExpressionAttributeNames: { '#h': 'hour', '#s': 'start' },
    ExpressionAttributeValues: { ':h': { S: 'h' }, ':s': { S: 's' } },
  };

  const forward = await readPages(client, { ...query, Limit: 997 });
  const backward = await readPages(client, { ...query, Limit: 997, ScanIndexForward: false });

  assert.equal(new Set(forward.map((item) => item['pk']?.S)).size, 6000);
  assert.equal(forward.length, 6000);
  assert.deepEqual(backward, forward.toReversed());
});

test('Scan in parallel segments reads every item exactly once', async (context) => {
  const { client, service } = await startDynamoDb(context);
  await putAll(
    service,
    Array.from({ length: 200 }, (_, n) => call(`p${n}`, '1')),
  );

  const found: string[] = [];
  for (const Segment of [0, 1, 2]) {
    const pages = paginateScan({ client, pageSize: 17 }, { TableName, Segment, TotalSegments: 3 });
    for await (const page of pages) found.push(...(page.Items ?? []).map((item) => item['pk']!.S!));
  }

  assert.equal(found.length, 200);
  assert.equal(new Set(found).size, 200);
});

const few = (...values: string[]) => fc.constantFrom(...values);
const change = fc.oneof(
  fc.record({
    kind: fc.constant('PutItem' as const),
    pk: few('a', 'b'),
    sk: few('1', '2'),
    more: fc.dictionary(few('hour', 'start', 'model', 'other'), few('x', 'y'), { noNullPrototype: true }),
  }),
  fc.record({
    kind: fc.constant('UpdateItem' as const),
    pk: few('a', 'b'),
    sk: few('1', '2'),
    name: few('hour', 'start', 'model', 'other'),
    value: few('x', 'y'),
    remove: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('DeleteItem' as const), pk: few('a', 'b'), sk: few('1', '2') }),
);

test('an index holds exactly the projected items that have its keys, after any sequence of changes', async (context) => {
  const { service } = await startDynamoDb(context);
  const scan = async (input: object) =>
    (await directly<{ Items: Record<string, AttributeValue>[] }>(service, 'Scan', { TableName, ...input })).Items;

  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (changes) => {
      for (const one of changes) {
        const Key = call(one.pk, one.sk);
        if (one.kind === 'PutItem') {
          await directly(service, one.kind, { TableName, Item: call(one.pk, one.sk, one.more) });
        } else if (one.kind === 'DeleteItem') {
          await directly(service, one.kind, { TableName, Key });
        } else {
          await directly(service, one.kind, {
            TableName,
            Key,
            UpdateExpression: one.remove ? 'REMOVE #n' : 'SET #n = :v',
            ExpressionAttributeNames: { '#n': one.name },
            ...(one.remove ? {} : { ExpressionAttributeValues: { ':v': { S: one.value } } }),
          });
        }
      }

      const expected = (await scan({}))
        .filter((item) => item['hour'] !== undefined && item['start'] !== undefined)
        .map(({ other: _, ...projected }) => projected);

      assert.deepEqual(sorted(await scan({ IndexName: 'by-time' })), sorted(expected));
    }),
    { numRuns: 200 },
  );
});

const sorted = (items: readonly Record<string, AttributeValue>[]) =>
  items.map((item) => JSON.stringify(Object.entries(item).toSorted())).toSorted();

test('Scan of an empty table finds nothing', async (context) => {
  const { client } = await startDynamoDb(context);

  const page = await client.send(new ScanCommand({ TableName }));

  assert.deepEqual([page.Count, page.Items, page.LastEvaluatedKey], [0, [], undefined]);
});

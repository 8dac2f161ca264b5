/** Rows that were lost come back from a restored table; rows that are there stay as they are. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DynamoDBClient, GetItemCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { createDynamoDb, type DynamoDb } from '../../local/aws/dynamodb/dynamodb.ts';
import { putBack } from '../../tools/restore/put-back.ts';
import { TABLE } from '../adapters/stores.ts';
import { type ServedService, serve } from '../local/serve.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const TOMORROW = String(NOW / 1000 + 86_400);
const directory = mkdtempSync(join(tmpdir(), 'sightglass-restore-'));
let dynamodb: DynamoDb;
let served: ServedService;
let client: DynamoDBClient;

before(async () => {
  dynamodb = await createDynamoDb({ directory, region: 'eu-west-1', accountId: '000000000000' });
  for (const name of ['restored', 'live']) dynamodb.createTableFromTemplate(name, TABLE);
  served = await serve(dynamodb);
  client = new DynamoDBClient(served.client);
});
after(async () => {
  await served.stop();
  await dynamodb.close();
  rmSync(directory, { recursive: true, force: true });
});

const put = (table: string, sk: string, value: string, ttl = TOMORROW) =>
  client.send(
    new PutItemCommand({
      TableName: table,
      Item: { pk: { S: 'p#T#1' }, sk: { S: sk }, v: { S: value }, ...(ttl === '' ? {} : { ttl: { N: ttl } }) },
    }),
  );

const live = async (): Promise<readonly string[]> => {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: 'live' }));
  return Items.map(({ sk, v }) => `${sk?.S} ${v?.S}`).sort();
};

test('putBack() counts without --apply, then puts back what is missing and nothing else, and may be repeated', async () => {
  await put('restored', 'lost', 'old');
  await put('restored', 'for ever', 'old', '');
  await put('restored', 'expired', 'old', String(NOW / 1000 - 1));
  await put('restored', 'redacted since', 'raw');
  await put('live', 'redacted since', 'redacted');
  await put('live', 'newer', 'new');
  for (let row = 0; row < 230; row++) await put('restored', `more ${String(row).padStart(3, '0')}`, 'x');
  const request = { client, from: 'restored', to: 'live', now: NOW };

  const counted = await putBack({ ...request, apply: false });
  const untouched = await live();
  const applied = await putBack({ ...request, apply: true });
  const again = await putBack({ ...request, apply: true });

  assert.deepEqual(counted, { rows: 234, expired: 1, present: 1, missing: 232 });
  assert.deepEqual(untouched, ['newer new', 'redacted since redacted']);
  assert.deepEqual(applied, counted);
  assert.deepEqual(again, { rows: 234, expired: 1, present: 233, missing: 0 });
  const rows = await live();
  assert.equal(rows.length, 234);
  for (const row of ['lost old', 'for ever old', 'redacted since redacted', 'newer new'])
    assert.ok(rows.includes(row), row);
});

test('putBack() has hours registered again that were registered without what it puts back', async () => {
  const until = { pk: { S: 'p#X' }, sk: { S: 'until' } };
  const untilOf = async (table: string, at?: number): Promise<string | undefined> => {
    if (at !== undefined)
      await client.send(new PutItemCommand({ TableName: table, Item: { ...until, at: { N: String(at) } } }));
    const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: until }));
    return Item?.['at']?.N;
  };
  const request = { client, from: 'restored', to: 'live', now: NOW, apply: true };
  await untilOf('restored', 1_000);
  await untilOf('live', 999);

  await put('restored', 'lost again', 'old');
  await putBack(request);
  const earlier = await untilOf('live');
  await untilOf('live', 2_000);
  await putBack(request);
  const whole = await untilOf('live');
  await put('restored', 'lost too', 'old');
  await putBack(request);

  assert.deepEqual([earlier, whole, await untilOf('live')], ['999', '2000', '1000']);
});

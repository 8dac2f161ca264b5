/** Nothing acknowledged is lost when the process is killed, and nothing is left half done. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { createDynamoDb } from '../../../local/aws/dynamodb/dynamodb.ts';
import { killWhileWriting } from '../killed.ts';
import { callJson } from '../post-json.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { PLACE } from './setup.ts';

interface Scanned {
  readonly Items: readonly { readonly pk: { readonly S: string }; readonly sk: { readonly S: string } }[];
  readonly LastEvaluatedKey?: object;
}

test('kill -9 loses no acknowledged write, leaves no half transaction and no index row without its item', async (context) => {
  const directory = temporaryDirectory(context);
  const acknowledged: string[] = [];

  for (const run of ['first', 'second', 'third']) {
    const writer = join(import.meta.dirname, 'kill.writer.ts');
    acknowledged.push(...(await killWhileWriting(writer, [directory, run], 150)));
  }
  const service = await createDynamoDb({ directory, ...PLACE });
  const scan = async (IndexName?: string): Promise<readonly string[]> => {
    const keys: string[] = [];
    for (let ExclusiveStartKey: object | undefined, isDone = false; !isDone; ) {
      const input = { TableName: 'Calls', IndexName, ExclusiveStartKey };
      const page: Scanned = await callJson(service, 'DynamoDB_20120810.Scan', input);
      keys.push(...page.Items.map(({ pk, sk }) => `${pk.S}/${sk.S}`));
      ExclusiveStartKey = page.LastEvaluatedKey;
      isDone = ExclusiveStartKey === undefined;
    }
    return keys.toSorted();
  };
  const items = await scan();
  const rows = await scan('by-time');
  await service.close();

  const stored = Map.groupBy(items, (key) => key.split('/')[0]!);
  const lost = acknowledged.filter((pk) => !stored.has(pk));
  const halves = [...stored].filter(([pk, keys]) => keys.length !== 1 + (Number(pk.split('-')[1]) % 3));
  assert.ok(acknowledged.length >= 450);
  assert.deepEqual(lost, []);
  assert.deepEqual(halves, []);
  assert.deepEqual(rows, items);
});

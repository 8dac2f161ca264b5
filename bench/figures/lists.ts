/**
 * A page of 50 calls among 10⁴, 10⁵ and 10⁶ that a month holds: `node bench/figures/lists.ts`. The index rows are written straight
 * into the local DynamoDB's file, so that a million take seconds; reading goes through the AWS SDK.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { createDynamoDb } from '../../local/aws/dynamodb/dynamodb.ts';
import { indexKey } from '../../local/aws/dynamodb/indexes.ts';
import type { TableSchema } from '../../local/aws/dynamodb/schema.ts';
import { openDatabase } from '../../local/aws/sqlite.ts';
import { createCallStore } from '../../src/adapters/dynamodb/call-store.ts';
import { encodeFacts } from '../../src/adapters/dynamodb/codecs/facts.ts';
import { unpackText } from '../../src/adapters/dynamodb/codecs/packed-text.ts';
import { dayOf, fragmentSk, shardOf, timeG1pk, timeG1sk, tracePk } from '../../src/adapters/dynamodb/keys.ts';
import { createTable } from '../../src/adapters/dynamodb/table.ts';
import { createPacks } from '../../src/adapters/s3/packs.ts';
import { factsOf } from '../../src/domain/call/facts.ts';
import type { ProjectId, TraceId } from '../../src/domain/call/ids.ts';
import { inOurWords } from '../../src/domain/call/redacted.ts';
import { DAY_MS } from '../../src/domain/call/units.ts';
import { listInteractions } from '../../src/pipelines/list-interactions.ts';
import { TABLE } from '../../test/adapters/stores.ts';
import { aSpan, NOON } from '../../test/builders/spans.ts';
import { serve } from '../../test/local/serve.ts';
import { type Bar, besideBaseline, type Figure, publish, waitingTime } from './figure.ts';

const SIZES = [10_000, 100_000, 1_000_000];
const MONTH_MS = 30 * DAY_MS;
const PAGE = 50;
const MOST_TIMES = 2;
const project = 'bench' as ProjectId;

const FACTS = unpackText(
  encodeFacts(
    [
      // Settled: the request brought the whole trace, as most do, so that no trace needs to be read.
      {
        ...factsOf(aSpan({ sessionId: inOurWords('session'), feature: inOurWords('chat') })),
        settled: true,
      },
      // With its start whole, which is replaced below.
    ],
    0,
  ).B,
);

/**
 * The facts of a call that started at an instant, as base64: in a frame of zstd that holds them as they are, for compressing a
 * million of them would take longer than all the rest.
 * @see https://github.com/facebook/zstd/blob/dev/doc/zstd_compression_format.md
 */
const factsAt = (at: number): string => {
  const content = Buffer.from(FACTS.replace(String(NOON), String(at)).padEnd(256));
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x60, 0, 0, 0, 0, 0]);
  // Sizes of this form begin at 256.
  header.writeUInt16LE(content.length - 256, 5);
  const block = content.length * 8 + 1;
  header.writeUIntLE(block, 7, 3);
  return Buffer.concat([header, content]).toString('base64');
};

/** Fills the index with so many calls, the newest at noon, evenly over the month before. */
const seed = (path: string, schema: TableSchema, size: number): void => {
  const database = openDatabase(path, '');
  const space = database.prepare('SELECT id FROM spaces WHERE name = ?').get(`${schema.TableName}/index/by-time`)![
    'id'
  ] as number;
  const index = schema.GlobalSecondaryIndexes![0]!;
  const insert = database.prepare('INSERT INTO rows (space, key, value) VALUES (?, ?, ?)');
  database.exec('PRAGMA synchronous = OFF');
  database.exec('BEGIN');
  for (let n = 0; n < size; n++) {
    const at = Math.floor(NOON - (n * MONTH_MS) / size);
    const trace = ((n * 2_654_435_761) % 2 ** 32).toString(16).padStart(8, '0').repeat(4) as TraceId;
    const item = {
      pk: { S: tracePk(project, trace) },
      sk: { S: fragmentSk(`${n}.0`) },
      g1pk: { S: timeG1pk(project, dayOf(at), shardOf(trace)) },
      g1sk: { S: timeG1sk(at, trace, `${n}.0`) },
    };
    const value = `${JSON.stringify(item).slice(0, -1)},"s":{"B":"${factsAt(at)}"}}`;
    insert.run(space, indexKey(schema, index, item), value);
  }
  database.exec('COMMIT');
  database.close();
};

/** How long a page of the newest 50 takes among `size` calls. */
const measureAmong = async (
  size: number,
): Promise<{ readonly best: number; readonly median: number; readonly seedS: number }> => {
  const directory = mkdtempSync(join(tmpdir(), 'sightglass-lists-'));
  const place = { directory, region: 'eu-west-1', accountId: '000000000000' };
  const empty = await createDynamoDb(place);
  empty.createTableFromTemplate('calls', TABLE);
  // The file has one user at a time.
  await empty.close();
  const began = performance.now();
  seed(join(directory, 'dynamodb.db'), { TableName: 'calls', ...TABLE } as never, size);
  const seedS = (performance.now() - began) / 1000;
  const dynamodb = await createDynamoDb(place);
  dynamodb.createTableFromTemplate('calls', TABLE);
  const server = await serve(dynamodb);
  const table = createTable(new DynamoDBClient(server.client), 'calls');
  const calls = createCallStore(table, createPacks(new S3Client(server.client), 'archive'), () => NOON);
  try {
    const list = () =>
      listInteractions(
        calls,
        project,
        { within: { from: NOON - MONTH_MS, to: NOON + 1 }, filter: {}, limit: PAGE },
        {},
      );
    const page = await list();
    assert.equal(page.interactions.length, PAGE);
    assert.ok(page.next !== undefined);
    return { ...(await waitingTime(list, 40)), seedS };
  } finally {
    await server.stop();
    await dynamodb.close();
    rmSync(directory, { recursive: true });
  }
};

export const measureLists = async (
  sizes: readonly number[] = SIZES,
): Promise<{ figures: readonly Figure[]; bar: Bar }> => {
  const figures: Omit<Figure, 'ratio'>[] = [];
  for (const size of sizes) {
    const { best, median, seedS } = await measureAmong(size);
    console.error(`  seeded ${size.toLocaleString('en-GB')} in ${seedS.toFixed(1)} s, median ${median.toFixed(1)} ms`);
    figures.push({ name: `a page of 50 among ${size.toLocaleString('en-GB')} calls`, value: best, unit: 'ms' });
  }
  const times = figures.at(-1)!.value / figures[0]!.value;
  const most = sizes.at(-1)!.toLocaleString('en-GB');
  const bar: Bar = {
    name: `a list of 50 among ${most} calls, beside among ${sizes[0]!.toLocaleString('en-GB')}`,
    value: times,
    unit: 'times as long',
    most: MOST_TIMES,
  };
  return { figures: besideBaseline(figures), bar };
};

if (import.meta.main) {
  const { figures, bar } = await measureLists();
  publish({
    bench: 'lists',
    title: 'Lists of 50 among ten thousand, a hundred thousand and a million calls of a month',
    method: 'Through the AWS SDK over the local DynamoDB, in one process; the best of 40 runs.',
    figures,
    bars: [bar],
  });
}

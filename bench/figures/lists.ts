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
import { inTransaction, openDatabase } from '../../local/aws/sqlite.ts';
import { createCallStore } from '../../src/adapters/dynamodb/call-store.ts';
import { encodeFacts } from '../../src/adapters/dynamodb/codecs/facts.ts';
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
import { type Bar, besideBaseline, type Figure, processorTime, publish } from './figure.ts';

const SIZES = [10_000, 100_000, 1_000_000];
const DAYS = 30;
const MONTH_MS = DAYS * DAY_MS;
const PAGE = 50;
const MOST_TIMES = 2;
const project = 'bench' as ProjectId;

/**
 * The facts of every call, as its row of the index carries them: starts are counted from the row's own time. Settled: the request
 * brought the whole trace, as most do, so that no trace needs to be read.
 */
const FACTS = Buffer.from(
  encodeFacts(
    [{ ...factsOf(aSpan({ sessionId: inOurWords('session'), feature: inOurWords('chat') })), settled: true }],
    NOON,
  ).B,
).toString('base64');

/** When the nth newest of so many calls a day began. */
const startOf = (n: number, daily: number): number => Math.floor(NOON - (n * DAY_MS) / daily);

/** The keys of the nth newest of so many calls a day. */
const keysOf = (n: number, daily: number) => {
  const at = startOf(n, daily);
  const trace = ((n * 2_654_435_761) % 2 ** 32).toString(16).padStart(8, '0').repeat(4) as TraceId;
  return {
    pk: { S: tracePk(project, trace) },
    sk: { S: fragmentSk(`${n}.0`) },
    g1pk: { S: timeG1pk(project, dayOf(at), shardOf(trace)) },
    g1sk: { S: timeG1sk(at, trace) },
  };
};

/**
 * Fills the index with so many calls, the newest at noon, evenly over the month before. The newest day is written row by row; the days
 * before are that day at other dates, which SQLite writes by itself in half the time.
 */
const seed = (path: string, schema: TableSchema, size: number): void => {
  const database = openDatabase(path, '');
  const { id: space } = database
    .prepare('SELECT id FROM spaces WHERE name = ?')
    .get(`${schema.TableName}/index/by-time`)!;
  const index = schema.GlobalSecondaryIndexes![0]!;
  const daily = Math.ceil(size / DAYS);
  const newest = Array.from({ length: daily }, (_, n) => keysOf(n, daily));
  const insert = database.prepare('INSERT INTO rows (space, key, value) VALUES (?, ?, ?)');
  const copy = database.prepare(`
    INSERT INTO rows (space, key, value)
    SELECT space, :to || substr(key, length(:from) + 1), replace(value, :fromDate, :toDate)
    FROM rows WHERE space = :space AND key >= :from AND key < :from || 'g'
  `);
  database.exec('PRAGMA journal_mode = OFF');
  inTransaction(database, () => {
    for (const keys of newest) {
      insert.run(space!, indexKey(schema, index, keys), `${JSON.stringify(keys).slice(0, -1)},"s":{"B":"${FACTS}"}}`);
    }
    // The older of its two dates first: once the other is copied to that date, it holds more than the newest day.
    const partitions = Map.groupBy(newest, ({ g1pk }) => g1pk.S);
    for (const [g1pk, [one]] of [...partitions].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const fromDate = one!.g1sk.S.slice(0, DATE);
      const from = beginningOf(indexKey(schema, index, one!));
      for (let day = 1; day < DAYS; day++) {
        const toDate = dayOf(Date.parse(fromDate) - day * DAY_MS);
        const moved = {
          ...one!,
          g1pk: { S: g1pk.replace(fromDate, toDate) },
          g1sk: { S: one!.g1sk.S.replace(fromDate, toDate) },
        };
        copy.run({ space: space!, from, to: beginningOf(indexKey(schema, index, moved)), fromDate, toDate });
      }
    }
  });
  database.close();
};

/** Characters of a date: `2026-01-31`. */
const DATE = 10;

/** The partition and the date of a key of the index, which are in hex, as `587431/702348…/323032362d30312d3032`. */
const beginningOf = (key: string): string => key.slice(0, key.indexOf('/', key.indexOf('/') + 1) + 1 + 2 * DATE);

/** A local DynamoDB whose index holds so many calls. */
interface Seeded {
  readonly size: number;
  readonly directory: string;
}

const placeOf = (directory: string) => ({ directory, region: 'eu-west-1', accountId: '000000000000' });

const seedTable = async (size: number): Promise<Seeded> => {
  const directory = mkdtempSync(join(tmpdir(), 'sightglass-lists-'));
  const empty = await createDynamoDb(placeOf(directory));
  empty.createTableFromTemplate('calls', TABLE);
  // The file has one user at a time.
  await empty.close();
  const began = performance.now();
  seed(join(directory, 'dynamodb.db'), { TableName: 'calls', ...TABLE } as never, size);
  console.error(`  seeded ${inWords(size)} in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return { size, directory };
};

const inWords = (size: number): string => size.toLocaleString('en-GB');

/** The processor time of a page of the newest 50 calls, in milliseconds. */
const measureAmong = async ({ size, directory }: Seeded): Promise<number> => {
  const dynamodb = await createDynamoDb(placeOf(directory));
  dynamodb.createTableFromTemplate('calls', TABLE);
  const server = await serve(dynamodb);
  const table = createTable(new DynamoDBClient(server.client), 'calls');
  const calls = createCallStore(table, createPacks(new S3Client(server.client), 'archive'), () => NOON);
  try {
    const pageUntil = (to: number) =>
      listInteractions(calls, project, { within: { from: NOON - MONTH_MS, to }, filter: {}, limit: PAGE }, {});
    for (const daysAgo of [0, 1, DAYS - 1]) {
      const until = NOON - daysAgo * DAY_MS;
      const { interactions, next } = await pageUntil(until + 1);
      assert.deepEqual(
        interactions.map(({ start }) => start),
        Array.from({ length: PAGE }, (_, n) => startOf(n, Math.ceil(size / DAYS)) - daysAgo * DAY_MS),
      );
      assert.ok(next !== undefined);
    }
    return (await processorTime(() => pageUntil(NOON + 1), { leastRounds: 40 })) / 1000;
  } finally {
    await server.stop();
    await dynamodb.close();
  }
};

/** @param besides work of other processes, which may go on while the tables are filled and is over before any of them is read */
export const measureLists = async (
  sizes: readonly number[] = SIZES,
  besides?: Promise<unknown>,
): Promise<{ figures: readonly Figure[]; bar: Bar }> => {
  const tables: Seeded[] = [];
  const figures: Omit<Figure, 'ratio'>[] = [];
  try {
    for (const size of sizes) tables.push(await seedTable(size));
    await besides;
    for (const table of tables) {
      const name = `a page of 50 among ${inWords(table.size)} calls`;
      figures.push({ name, value: await measureAmong(table), unit: 'ms' });
    }
  } finally {
    for (const { directory } of tables) rmSync(directory, { recursive: true });
  }
  const bar: Bar = {
    name: `a list of 50 among ${inWords(sizes.at(-1)!)} calls, beside among ${inWords(sizes[0]!)}`,
    value: figures.at(-1)!.value / figures[0]!.value,
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
    method:
      'Through the AWS SDK over the local DynamoDB; processor time of both, which are one process, the best of many runs.',
    figures,
    bars: [bar],
  });
}

/** The arithmetic of the bill: what a known usage costs by hand. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addedUp, billOf, totalOf } from '../../bench/cost/bill.ts';
import { interactionOf } from '../../bench/workload/interactions.ts';

test('billOf() prices a thousand requests as a million of them would be billed', () => {
  const bill = billOf(
    {
      apiUnits: 1000,
      functions: new Map([['ingest', { memoryMb: 512, durationsMs: Array(1000).fill(9.2), startsMs: [] }]]),
      requests: new Map([['s3 PutObject', 100]]),
      writeUnits: new Map([
        ['Calls', 3000],
        ['Calls/index/by-time', 1000],
      ]),
      readUnits: new Map([['Calls', 1000]]),
      requestBytes: new Map(),
      logs: new Map([
        ['g', { lines: 1000, bytes: 400_000 }],
        ['access', { lines: 1000, bytes: 100_000 }],
      ]),
      metrics: new Set(),
    },
    {
      interactions: 1000,
      stored: { table: 2_000_000, index: 500_000, objects: 0 },
      logDays: 30,
      infrequentLogs: new Set(['access']),
      coldShare: 0,
      coldMs: 0,
    },
  );
  const usd = Object.fromEntries(
    bill.map(({ service, item, usd: dollars }) => [`${service} ${item}`, Number(dollars.toFixed(4))]),
  );

  assert.deepEqual(usd, {
    'API Gateway requests': 1,
    'Lambda requests': 0.2,
    // 10 ms × 0.5 GB × a million = 5,000 GB-seconds
    'Lambda time': 0.0667,
    'DynamoDB writes of rows': 1.875,
    'DynamoDB writes of index rows': 0.625,
    'DynamoDB reads': 0.125,
    'DynamoDB storage': 0.625,
    'DynamoDB backup': 0.4,
    'S3 puts': 0.5,
    'CloudWatch log lines and embedded metrics': 0.2,
    'CloudWatch access log': 0.025,
    'CloudWatch log storage': 0.015,
  });
  assert.ok(Math.abs(totalOf(bill) - 5.6567) < 0.001);
});

test('addedUp() adds up equal items of several bills', () => {
  const line = (item: string, usd: number) =>
    ({ service: 'S3', item, amount: 10 * usd, unit: 'million', usd }) as const;

  const bill = addedUp([line('puts', 1), line('gets', 2)], [line('puts', 3)]);

  assert.deepEqual(bill, [line('puts', 4), line('gets', 2)]);
});

test('the workload is 4.6 KB on average, the same for the same number, and personal in every fourth', () => {
  const all = Array.from({ length: 400 }, (_, n) => JSON.stringify(interactionOf(n, { at: 0 })));

  const average = all.reduce((sum, { length }) => sum + length, 0) / all.length;
  assert.ok(average > 4300 && average < 4900, `${average} bytes`);
  assert.equal(JSON.stringify(interactionOf(7, { at: 0 })), all[7]);
  assert.ok(all.filter((text) => /maria\.keller|4111|Baker Street|DE89/.test(text)).length >= 100);
});

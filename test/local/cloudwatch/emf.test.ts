/** Embedded metric format: what becomes a metric, and what is reported instead. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type EmfReading, readEmf } from '../../../local/aws/cloudwatch/emf.ts';
import { type Bench, openBench, START } from './setup.ts';

interface Directive {
  readonly Namespace?: unknown;
  readonly Dimensions?: unknown;
  readonly Metrics?: unknown;
}

const line = (directives: unknown, root: object = {}, at: unknown = START): string =>
  JSON.stringify({ _aws: { Timestamp: at, CloudWatchMetrics: directives }, ...root });
const directive = (changes: Directive = {}): Directive => ({
  Namespace: 'App',
  Dimensions: [[]],
  Metrics: [{ Name: 'calls', Unit: 'Count' }],
  ...changes,
});
const read = (text: string): Extract<EmfReading, { kind: 'document' }> => {
  const reading = readEmf(text, START);
  assert.equal(reading.kind, 'document');
  return reading as never;
};

test('readEmf() reads the example of the specification', () => {
  const text =
    '{"_aws":{"Timestamp":1574109732004,"CloudWatchMetrics":[{"Namespace":"lambda-function-metrics","Dimensions":[["functionVersion"]],"Metrics":[{"Name":"time","Unit":"Milliseconds","StorageResolution":60}]}]},"functionVersion":"$LATEST","time":100,"requestId":"989ffbf8-9ace-4817-a57c-e4dd734019ee"}';

  const reading = readEmf(text, 1574109732004);

  assert.deepEqual(reading, {
    kind: 'document',
    problems: [],
    data: [
      {
        metric: { namespace: 'lambda-function-metrics', name: 'time', dimensions: { functionVersion: '$LATEST' } },
        unit: 'Milliseconds',
        at: 1574109732004,
        resolution: 60,
        sum: 100,
        count: 1,
        minimum: 100,
        maximum: 100,
        values: [[100, 1]],
      },
    ],
  });
});

test('readEmf() makes a metric for every dimension set', () => {
  const sets = [[], ['model'], ['model', 'env']];

  const { data } = read(line([directive({ Dimensions: sets })], { calls: 1, model: 'a', env: 'prod' }));

  assert.deepEqual(
    data.map(({ metric }) => metric.dimensions),
    [{}, { model: 'a' }, { model: 'a', env: 'prod' }],
  );
});

test('readEmf() reads arrays, values with counts and statistic sets', () => {
  const Metrics = [{ Name: 'array' }, { Name: 'counted' }, { Name: 'set' }, { Name: 'fast', StorageResolution: 1 }];
  const root = {
    array: [1, 2, 3],
    counted: { Values: [5, 7], Counts: [2, 1], Min: 5, Max: 7, Sum: 17, Count: 3 },
    set: { Min: 1, Max: 9, Sum: 20, Count: 4 },
    fast: 1,
  };

  const { data, problems } = read(line([directive({ Metrics })], root));

  assert.deepEqual(problems, []);
  assert.deepEqual(
    data.map(({ sum, count, minimum, maximum, values, resolution }) => [
      sum,
      count,
      minimum,
      maximum,
      values.length,
      resolution,
    ]),
    [
      [6, 3, 1, 3, 3, 60],
      [17, 3, 5, 7, 2, 60],
      [20, 4, 1, 9, 0, 60],
      [1, 1, 1, 1, 1, 1],
    ],
  );
});

test('readEmf() takes a document behind the prefix of Lambda’s text log format', () => {
  const prefix = '2026-11-20T10:00:00.000Z\t8f5e\tINFO\t';

  assert.equal(read(prefix + line([directive()], { calls: 1 })).data.length, 1);
});

test('readEmf() leaves ordinary log lines alone', () => {
  const lines = [
    '',
    'hello',
    '{"level":"info"}',
    '{"_aws":"not emf"}',
    '{"text":"\\"_aws\\" and \\"CloudWatchMetrics\\""}',
  ];

  assert.deepEqual(
    lines.map((text) => readEmf(text, START).kind),
    lines.map(() => 'other'),
  );
});

test('readEmf() says what is wrong with a directive and keeps the sound one beside it', () => {
  const hundredAndOne = Array.from({ length: 101 }, (_, index) => index);
  const names = hundredAndOne.map((index) => ({ Name: `m${index}` }));
  const broken: readonly (readonly [Directive, RegExp])[] = [
    [directive({ Namespace: '' }), /Namespace/],
    [directive({ Dimensions: [] }), /Dimensions/],
    [directive({ Dimensions: [['missing']] }), /dimension missing/],
    [directive({ Dimensions: [['calls']] }), /dimension calls has no string/],
    [directive({ Dimensions: [hundredAndOne.slice(0, 31).map(String)] }), /31 dimensions/],
    [directive({ Metrics: names }), /101 metrics/],
    [directive({ Metrics: [{ Name: 'absent' }] }), /absent has no member/],
    [directive({ Metrics: [{ Name: 'text' }] }), /text has no member/],
    [directive({ Metrics: [{ Name: 'long' }] }), /long has 101 values/],
    [directive({ Metrics: [{ Name: 'uneven' }] }), /unequal Values and Counts/],
    [directive({ Metrics: [{ Name: 'empty' }] }), /empty has no samples/],
    [directive({ Metrics: [{ Name: 'calls', Unit: 'count' }] }), /unknown unit/],
    [directive({ Metrics: [{ Name: 'calls', StorageResolution: 5 }] }), /StorageResolution/],
  ];
  const root = { calls: 1, text: 'secret', long: hundredAndOne, uneven: { Values: [1], Counts: [] }, empty: [] };

  for (const [bad, message] of broken) {
    const { data, problems } = read(line([bad, directive()], root));

    assert.equal(problems.length, 1, String(message));
    assert.match(problems[0]!, message);
    assert.doesNotMatch(problems[0]!, /secret/);
    assert.equal(data.length, 1, String(message));
  }
});

test('readEmf() refuses a document whose time is missing or too far away', () => {
  const old = line([directive()], { calls: 1 }, START - 15 * 24 * 3_600_000);

  assert.match(read(old).problems[0]!, /timestamp/);
  assert.match(read(line([directive()], { calls: 1 }, 'now')).problems[0]!, /Timestamp/);
});

const sumOf = async (bench: Bench, name: string): Promise<number | undefined> => {
  const body = {
    Namespace: 'AWS/Logs',
    MetricName: name,
    Dimensions: [{ Name: 'LogGroupName', Value: '/aws/lambda/f' }],
    StartTime: START / 1000,
    EndTime: START / 1000 + 60,
    Period: 60,
    Statistics: ['Sum'],
  };
  const headers = { 'x-amz-target': 'GraniteServiceVersion20100801.GetMetricStatistics' };
  const request = { method: 'POST', path: '/', query: new URLSearchParams(), headers };
  const response = await bench.cloudwatch.handle({ ...request, body: Buffer.from(JSON.stringify(body)) });
  return JSON.parse(String(response.body)).Datapoints[0]?.Sum;
};

test('ingestLogLine() counts and reports what is wrong with a document, and says which lines are documents', async (context) => {
  const bench = openBench(context);
  const ingest = (text: string): boolean => bench.cloudwatch.ingestLogLine(text, '/aws/lambda/f');

  assert.equal(ingest('an ordinary line'), false);
  assert.equal(ingest(line([directive()], { calls: 1 })), true);
  assert.equal(ingest(line([directive(), directive()], {})), true);
  assert.equal(ingest('{"_aws":{"CloudWatchMetrics":['), false);

  assert.equal(await sumOf(bench, 'EMFValidationErrors'), 2);
  assert.equal(await sumOf(bench, 'EMFParsingErrors'), 1);
  assert.equal(bench.logged.length, 3);
  assert.ok(bench.logged.every((text) => text.startsWith('/aws/lambda/f: ')));
});

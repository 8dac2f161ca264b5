/** Putting and reading metrics with the real SDK. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  type MetricDataQuery,
  type MetricDatum,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { clientOf, DAY, HOUR, MINUTE, openBench, START } from './setup.ts';

const stat = (Id: string, MetricName: string, Stat: string, Period = 60): MetricDataQuery => ({
  Id,
  MetricStat: { Metric: { Namespace: 'App', MetricName }, Period, Stat },
});
const window = { StartTime: new Date(START), EndTime: new Date(START + HOUR) };

test('PutMetricData takes single values, values with counts and statistic sets as one metric', async (context) => {
  const client = await clientOf(context, openBench(context));
  const MetricData: MetricDatum[] = [
    { MetricName: 'm', Value: 10 },
    { MetricName: 'm', Values: [1, 2], Counts: [3, 1] },
    { MetricName: 'm', StatisticValues: { SampleCount: 2, Sum: 20, Minimum: 5, Maximum: 15 } },
  ];

  await client.send(new PutMetricDataCommand({ Namespace: 'App', MetricData }));
  const { Datapoints, Label } = await client.send(
    new GetMetricStatisticsCommand({
      ...window,
      Namespace: 'App',
      MetricName: 'm',
      Period: 60,
      Statistics: ['Sum', 'SampleCount', 'Minimum', 'Maximum'],
      ExtendedStatistics: ['p50'],
    }),
  );

  assert.equal(Label, 'm');
  // A statistic set tells nothing about percentiles, so there are none.
  assert.deepEqual(Datapoints, [
    {
      Timestamp: new Date(START),
      Sum: 35,
      SampleCount: 7,
      Minimum: 1,
      Maximum: 15,
      ExtendedStatistics: {},
      Unit: 'None',
    },
  ]);
});

test('PutMetricData takes the compressed body that the SDK makes of a long request', async (context) => {
  const client = await clientOf(context, openBench(context));
  const MetricData = Array.from({ length: 500 }, (_, index) => ({
    MetricName: `metric-number-${index}`,
    Value: index,
  }));

  await client.send(new PutMetricDataCommand({ Namespace: 'App', MetricData }));
  const { Metrics, NextToken } = await client.send(new ListMetricsCommand({ Namespace: 'App' }));

  assert.equal(Metrics!.length, 500);
  assert.equal(NextToken, undefined);
});

test('PutMetricData stores nothing of a request with one bad datum, and says what is wrong without quoting values', async (context) => {
  const client = await clientOf(context, openBench(context));
  const good: MetricDatum = { MetricName: 'good', Value: 1 };
  const bad: readonly (readonly [MetricDatum, RegExp])[] = [
    [{ MetricName: 'm', Value: 1, Values: [2] }, /one of Value, Values and StatisticValues/],
    [{ MetricName: 'm', Values: [1, 2], Counts: [1] }, /Counts and Values/],
    [{ MetricName: 'm', Value: 2 ** 361 }, /between -2\^360 and 2\^360/],
    [{ MetricName: 'm', Value: 1, Timestamp: new Date(START - 15 * DAY) }, /timestamp/],
    [{ MetricName: 'm', Value: 1, Unit: 'Furlongs' as 'Count' }, /Unit/],
    [{ MetricName: 'm', Value: 1, Dimensions: [{ Name: 'a', Value: '' }] }, /dimension a/],
    [{ MetricName: 'm', Value: 1, StorageResolution: 5 }, /StorageResolution/],
    [{ MetricName: 'm', Values: Array.from({ length: 151 }, (_, index) => index) }, /150/],
  ];

  for (const [datum, message] of bad)
    await assert.rejects(client.send(new PutMetricDataCommand({ Namespace: 'App', MetricData: [good, datum] })), {
      message,
    });
  const { Metrics } = await client.send(new ListMetricsCommand({}));

  assert.deepEqual(Metrics, []);
});

test('PutMetricData refuses the namespaces of AWS itself, and 1,001 metrics', async (context) => {
  const client = await clientOf(context, openBench(context));
  const MetricData = Array.from({ length: 1001 }, () => ({ MetricName: 'm', Value: 1 }));

  await assert.rejects(
    client.send(new PutMetricDataCommand({ Namespace: 'AWS/Lambda', MetricData: [MetricData[0]!] })),
    {
      name: 'InvalidParameterValueException',
    },
  );
  await assert.rejects(client.send(new PutMetricDataCommand({ Namespace: 'App', MetricData })), { message: /1000/ });
});

test('metrics with different dimensions are different metrics, in whatever order the dimensions are written', async (context) => {
  const client = await clientOf(context, openBench(context));
  const [a, b] = [
    { Name: 'a', Value: '1' },
    { Name: 'b', Value: '2' },
  ];
  const put = (Dimensions: MetricDatum['Dimensions'], Value: number) =>
    client.send(new PutMetricDataCommand({ Namespace: 'App', MetricData: [{ MetricName: 'm', Dimensions, Value }] }));
  const sumOf = async (Dimensions: MetricDatum['Dimensions']) => {
    const { Datapoints } = await client.send(
      new GetMetricStatisticsCommand({
        ...window,
        Namespace: 'App',
        MetricName: 'm',
        Dimensions,
        Period: 60,
        Statistics: ['Sum'],
      }),
    );
    return Datapoints![0]?.Sum;
  };

  await put([a, b], 1);
  await put([b, a], 2);
  await put([a], 10);
  await put([], 100);

  assert.deepEqual(await Promise.all([sumOf([b, a]), sumOf([a]), sumOf([b]), sumOf([])]), [3, 10, undefined, 100]);
});

test('a unit narrows what is read; without one all units count', async (context) => {
  const bench = openBench(context);
  const client = await clientOf(context, bench);
  bench.cloudwatch.putMetric('App', 'm', {}, 1, 'Seconds');
  bench.cloudwatch.putMetric('App', 'm', {}, 10, 'Count');
  const sum = async (Unit?: 'Seconds') => {
    const request = { ...window, Namespace: 'App', MetricName: 'm', Period: 60, Statistics: ['Sum' as const] };
    const { Datapoints } = await client.send(new GetMetricStatisticsCommand({ ...request, ...(Unit && { Unit }) }));
    return Datapoints![0]!.Sum;
  };

  assert.deepEqual([await sum(), await sum('Seconds')], [11, 1]);
});

test('GetMetricData orders by time as asked, newest first if nothing is said', async (context) => {
  const bench = openBench(context);
  const client = await clientOf(context, bench);
  for (const minute of [0, 1, 3]) bench.cloudwatch.putMetric('App', 'm', {}, minute, 'None', START + minute * MINUTE);
  const MetricDataQueries = [stat('m', 'm', 'Sum')];

  const descending = await client.send(new GetMetricDataCommand({ ...window, MetricDataQueries }));
  const ascending = await client.send(
    new GetMetricDataCommand({ ...window, MetricDataQueries, ScanBy: 'TimestampAscending' }),
  );

  assert.deepEqual(descending.MetricDataResults![0]!.Values, [3, 1, 0]);
  assert.deepEqual(ascending.MetricDataResults![0], {
    Id: 'm',
    Label: 'm',
    StatusCode: 'Complete',
    Timestamps: [START, START + MINUTE, START + 3 * MINUTE].map((time) => new Date(time)),
    Values: [0, 1, 3],
  });
});

test('GetMetricData pages through every datapoint of every query once', async (context) => {
  const bench = openBench(context);
  const client = await clientOf(context, bench);
  for (let minute = 0; minute < 60; minute++)
    for (const name of ['a', 'b']) bench.cloudwatch.putMetric('App', name, {}, minute, 'None', START + minute * MINUTE);
  const collected: Record<string, number[]> = { a: [], b: [] };
  const request = { ...window, MetricDataQueries: [stat('a', 'a', 'Sum'), stat('b', 'b', 'Sum')], MaxDatapoints: 25 };

  let NextToken: string | undefined;
  let pages = 0;
  do {
    const page = await client.send(
      new GetMetricDataCommand({ ...request, ScanBy: 'TimestampAscending', ...(NextToken && { NextToken }) }),
    );
    for (const { Id, Values } of page.MetricDataResults!) collected[Id!]!.push(...Values!);
    NextToken = page.NextToken;
    pages++;
  } while (NextToken !== undefined);

  const minutes = Array.from({ length: 60 }, (_, minute) => minute);
  assert.deepEqual(collected, { a: minutes, b: minutes });
  assert.equal(pages, 5);
});

test('GetMetricData aligns periods to the clock and leaves out the end', async (context) => {
  const bench = openBench(context);
  const client = await clientOf(context, bench);
  for (const minute of [0, 4, 5, 10]) bench.cloudwatch.putMetric('App', 'm', {}, 1, 'None', START + minute * MINUTE);

  const { MetricDataResults } = await client.send(
    new GetMetricDataCommand({
      StartTime: new Date(START + 2 * MINUTE),
      EndTime: new Date(START + 10 * MINUTE),
      MetricDataQueries: [stat('m', 'm', 'Sum', 300)],
      ScanBy: 'TimestampAscending',
    }),
  );

  assert.deepEqual(MetricDataResults![0]!.Timestamps, [new Date(START), new Date(START + 5 * MINUTE)]);
  assert.deepEqual(MetricDataResults![0]!.Values, [2, 1]);
});

test('GetMetricData keeps seconds apart for high-resolution metrics', async (context) => {
  const client = await clientOf(context, openBench(context));
  const MetricData = [0, 5, 12].map((second) => ({
    MetricName: 'm',
    Value: 1,
    StorageResolution: 1,
    Timestamp: new Date(START + second * 1000),
  }));
  await client.send(new PutMetricDataCommand({ Namespace: 'App', MetricData }));

  const { MetricDataResults } = await client.send(
    new GetMetricDataCommand({
      ...window,
      MetricDataQueries: [stat('m', 'm', 'Sum', 10)],
      ScanBy: 'TimestampAscending',
    }),
  );

  assert.deepEqual(MetricDataResults![0]!.Values, [2, 1]);
});

test('GetMetricData computes math over metrics and returns only what is to be returned', async (context) => {
  const bench = openBench(context);
  const client = await clientOf(context, bench);
  bench.cloudwatch.putMetric('App', 'Errors', {}, 1);
  bench.cloudwatch.putMetric('App', 'Calls', {}, 20);

  const { MetricDataResults } = await client.send(
    new GetMetricDataCommand({
      ...window,
      MetricDataQueries: [
        { ...stat('errors', 'Errors', 'Sum'), ReturnData: false },
        { ...stat('calls', 'Calls', 'Sum'), ReturnData: false },
        { Id: 'rate', Expression: '100 * errors / calls', Label: 'failed, %' },
      ],
    }),
  );

  assert.deepEqual(
    MetricDataResults!.map(({ Id, Label, Values }) => ({ Id, Label, Values })),
    [{ Id: 'rate', Label: 'failed, %', Values: [5] }],
  );
});

test('GetMetricData refuses by name what it does not compute', async (context) => {
  const client = await clientOf(context, openBench(context));
  const ask = (...MetricDataQueries: MetricDataQuery[]) =>
    client.send(new GetMetricDataCommand({ ...window, MetricDataQueries }));

  await assert.rejects(ask(stat('m', 'm', 'wm98')), { message: /statistic wm98/ });
  await assert.rejects(ask(stat('m', 'm', 'Sum'), { Id: 'e', Expression: "SEARCH('x', 'Sum', 60)" }), {
    message: /SEARCH/,
  });
  await assert.rejects(ask(stat('m', 'm', 'Sum'), { Id: 'e', Expression: 'm + other' }), { message: /other/ });
  await assert.rejects(ask(stat('m', 'm', 'Sum'), { Id: 'e', Expression: 'SUM(m)' }), { message: /time series/ });
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how CloudWatch writes dynamic labels.
  await assert.rejects(ask({ ...stat('m', 'm', 'Sum'), Label: '${AVG}' }), { message: /dynamic label/ });
  await assert.rejects(ask({ ...stat('m', 'm', 'Sum'), AccountId: '1' }), { message: /AccountId/ });
});

test('ListMetrics filters by name and dimensions and forgets metrics without data for two weeks', async (context) => {
  const bench = openBench(context);
  const client = await clientOf(context, bench);
  bench.cloudwatch.putMetric('App', 'old', {}, 1);
  bench.now += 14 * DAY;
  bench.cloudwatch.putMetric('App', 'm', { model: 'a' }, 1);
  bench.cloudwatch.putMetric('App', 'm', { model: 'b' }, 1);
  bench.cloudwatch.putMetric('App', 'm', {}, 1);
  const names = async (request: object) => (await client.send(new ListMetricsCommand(request))).Metrics!.length;
  bench.now += 10 * MINUTE;

  assert.equal(await names({}), 3);
  assert.equal(await names({ MetricName: 'm', Dimensions: [{ Name: 'model' }] }), 2);
  assert.equal(await names({ Dimensions: [{ Name: 'model', Value: 'a' }] }), 1);
  assert.equal(await names({ Namespace: 'Other' }), 0);
});

test('an operation that is not here is answered 501 by name', async (context) => {
  const bench = openBench(context);
  const request = { method: 'POST', path: '/', query: new URLSearchParams(), body: Buffer.from('{}') };

  const response = await bench.cloudwatch.handle({
    ...request,
    headers: { 'x-amz-target': 'GraniteServiceVersion20100801.PutDashboard' },
  });

  assert.equal(response.status, 501);
  assert.match(String(response.body), /PutDashboard/);
});

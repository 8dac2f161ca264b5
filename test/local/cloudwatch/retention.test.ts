/** The metric store stays bounded: fine points become coarser with age, and the oldest go. */
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { datumOfValues } from '../../../local/aws/cloudwatch/datum.ts';
import { createSweeper } from '../../../local/aws/cloudwatch/retention.ts';
import { SCHEMA } from '../../../local/aws/cloudwatch/schema.ts';
import { parseStatistic } from '../../../local/aws/cloudwatch/statistic.ts';
import { createMetricStore } from '../../../local/aws/cloudwatch/store.ts';
import { DAY, HOUR, MINUTE, START } from './setup.ts';

const METRIC = { namespace: 'App', name: 'm', dimensions: {} };

const openStore = () => {
  const database = new DatabaseSync(':memory:');
  database.exec(SCHEMA);
  const store = createMetricStore(database);
  const put = (at: number, value: number, resolution: 1 | 60 = 60) =>
    store.put([datumOfValues({ metric: METRIC, unit: 'None', at, resolution }, [value])]);
  const read = (name: string, from: number, to: number) =>
    store.read(
      { metric: METRIC, statistic: parseStatistic(name)! },
      { from: from / 1000, period: (to - from) / 1000, slots: 1 },
    )[0];
  const points = () =>
    Number((database.prepare('SELECT count(*) AS count FROM point').get() as { count: number }).count);
  return { put, read, points, sweep: createSweeper(database) };
};

test('the sweeper makes minutes of old seconds and hours of old minutes, with the same statistics', () => {
  const { put, read, points, sweep } = openStore();
  for (let second = 0; second < 120; second++) put(START + second * 1000, second, 1);
  for (let minute = 2; minute < 60; minute++) put(START + minute * MINUTE, minute);
  const names = ['Sum', 'SampleCount', 'Minimum', 'Maximum', 'p90', 'tm50'];
  const values = () => names.map((name) => read(name, START, START + HOUR));
  const before = { values: values(), points: points() };

  sweep(START + 4 * HOUR);
  const minutes = { values: values(), points: points() };
  sweep(START + 16 * DAY);
  const hours = { values: values(), points: points() };

  assert.deepEqual([before.points, minutes.points, hours.points], [178, 60, 1]);
  assert.deepEqual(minutes.values, before.values);
  assert.deepEqual(hours.values, before.values);
});

test('the sweeper adds what comes late to an hour that was already made', () => {
  const { put, read, points, sweep } = openStore();
  put(START, 1);
  sweep(START + 16 * DAY);

  put(START + MINUTE, 2);
  sweep(START + 16 * DAY + HOUR);

  assert.equal(read('Sum', START, START + HOUR), 3);
  assert.equal(points(), 1);
});

test('the sweeper forgets what is older than three months', () => {
  const { put, points, sweep } = openStore();
  put(START, 1);
  put(START + DAY, 1);

  sweep(START + 92 * DAY + HOUR);

  assert.equal(points(), 1);
});

test('the sweeper leaves alone what is young', () => {
  const { put, points, sweep } = openStore();
  for (let minute = 0; minute < 5; minute++) put(START + minute * MINUTE, 1);

  sweep(START + HOUR);

  assert.equal(points(), 5);
});

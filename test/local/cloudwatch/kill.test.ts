/** What a kill -9 leaves behind. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createCloudWatch } from '../../../local/aws/cloudwatch/cloudwatch.ts';
import { killWhileWriting } from '../killed.ts';
import { errorsAlarm, START, TOPIC } from './setup.ts';

test('a kill -9 loses no metric that was accepted, and no action that was owed', async (context) => {
  const directory = mkdtempSync(join(tmpdir(), 'cloudwatch-kill-'));
  const writer = join(import.meta.dirname, 'kill.writer.ts');

  const accepted = await killWhileWriting(writer, [directory, String(START)], 2000);
  const told: string[] = [];
  const options = { directory, region: 'eu-west-1', accountId: '123456789012', clock: () => START };
  const cloudwatch = createCloudWatch({ ...options, log: () => undefined, publish: (topic) => void told.push(topic) });
  context.after(async () => {
    await cloudwatch.close();
    rmSync(directory, { recursive: true });
  });
  cloudwatch.createAlarms([errorsAlarm({ AlarmActions: [TOPIC] })]);

  const body = {
    Namespace: 'App',
    MetricName: 'Work',
    StartTime: START / 1000,
    EndTime: START / 1000 + 60,
    Period: 60,
  };
  const response = await cloudwatch.handle({
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    headers: { 'x-amz-target': 'GraniteServiceVersion20100801.GetMetricStatistics' },
    body: Buffer.from(JSON.stringify({ ...body, Statistics: ['Sum'] })),
  });
  const stored = JSON.parse(String(response.body)).Datapoints[0].Sum;
  // The one being written when it was killed may be there as well.
  assert.ok(
    stored >= accepted.length && stored <= accepted.length + 1,
    `${accepted.length} accepted, ${stored} stored`,
  );
  assert.deepEqual(told, [TOPIC]);
  assert.equal(cloudwatch.alarmStates()[0]!.state, 'ALARM');
});

/**
 * Alarms that compare with the past, as the template has them, over the local CloudWatch: a baseline moves a threshold between its
 * floor and its ceiling and no further, and what summaries find calls once nothing else has.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createCloudWatch } from '../../local/aws/cloudwatch/cloudwatch.ts';
import type { MetricName } from '../../src/domain/measure/catalogue.ts';
import { stageAlarms, watched } from '../../tools/replay/stage-alarms.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const stage = stageAlarms('prod', watched);
const { timesUsual, floorUsd, ceilingUsd } = stage.settings.alarms.costSpike;

/** Two hours of a service in which each hour publishes these totals, and the states of its alarms after them. */
const statesAfter = (
  context: TestContext,
  hourly: { readonly [Name in MetricName]?: number },
): ((name: string) => string) => {
  const directory = mkdtempSync(join(tmpdir(), 'past-'));
  let now = Date.UTC(2026, 10, 24, 10);
  const { region, accountId } = stage;
  const noted: string[] = [];
  const cloudwatch = createCloudWatch({
    directory,
    region,
    accountId,
    clock: () => now,
    log: (line) => noted.push(line),
    publish: () => undefined,
  });
  context.after(async () => {
    await cloudwatch.close();
    rmSync(directory, { recursive: true, force: true });
  });
  cloudwatch.createAlarms(stage.alarms);
  for (const end = now + 2 * HOUR + 10 * MINUTE; now < end; now += MINUTE) {
    if (now % (5 * MINUTE) === 0) cloudwatch.putMetric('Sightglass/prod', 'Interactions', {}, 30);
    if (now % HOUR === 5 * MINUTE) {
      for (const [name, value] of Object.entries(hourly)) cloudwatch.putMetric('Sightglass/prod', name, {}, value);
    }
    cloudwatch.evaluate();
  }
  assert.deepEqual(noted, []);
  return (name) =>
    cloudwatch.alarmStates().find((alarm) => alarm.name === `sightglass-prod-${name}`)?.state ?? 'no such alarm';
};

for (const { usual, threshold, why } of [
  { usual: 4, threshold: 4 * timesUsual, why: 'is so many times the usual' },
  { usual: 0.01, threshold: floorUsd, why: 'is never below the floor, however little is usual' },
  { usual: 1_000, threshold: ceilingUsd, why: 'is never above the ceiling, however much is usual' },
  { usual: undefined, threshold: ceilingUsd, why: 'is the ceiling while nothing is known of past weeks' },
]) {
  test(`the threshold of ai-cost-spike ${why}`, (context) => {
    const at = (CostUsd: number): string =>
      statesAfter(context, { CostUsd, ...(usual === undefined ? {} : { CostBaselineUsd: usual }) })('ai-cost-spike');

    assert.deepEqual([at(threshold - 0.01), at(threshold + 0.01)], ['OK', 'ALARM']);
  });
}

test('a dear hour calls for spending before the budget is used up, and for the budget only afterwards', (context) => {
  const dear = statesAfter(context, { CostUsd: 13, CostBaselineUsd: 4 });
  const ruinous = statesAfter(context, { CostUsd: 40, CostBaselineUsd: 4 });

  assert.deepEqual([dear('ai-spending'), dear('ai-cost')], ['ALARM', 'OK']);
  assert.equal(ruinous('ai-cost'), 'ALARM');
});

test('drift in one hour and anomalies in two call for a change, fewer do not', (context) => {
  const { driftedDistributions, anomaliesPerHour } = stage.settings.alarms;
  const drifted = statesAfter(context, { DriftedDistributions: driftedDistributions });
  const odd = statesAfter(context, { Anomalies: anomaliesPerHour });
  const calm = statesAfter(context, {
    DriftedDistributions: driftedDistributions - 1,
    Anomalies: anomaliesPerHour - 1,
  });

  assert.deepEqual([drifted('ai-drift'), drifted('ai-changed')], ['ALARM', 'ALARM']);
  assert.deepEqual([odd('ai-anomalies'), odd('ai-changed')], ['ALARM', 'ALARM']);
  assert.deepEqual([calm('ai-drift'), calm('ai-anomalies'), calm('ai-changed')], ['OK', 'OK', 'OK']);
});

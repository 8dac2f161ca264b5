/** Each stage's settings are ones that AWS takes and that make sense together. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STAGE_NAMES } from '../../lib/stage-settings.ts';
import { STAGES } from '../../lib/stages.ts';

for (const stage of STAGE_NAMES) {
  test(`the settings of ${stage} are within what they may be`, () => {
    const { retention, payloadSampleRate, functions, throttling, keepsData } = STAGES[stage];

    assert.ok(payloadSampleRate >= 0 && payloadSampleRate <= 1);
    assert.ok(retention.restoreDays >= 1 && retention.restoreDays <= 35);
    assert.ok(retention.summaryDays >= retention.interactionDays, 'reports outlive what they sum up');
    assert.ok(throttling.burst >= throttling.requestsPerSecond);
    assert.equal(keepsData, stage === 'prod');
    for (const { memoryMb, timeoutSeconds } of Object.values(functions)) {
      assert.ok(memoryMb >= 128 && memoryMb <= 10_240 && timeoutSeconds <= 900);
    }
  });
}

/** Each stage's settings are ones that AWS takes and that make sense together. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkSettings } from '../../lib/check-settings.ts';
import { STAGE_NAMES, type StageSettings } from '../../lib/stage-settings.ts';
import { STAGES } from '../../lib/stages.ts';
import { synthesize } from './synthesis.ts';

for (const stage of STAGE_NAMES) {
  test(`the settings of ${stage} are within what they may be`, () => {
    checkSettings(STAGES[stage]);

    assert.equal(STAGES[stage].keepsData, stage === 'prod');
  });
}

test('a stage with a number that could not run does not synthesize, and the message names it', () => {
  const refuses = (change: (settings: StageSettings) => StageSettings, message: RegExp) =>
    assert.throws(() => synthesize({}, change), message);

  refuses(
    (settings) => ({ ...settings, payloadSampleRate: 4 }),
    /payloadSampleRate of stage prod must be a number from 0 to 1, got 4; check lib\/stages\.ts/,
  );
  refuses(
    (settings) => ({ ...settings, retention: { ...settings.retention, summaryDays: 7 } }),
    /retention\.summaryDays of stage prod must be a whole number from 30 to 3660, got 7/,
  );
  refuses(
    (settings) => ({
      ...settings,
      functions: { ...settings.functions, ingest: { memoryMb: 1024, timeoutSeconds: 60 } },
    }),
    /functions\.ingest\.timeoutSeconds of stage prod must be a whole number from 1 to 29, got 60/,
  );
});

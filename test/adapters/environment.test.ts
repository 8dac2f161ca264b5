import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysFrom, numberFrom, readEnvironment } from '../../src/adapters/system/environment.ts';

test('readEnvironment() names every variable that is missing, and takes empty ones only where they may be', () => {
  const keys = { TABLE_NAME: 'required', STAGE: 'required', METRIC_MODELS: 'may-be-empty' } as const;

  assert.deepEqual(readEnvironment({ TABLE_NAME: 't', STAGE: 'dev', METRIC_MODELS: '', OTHER: 'x' }, keys), {
    TABLE_NAME: 't',
    STAGE: 'dev',
    METRIC_MODELS: '',
  });
  assert.throws(() => readEnvironment({ STAGE: '' }, keys), /missing: TABLE_NAME, STAGE, METRIC_MODELS;/);
});

test('numberFrom() says what is allowed and what was given', () => {
  const environment = { SHARE: '4' };

  assert.equal(numberFrom(environment, 'SHARE', { min: 0, max: 10 }), 4);
  assert.throws(
    () => numberFrom(environment, 'SHARE', { min: 0, max: 1 }),
    /SHARE must be .* between 0 and 1, got "4"/,
  );
});

test('daysFrom() takes a day to a hundred years', () => {
  assert.equal(daysFrom({ DAYS: '30' }, 'DAYS'), 30);
  assert.throws(() => daysFrom({ DAYS: '0' }, 'DAYS'), /DAYS/);
  assert.throws(() => daysFrom({ DAYS: 'long' }, 'DAYS'), /got "long"/);
});

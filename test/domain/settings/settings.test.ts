/** A project's settings: what they may say, what holds where they say nothing, and that no error quotes a value. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../src/domain/call/json.ts';
import { compilePattern } from '../../../src/domain/redact/policy/re2.ts';
import { changesBetween } from '../../../src/domain/settings/changes.ts';
import { createSections, readSettings, showSettings } from '../../../src/domain/settings/read-settings.ts';
import { completeSettings, DEFAULT_PROJECT_SETTINGS } from '../../../src/domain/settings/settings.ts';

const sections = createSections(compilePattern);

const read = (json: JsonObject) => {
  const result = readSettings(sections, json);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
};

test('completeSettings() gives the very objects of the default for sections that nobody set', () => {
  const complete = completeSettings(read({ retention: { days: 7 } }));

  assert.equal(complete.retention.days, 7);
  assert.equal(complete.redaction, DEFAULT_PROJECT_SETTINGS.redaction);
  assert.equal(complete.assess, DEFAULT_PROJECT_SETTINGS.assess);
});

test('readSettings() reads every section, and showSettings() shows what it read', () => {
  const json = {
    redaction: { payload: 'hash', types: { AGE: false }, patterns: [{ name: 'badge', pattern: 'BDG-\\d{5}' }] },
    retention: { days: 90 },
    sampling: { base_rate: 0.1, feature_rates: { billing: 1 }, hour_factors: [], slow_ms: 5000, hold_ms: 0 },
    assess: { enabled: { grounding: false }, thresholds: { relevance: 0.9, safety: null, tone: 0.4 } },
    prices: {
      overrides: [{ provider: 'openai', model: 'gpt-4o*', usd_per_million_tokens: { input: '0.25', cache_read: 0.1 } }],
    },
    summaries: { time_zone: 'Europe/Berlin' },
  };

  const shown = showSettings(sections, read(json));

  assert.deepEqual(showSettings(sections, read(shown)), shown);
  assert.equal((shown['redaction'] as JsonObject)['payload'], 'hash');
  assert.deepEqual(shown['prices'], {
    overrides: [{ provider: 'openai', model: 'gpt-4o*', usd_per_million_tokens: { input: '0.25', cache_read: '0.1' } }],
  });
  const assess = shown['assess'] as { thresholds: Record<string, number | null> };
  assert.deepEqual(
    [
      assess.thresholds['relevance'],
      assess.thresholds['safety'],
      assess.thresholds['tone'],
      assess.thresholds['coherence'],
    ],
    [0.9, null, 0.4, 0.7],
  );
});

test('readSettings() names every wrong field, refuses unknown ones and never quotes a value', () => {
  const secret = 'secret value';
  const result = readSettings(sections, {
    redaction: { payload: secret, literals: [{ name: secret, value: 'xx' }], [secret]: 1 },
    retention: { days: 0, day: 1 },
    sampling: { base_rate: 2, feature_rates: { [secret]: 7 } },
    assess: { enabled: { [secret]: true }, thresholds: { [secret]: 'high' } },
    prices: { overrides: [{ model: '', usd_per_million_tokens: { [secret]: 1 } }] },
    summaries: { time_zone: secret },
    'secret value': {},
    colours: {},
  });

  assert.ok(!result.ok);
  assert.ok(!JSON.stringify(result.problems).includes('secret'), JSON.stringify(result.problems));
  assert.deepEqual(result.problems.map(({ path }) => path).sort(), [
    '*',
    'assess.enabled',
    'assess.thresholds',
    'colours',
    'prices.overrides[0].model',
    'prices.overrides[0].usd_per_million_tokens',
    'redaction',
    'redaction.literals[0].value',
    'redaction.payload',
    'retention',
    'retention.days',
    'sampling.base_rate',
    'sampling.feature_rates',
    'summaries.time_zone',
  ]);
});

test('sampling takes shares or a goal, and names the shares that a goal would overwrite', () => {
  const goal = { per_day: 5000, per_feature: 200 };

  assert.deepEqual((showSettings(sections, read({ sampling: { goal } }))['sampling'] as JsonObject)['goal'], {
    per_day: 5000,
    per_feature: 200,
    per_model: 0,
  });
  const both = readSettings(sections, { sampling: { goal, base_rate: 0, hour_factors: null, model_rates: {} } });
  assert.deepEqual(!both.ok && both.problems.map(({ path }) => path), ['sampling.base_rate', 'sampling.model_rates']);
  const misspelt = readSettings(sections, { sampling: { goal: { per_day: 1, per_week: 2 } } });
  assert.deepEqual(!misspelt.ok && misspelt.problems.length, 1);
});

test('readSettings() refuses settings that are too large for a row', () => {
  const values = Array.from({ length: 900 }, (_, at) => `${at} ${'x'.repeat(190)}`);

  const result = readSettings(sections, { redaction: { allow: { values } } });

  assert.ok(!result.ok);
  assert.match(result.problems[0]?.message ?? '', /65536 bytes/);
});

test('changesBetween() names fields and counts, and no value or key of the project', () => {
  const before = read({
    redaction: { literals: [{ name: 'heron', value: 'Blue Heron' }] },
    sampling: { feature_rates: { billing: 1 } },
  });
  const after = read({
    redaction: {
      payload: 'none',
      allow: { domains: ['acme.example'] },
      literals: [
        { name: 'heron', value: 'Blue Heron' },
        { name: 'crane', value: 'Grey Crane' },
      ],
    },
    sampling: { feature_rates: { invoices: 1, refunds: 0.5 } },
  });

  assert.deepEqual(changesBetween(before, after), [
    { field: 'redaction.allow.domains', entriesBefore: 0, entriesAfter: 1 },
    { field: 'redaction.literals', entriesBefore: 1, entriesAfter: 2 },
    { field: 'redaction.payload' },
    { field: 'sampling.feature_rates', entriesBefore: 1, entriesAfter: 2 },
  ]);
  assert.deepEqual(changesBetween(after, after), []);
});

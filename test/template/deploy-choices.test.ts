/** What the command line may change about a stage. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choicesIn, settingsFor } from '../../lib/deploy-choices.ts';

test('settingsFor() gives prod when no stage is chosen', () => {
  assert.equal(settingsFor({}).stage, 'prod');
});

test('settingsFor() names the stages there are when it is given another', () => {
  assert.throws(() => settingsFor({ stage: 'prd' }), /stage must be one of prod, dev, local, got "prd"/);
});

test('settingsFor() refuses an address, a URL and an origin that are none, naming the choice', () => {
  assert.throws(() => settingsFor({ onCallEmail: 'me' }), /onCallEmail must look like oncall@example\.com, got "me"/);
  assert.throws(() => settingsFor({ onCallUrl: 'http://a.b' }), /onCallUrl must look like https:/);
  assert.throws(() => settingsFor({ browserOrigins: 'https://a.b/page' }), /browserOrigins must look like/);
  assert.throws(() => settingsFor({ alarms: 'all' }), /alarms must be one of standard, full/);
});

test('settingsFor() applies what was chosen and leaves the rest of the stage alone', () => {
  const plain = settingsFor({ stage: 'dev' });

  const chosen = settingsFor({ stage: 'dev', browserOrigins: 'https://a.example, https://b.example', alarms: 'full' });

  assert.deepEqual(chosen, {
    ...plain,
    browserOrigins: ['https://a.example', 'https://b.example'],
    alarms: { ...plain.alarms, set: 'full' },
  });
});

test('choicesIn() finds the choices among what the CDK and its CLI remember', () => {
  const choices = choicesIn({
    stage: 'dev',
    onCallEmail: 'a@example.com',
    '@aws-cdk/core:checkSecretUsage': true,
    'aws:cdk:bundling-stacks': [],
    'cli-telemetry': false,
  });

  assert.deepEqual(choices, { stage: 'dev', onCallEmail: 'a@example.com' });
});

test('choicesIn() refuses a misspelt choice, which would be a deployment that calls nobody', () => {
  assert.throws(
    () => choicesIn({ oncallEmail: 'a@example.com' }),
    /oncallEmail is no choice; there are stage, onCallEmail/,
  );
});

test('choicesIn() refuses what cdk.json may hold and no choice is', () => {
  assert.throws(() => choicesIn({ browserOrigins: ['https://a.b'] }), /browserOrigins must be text, got a list/);
  assert.throws(() => choicesIn({ onCallEmail: true }), /onCallEmail must be text, got a boolean/);
});

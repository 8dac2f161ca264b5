/** Who is told of alarms, and that somebody says so when it is nobody. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App, Stack } from 'aws-cdk-lib';
import { settingsFor } from '../../lib/deploy-choices.ts';
import { OnCall } from '../../lib/parts/on-call.ts';

const warningsOf = (choices: Parameters<typeof settingsFor>[0]): number => {
  const stack = new Stack(new App({ analyticsReporting: false }), 'stack');
  new OnCall(stack, 'OnCall', { settings: settingsFor(choices), apiUrl: 'https://api.example.com', key: undefined });
  const warnings = stack.node
    .findAll()
    .flatMap(({ node }) => node.metadata.filter(({ type }) => type === 'aws:cdk:warning'));
  return warnings.filter(({ data }) => /nobody/.test(String(data))).length;
};

test('a deployment whose alarms reach nobody warns of it, and no other does', () => {
  assert.equal(warningsOf({}), 1);
  assert.equal(warningsOf({ onCallEmail: 'oncall@example.com' }), 0);
  assert.equal(warningsOf({ onCallUrl: 'https://events.example.com/alarms' }), 0);
});

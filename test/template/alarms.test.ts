/** Alarms that mean something: on metrics that exist, with a word on silence, ending at somebody's phone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App, Stack } from 'aws-cdk-lib';
import { ComparisonOperator, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { settingsFor } from '../../lib/deploy-choices.ts';
import { OnCall } from '../../lib/parts/on-call.ts';
import { RunbookAlarm } from '../../lib/parts/runbook-alarm.ts';
import { METRICS, type MetricName } from '../../src/domain/measure/catalogue.ts';
import { alarmsOf, queriesOf } from './alarm-facts.ts';
import { everything, type Resource, synthesize } from './synthesis.ts';

const { service } = synthesize({ alarms: 'full' }, everything);
const alarms = alarmsOf(service);

interface MetricStat {
  readonly Metric: { readonly MetricName: string; readonly Namespace: string; readonly Dimensions?: unknown };
  readonly Stat: string;
  readonly Period: number;
}

const ours = alarms.flatMap((alarm) =>
  queriesOf(alarm).flatMap(({ MetricStat }) =>
    MetricStat?.Metric.Namespace.startsWith('Sightglass') ? [{ alarm, stat: MetricStat as MetricStat }] : [],
  ),
);

test('every alarm on a metric of ours reads a total of the catalogue from the namespace of its stage', () => {
  assert.ok(ours.length > 20);
  for (const { alarm, stat } of ours) {
    assert.ok(
      stat.Metric.MetricName in METRICS,
      `${alarm.name} reads ${stat.Metric.MetricName}, which nothing publishes`,
    );
    assert.equal(stat.Metric.Namespace, 'Sightglass/prod', alarm.name);
    assert.equal(stat.Metric.Dimensions, undefined, alarm.name);
  }
});

test('percentiles are only read from metrics that are published with their distribution', () => {
  for (const { alarm, stat } of ours.filter(({ stat }) => stat.Stat.startsWith('p'))) {
    const { shape } = METRICS[stat.Metric.MetricName as MetricName];

    assert.equal(shape, 'distribution', `${alarm.name} reads the ${stat.Stat} of ${stat.Metric.MetricName}`);
  }
});

test('every alarm on a metric says what silence means, and why', () => {
  for (const { name, isComposite, properties } of alarms) {
    if (isComposite) continue;
    assert.notEqual(properties['TreatMissingData'], undefined, name);
    assert.match(String(properties['AlarmDescription']), /^No data (is fine|is the alarm|says nothing): ./m, name);
  }
});

test('only ingest-stalled takes silence for the alarm', () => {
  const loud = alarms.filter(({ properties }) => properties['TreatMissingData'] === 'breaching');

  assert.deepEqual(
    loud.map(({ name }) => name),
    ['ingest-stalled'],
  );
});

test('every alarm tells the topic of its severity, of its end as well, or feeds a composite that does', () => {
  const rules = JSON.stringify(alarms.filter(({ isComposite }) => isComposite).map(({ properties }) => properties));
  const topicOf = { critical: 'OnCallCriticalF1E35FC7', warning: 'OnCallWarningC57CAEB6' };

  for (const { name, logicalId, severity, callsSomeone, properties } of alarms) {
    if (callsSomeone) {
      assert.deepEqual(properties['AlarmActions'], [{ Ref: topicOf[severity] }], name);
      assert.deepEqual(properties['OKActions'], properties['AlarmActions'], name);
    } else {
      assert.ok(rules.includes(`"Fn::GetAtt":["${logicalId}","Arn"]`), `${name} is quiet and feeds no composite`);
    }
  }
});

test('ai-degraded keeps quiet about slow and poor answers while ai-error-rate calls someone', () => {
  const idOf = (name: string) => alarms.find((alarm) => alarm.name === name)!.logicalId;
  const rule = (
    alarms.find(({ name }) => name === 'ai-degraded')!.properties['AlarmRule'] as {
      'Fn::Join': readonly [string, readonly (string | { 'Fn::GetAtt': readonly [string, string] })[]];
    }
  )['Fn::Join'][1]
    .map((part) => (typeof part === 'string' ? part : part['Fn::GetAtt'][0]))
    .join('');

  assert.equal(
    rule,
    `((ALARM("${idOf('ai-latency')}") OR ALARM("${idOf('ai-time-to-first-token')}") OR ALARM("${idOf('ai-low-quality')}") ` +
      `OR ALARM("${idOf('ai-hallucination')}") OR ALARM("${idOf('ai-validation-failures')}") ` +
      `OR ALARM("${idOf('feedback-thumbs-down')}")) AND (NOT (ALARM("${idOf('ai-error-rate')}"))))`,
  );
});

test('alarm names tell the product, the stage and the alarm, and no two are the same', () => {
  const names = alarms.map(({ properties }) => String(properties['AlarmName']));

  for (const name of names) assert.match(name, /^sightglass-prod-[a-zA-Z-]+$/);
  assert.equal(new Set(names).size, names.length);
});

test('a topic lets the alarms of its account publish: its policy replaces the one that did', () => {
  const policies = Object.entries(service.Resources)
    .filter(([id, { Type }]) => Type === 'AWS::SNS::TopicPolicy' && id.startsWith('OnCall'))
    .map(([, policy]) => policy);

  assert.equal(policies.length, 2);
  for (const policy of policies) {
    const { Statement } = policy.Properties!['PolicyDocument'] as { Statement: readonly Record<string, unknown>[] };
    const summary = Statement.map(({ Effect, Principal, Action }) => [Effect, Principal, Action]);

    assert.deepEqual(summary, [
      ['Allow', { Service: 'cloudwatch.amazonaws.com' }, 'sns:Publish'],
      ['Deny', { AWS: '*' }, 'sns:Publish'],
    ]);
    assert.match(JSON.stringify(Statement[0]!['Condition']), /aws:SourceAccount.*aws:SourceArn/);
    assert.deepEqual(Statement[1]!['Condition'], { Bool: { 'aws:SecureTransport': 'false' } });
  }
});

test('an e-mail address on call hears both severities, a URL only the critical ones', () => {
  const subscriptions = Object.values(service.Resources)
    .filter(({ Type }: Resource) => Type === 'AWS::SNS::Subscription')
    .map(({ Properties }) => [
      Properties!['Protocol'],
      Properties!['Endpoint'],
      (Properties!['TopicArn'] as { Ref: string }).Ref,
    ]);

  assert.deepEqual(subscriptions.sort(), [
    ['email', 'oncall@example.com', 'OnCallCriticalF1E35FC7'],
    ['email', 'oncall@example.com', 'OnCallWarningC57CAEB6'],
    ['https', 'https://events.example.com/alarms', 'OnCallCriticalF1E35FC7'],
  ]);
});

test('RunbookAlarm does not build without a section in the runbook', () => {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Planted');
  new RunbookAlarm(stack, 'Alarm', {
    onCall: new OnCall(stack, 'OnCall', {
      settings: settingsFor({}),
      apiUrl: 'https://api.example.com',
      key: undefined,
    }),
    name: 'made-up',
    runbook: 'made-up',
    what: 'Nothing.',
    look: 'nowhere',
    severity: 'warning',
    metric: new Metric({ namespace: 'Planted', metricName: 'Planted' }),
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: 1,
    periods: [1, 1],
    silence: 'is fine',
    because: 'it is planted.',
    notifies: 'on-call',
  });

  assert.throws(() => app.synth(), /made-up links to docs\/runbook\.md#made-up, which has no such section/);
});

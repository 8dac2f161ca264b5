/** What a deployment costs that nobody uses, added up from its template, against the dollar a month that we promise. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { alarmsOf } from './alarm-facts.ts';
import { type Synthesized, synthesize } from './synthesis.ts';

/**
 * Cents a month for what is billed whether it is used or not; everything else in the stacks is billed by use.
 * @see https://aws.amazon.com/cloudwatch/pricing/ https://aws.amazon.com/secrets-manager/pricing/
 * @see https://aws.amazon.com/kms/pricing/
 */
const CENTS = { secret: 40, kmsKey: 100, alarmMetric: 10, composite: 50, dashboard: 300 };
/** What CloudWatch gives every account for nothing, for good. */
const FREE = { alarmMetrics: 10, dashboards: 3 };

interface IdleCost {
  readonly cents: number;
  /** In an account whose free tier is used up by others. */
  readonly centsWithoutFreeTier: number;
}

const countOf = ({ data, service }: Synthesized, type: string): number =>
  [data, service].flatMap(({ Resources }) => Object.values(Resources)).filter(({ Type }) => Type === type).length;

const idleCostOf = (synthesized: Synthesized): IdleCost => {
  const alarms = alarmsOf(synthesized.service);
  const alarmMetrics = alarms.reduce((sum, alarm) => sum + alarm.alarmMetrics, 0);
  const composites = alarms.filter(({ isComposite }) => isComposite).length;
  const dashboards = countOf(synthesized, 'AWS::CloudWatch::Dashboard');
  const always =
    countOf(synthesized, 'AWS::SecretsManager::Secret') * CENTS.secret +
    countOf(synthesized, 'AWS::KMS::Key') * CENTS.kmsKey +
    composites * CENTS.composite;
  return {
    cents:
      always +
      Math.max(0, alarmMetrics - FREE.alarmMetrics) * CENTS.alarmMetric +
      Math.max(0, dashboards - FREE.dashboards) * CENTS.dashboard,
    centsWithoutFreeTier: always + alarmMetrics * CENTS.alarmMetric + dashboards * CENTS.dashboard,
  };
};

const dollars = (cents: number): string => `$${(cents / 100).toFixed(2)}`;
/** The formatter pads the cells of a table. */
const deploymentGuide = readFileSync(join(import.meta.dirname, '../../docs/deploy.md'), 'utf8').replace(/ +\|/g, ' |');

test('prod costs at most a dollar a month while idle', () => {
  const { cents } = idleCostOf(synthesize());

  assert.ok(cents <= 100, `prod idles at ${dollars(cents)} a month; an alarm more belongs in the set \`full\``);
});

test('a key of its own costs a stage a dollar more, as the deployment guide says, and one that exists nothing', () => {
  const { cents } = idleCostOf(synthesize());

  assert.equal(idleCostOf(synthesize({ kmsKey: 'create' })).cents - cents, 100);
  assert.ok(deploymentGuide.includes("| a key of one's own, where a stage has it | $1.00,"));
});

for (const alarms of ['standard', 'full'] as const) {
  test(`the deployment guide states what the ${alarms} set of alarms costs while idle`, () => {
    const { cents, centsWithoutFreeTier } = idleCostOf(synthesize({ alarms }));

    const row = `| \`${alarms}\` | ${dollars(cents)} | ${dollars(centsWithoutFreeTier)} |`;

    assert.ok(deploymentGuide.includes(row), `docs/deploy.md should contain: ${row}`);
  });
}

test('nothing is billed by the hour: no provisioned capacity, concurrency, network or key', () => {
  const text = JSON.stringify(synthesize());

  assert.doesNotMatch(text, /ProvisionedThroughput|ProvisionedConcurrency|AWS::EC2|AWS::KMS|AWS::Kinesis|NatGateway/);
});

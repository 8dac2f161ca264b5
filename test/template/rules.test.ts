/** What this app never contains, and the rules of AwsSolutions that every synth is held to. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { settingsFor } from '../../lib/deploy-choices.ts';
import { buildSightglass } from '../../lib/sightglass.ts';
import { everything, synthesize } from './synthesis.ts';

/** Plain types, which the local service runs as well. A new one is a decision: it must run on a laptop, and cost nothing while idle unless chosen. */
const ALLOWED = [
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::DynamoDB::GlobalTable',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::KMS::Key',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
  'AWS::Scheduler::Schedule',
  'AWS::SecretsManager::Secret',
];

test('the stacks are made of plain resource types: no custom resources, layers, networks or authorizers', () => {
  const { data, service } = synthesize({ alarms: 'full' }, everything);
  const types = new Set([data, service].flatMap(({ Resources }) => Object.values(Resources).map(({ Type }) => Type)));

  assert.deepEqual([...types].sort(), ALLOWED);
});

test('a bucket that AwsSolutions objects to stops the synth', () => {
  const app = new App({
    context: { 'aws:cdk:bundling-stacks': [] },
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
  });
  const { data } = buildSightglass(app, settingsFor({}));
  new Bucket(data, 'Planted');

  assert.throws(() => app.synth(), /Validation failed/);
});

test('every acknowledged rule has a reason that is a sentence', () => {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] }, analyticsReporting: false });
  buildSightglass(app, settingsFor({}));

  const acknowledged = app.node
    .findAll()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.entries(data as Record<string, string>));

  assert.ok(acknowledged.length > 0);
  for (const [rule, reason] of acknowledged) assert.match(reason, /^[A-Z].{40,}\.$/s, `${rule}: "${reason}"`);
});

/** Types that a service in local/aws/ runs: only their names are known here; the service decides on their properties. */

import { textAt } from '../json.ts';
import { fields, harmless, only, run } from '../property-rules.ts';
import { arn, generatedId, generatedName, type NamedResource, type ResourceType } from '../resource-type.ts';
import { explicitName } from './explicit-name.ts';

const named =
  (property: string, maxLength: number) =>
  (resource: NamedResource): string =>
    explicitName(resource, property) ?? generatedName(resource, maxLength);

const tableName = named('TableName', 255);
const tableArn = (resource: NamedResource): string => arn(resource, 'dynamodb', `table/${tableName(resource)}`);
const table: ResourceType = { ref: tableName, attributes: { Arn: tableArn }, properties: 'decided-by-service' };

/** Bucket names are lower case and at most 63 characters long. */
const bucketName = (resource: NamedResource): string =>
  explicitName(resource, 'BucketName') ?? generatedName(resource, 63).toLowerCase();

const queueName = (resource: NamedResource): string =>
  explicitName(resource, 'QueueName') ??
  (resource.properties['FifoQueue'] === undefined
    ? generatedName(resource, 80)
    : `${generatedName(resource, 75)}.fifo`);
const queueUrl = (resource: NamedResource): string =>
  `${resource.world.gatewayUrl}/${resource.world.accountId}/${queueName(resource)}`;

const topicName = named('TopicName', 256);
const topicArn = (resource: NamedResource): string => arn(resource, 'sns', topicName(resource));

const alarmName = named('AlarmName', 255);
const alarm: ResourceType = {
  ref: alarmName,
  attributes: { Arn: (resource) => arn(resource, 'cloudwatch', `alarm:${alarmName(resource)}`) },
  properties: 'decided-by-service',
};

const secretName = named('Name', 256);
/** Secrets Manager appends a dash and six random characters to the name in the ARN. */
const secretArn = (resource: NamedResource): string =>
  arn(resource, 'secretsmanager', `secret:${secretName(resource)}-${generatedId(resource, 6)}`);

/** A key's id has the form of a UUID. */
const keyId = (resource: NamedResource): string =>
  generatedId(resource, 32)
    .padStart(32, '0')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

const logGroupName = (resource: NamedResource): string =>
  explicitName(resource, 'LogGroupName') ?? generatedName(resource, 512);

const policyOf = (property: string): ResourceType => ({
  ref: (resource) => generatedId(resource, 12),
  properties: fields({ PolicyDocument: run, [property]: run }),
});

export const serviceTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::S3::Bucket': {
    ref: bucketName,
    attributes: { Arn: (resource) => `arn:aws:s3:::${bucketName(resource)}` },
    properties: 'decided-by-service',
  },
  'AWS::S3::BucketPolicy': policyOf('Bucket'),
  'AWS::SQS::Queue': {
    ref: queueUrl,
    name: queueName,
    attributes: {
      Arn: (resource) => arn(resource, 'sqs', queueName(resource)),
      QueueName: queueName,
      QueueUrl: queueUrl,
    },
    properties: 'decided-by-service',
  },
  'AWS::SQS::QueuePolicy': policyOf('Queues'),
  'AWS::SNS::Topic': {
    ref: topicArn,
    name: topicName,
    attributes: { TopicArn: topicArn, TopicName: topicName },
    properties: 'decided-by-service',
  },
  'AWS::SNS::TopicPolicy': policyOf('Topics'),
  'AWS::SNS::Subscription': {
    ref: (resource) => `${textAt(resource.properties, 'TopicArn')}:${generatedId(resource, 24)}`,
    properties: 'decided-by-service',
  },
  'AWS::CloudWatch::Alarm': alarm,
  'AWS::CloudWatch::CompositeAlarm': alarm,
  'AWS::CloudWatch::Dashboard': { ref: named('DashboardName', 255), properties: 'decided-by-service' },
  'AWS::CloudWatch::AnomalyDetector': {
    ref: (resource) => generatedId(resource, 24),
    properties: 'decided-by-service',
  },
  'AWS::SecretsManager::Secret': {
    ref: secretArn,
    name: secretName,
    attributes: { Id: secretArn },
    properties: 'decided-by-service',
  },
  'AWS::KMS::Key': {
    ref: keyId,
    attributes: { Arn: (resource) => arn(resource, 'kms', `key/${keyId(resource)}`), KeyId: keyId },
    // Nothing is encrypted on a laptop; who would have to be let in to the key is checked.
    properties: fields({
      KeyPolicy: run,
      Enabled: only('true'),
      KeySpec: only('SYMMETRIC_DEFAULT'),
      KeyUsage: only('ENCRYPT_DECRYPT'),
      Description: harmless('only shown in the console'),
      EnableKeyRotation: harmless('nothing is encrypted here'),
      RotationPeriodInDays: harmless('nothing is encrypted here'),
      PendingWindowInDays: harmless('nothing deletes a key here'),
      Tags: harmless('labels only'),
    }),
  },
  'AWS::Logs::LogGroup': {
    ref: logGroupName,
    attributes: { Arn: (resource) => `${arn(resource, 'logs', `log-group:${logGroupName(resource)}`)}:*` },
    properties: fields({
      LogGroupName: run,
      KmsKeyId: run,
      RetentionInDays: harmless('a log file is put aside at 64 MB; the data folder is there to be deleted'),
      LogGroupClass: harmless('a price class'),
      DeletionProtectionEnabled: harmless('the runner never deletes a log group'),
      Tags: harmless('labels only'),
    }),
  },
  'AWS::CDK::Metadata': {
    ref: (resource) => generatedName(resource, 128),
    properties: harmless('usage statistics for the CDK team'),
  },
};

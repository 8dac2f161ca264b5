/** What is encrypted with a key of the template, and what that asks of whoever uses it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyNeeds } from '../../../local/gateway/needs/encrypted.ts';
import { createAuthority } from '../../../local/iam/authority.ts';
import { templatePolicies } from '../../../local/iam/template-policies.ts';
import type { JsonObject } from '../../../local/template/json.ts';
import { checkLogGroups, encryptionKeys } from '../../../local/wiring/encryption.ts';
import { createRefuse } from '../../../local/wiring/refuse.ts';
import { resolveTemplates, WORLD } from '../template/template.ts';

const KEY: JsonObject = { 'Fn::GetAtt': ['Key', 'Arn'] };

const template = (keyPolicy: readonly JsonObject[] = []): JsonObject => ({
  Resources: {
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: keyPolicy } } },
    Table: {
      Type: 'AWS::DynamoDB::GlobalTable',
      Properties: { TableName: 'items', Replicas: [{ SSESpecification: { KMSMasterKeyId: KEY } }] },
    },
    Bucket: {
      Type: 'AWS::S3::Bucket',
      Properties: {
        BucketName: 'things',
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { KMSMasterKeyID: { Ref: 'Key' } } }],
        },
      },
    },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs', KmsMasterKeyId: KEY } },
    Plain: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'plain', KmsMasterKeyId: 'alias/aws/sqs' } },
    Log: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/app/log', KmsKeyId: KEY } },
  },
});

const needsOf = (action: string, resource: string): readonly string[] => {
  const { resources, refusals } = resolveTemplates(template());
  assert.deepEqual(refusals, []);
  return keyNeeds({ action, resource }, encryptionKeys(resources), WORLD).map(
    (need) => `${need.action} ${need.context?.['kms:viaservice']}`,
  );
};

const arn = (rest: string): string => `arn:aws:${rest}`;

const CASES: readonly (readonly [action: string, resource: string, needs: readonly string[]])[] = [
  ['dynamodb:Query', arn('dynamodb:eu-west-1:000000000000:table/items/index/by-time'), ['kms:Decrypt dynamodb']],
  ['dynamodb:PutItem', arn('dynamodb:eu-west-1:000000000000:table/items'), ['kms:Decrypt dynamodb']],
  ['s3:PutObject', arn('s3:::things/a/b'), ['kms:GenerateDataKey s3']],
  ['s3:GetObject', arn('s3:::things/a/b'), ['kms:Decrypt s3']],
  ['s3:ListBucket', arn('s3:::things'), []],
  ['sqs:SendMessage', arn('sqs:eu-west-1:000000000000:jobs'), ['kms:GenerateDataKey sqs', 'kms:Decrypt sqs']],
  ['sqs:SendMessage', arn('sqs:eu-west-1:000000000000:plain'), []],
];

for (const [action, resource, needs] of CASES)
  test(`keyNeeds() asks ${needs.length === 0 ? 'nothing' : needs.join(' and ')} for ${action} on ${resource}`, () => {
    assert.deepEqual(
      needsOf(action, resource),
      needs.map((need) => `${need}.eu-west-1.amazonaws.com`),
    );
  });

const refusalsOfLogs = (keyPolicy: readonly JsonObject[]): readonly string[] => {
  const { resources } = resolveTemplates(template(keyPolicy));
  const refuse = createRefuse();
  const authority = createAuthority(templatePolicies(resources), WORLD);
  checkLogGroups(resources, { keyOf: encryptionKeys(resources), authority, refuse, region: WORLD.region });
  return refuse.all().map(({ logicalId, property }) => `${logicalId} ${property}`);
};

const logs = (group: string): JsonObject => ({
  Effect: 'Allow',
  Action: 'kms:GenerateDataKey*',
  Resource: '*',
  Principal: { Service: 'logs.eu-west-1.amazonaws.com' },
  Condition: {
    ArnLike: {
      'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:eu-west-1:000000000000:log-group:${group}`,
    },
  },
});

test('a log group whose key does not let CloudWatch Logs in is refused by name', () => {
  assert.deepEqual(refusalsOfLogs([]), ['Log Properties.KmsKeyId']);
  assert.deepEqual(refusalsOfLogs([logs('/other/*')]), ['Log Properties.KmsKeyId']);
  assert.deepEqual(refusalsOfLogs([logs('/app/*')]), []);
});

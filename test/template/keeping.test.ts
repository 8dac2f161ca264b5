/** What must not be lost and must not be read: the data stack's protection, retention, and the names it has promised to keep. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Resource, synthesize, type Template } from './synthesis.ts';

const prod = synthesize();
const dev = synthesize({ stage: 'dev' });

const one = (template: Template, type: string): Resource => {
  const found = Object.values(template.Resources).filter(({ Type }) => Type === type);
  assert.equal(found.length, 1, `one ${type}`);
  return found[0]!;
};

test('the logical ids of what holds data are the ones they have always had', () => {
  // Another id is another resource: CloudFormation would make an empty one and leave the data behind.
  const stateful = Object.entries(prod.data.Resources).map(([id, { Type }]) => `${id} ${Type}`);

  assert.deepEqual(stateful.sort(), [
    'ArchiveDA4CB258 AWS::S3::Bucket',
    'ArchivePolicyC780D5C8 AWS::S3::BucketPolicy',
    'Calls3682725C AWS::DynamoDB::GlobalTable',
    'PseudonymKey2CD808DE AWS::SecretsManager::Secret',
  ]);
});

test('the names that the service stack imports are the ones they have always been', () => {
  // An export in use cannot change: renaming one would make the next deployment fail half-way.
  const exports = Object.values(prod.data.Outputs!).flatMap(({ Export }) => (Export ? [Export.Name] : []));

  assert.deepEqual(exports.sort(), [
    'sightglass-prod-data:ExportsOutputFnGetAttArchiveDA4CB258ArnBE8F3792',
    'sightglass-prod-data:ExportsOutputFnGetAttCalls3682725CArn80945558',
    'sightglass-prod-data:ExportsOutputRefArchiveDA4CB258CBE311AF',
    'sightglass-prod-data:ExportsOutputRefCalls3682725C0B9CE02C',
    'sightglass-prod-data:ExportsOutputRefPseudonymKey2CD808DEDCEFB1CA',
  ]);
});

test('the outputs that people and tools read keep their names and export nothing', () => {
  const plain = [prod.data, prod.service].flatMap((template) =>
    Object.entries(template.Outputs ?? {}).flatMap(([name, { Export }]) => (Export ? [] : [name])),
  );

  assert.deepEqual(plain, [
    'TableName',
    'BucketName',
    'SecretArn',
    'ApiUrl',
    'CriticalTopicArn',
    'WarningTopicArn',
    'ReportsTopicArn',
  ]);
});

test('prod keeps table, bucket and secret when the stack is deleted or they are replaced', () => {
  for (const type of ['AWS::DynamoDB::GlobalTable', 'AWS::S3::Bucket', 'AWS::SecretsManager::Secret']) {
    const { DeletionPolicy, UpdateReplacePolicy } = one(prod.data, type);

    assert.deepEqual([type, DeletionPolicy, UpdateReplacePolicy], [type, 'Retain', 'Retain']);
  }
});

test('dev leaves nothing behind', () => {
  for (const type of ['AWS::DynamoDB::GlobalTable', 'AWS::S3::Bucket', 'AWS::SecretsManager::Secret']) {
    assert.deepEqual([type, one(dev.data, type).DeletionPolicy], [type, 'Delete']);
  }
});

test('the table is on demand, restorable, protected from deletion, and forgets by ttl', () => {
  const table = one(prod.data, 'AWS::DynamoDB::GlobalTable').Properties!;
  const replicas = table['Replicas'] as readonly Record<string, unknown>[];

  assert.equal(table['BillingMode'], 'PAY_PER_REQUEST');
  assert.deepEqual(table['TimeToLiveSpecification'], { AttributeName: 'ttl', Enabled: true });
  assert.equal(replicas.length, 1);
  assert.equal(replicas[0]!['DeletionProtectionEnabled'], true);
  assert.deepEqual(replicas[0]!['PointInTimeRecoverySpecification'], {
    PointInTimeRecoveryEnabled: true,
    RecoveryPeriodInDays: prod.settings.retention.restoreDays,
  });
});

test('the only index is by time and repeats nothing but the lean facts', () => {
  const table = one(prod.data, 'AWS::DynamoDB::GlobalTable').Properties!;

  assert.deepEqual(table['GlobalSecondaryIndexes'], [
    {
      IndexName: 'by-time',
      KeySchema: [
        { AttributeName: 'g1pk', KeyType: 'HASH' },
        { AttributeName: 'g1sk', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['s'] },
    },
  ]);
});

test('the bucket is closed to the public, encrypted, unversioned and its objects are ours', () => {
  const bucket = one(prod.data, 'AWS::S3::Bucket').Properties!;

  assert.deepEqual(bucket['PublicAccessBlockConfiguration'], {
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  });
  assert.deepEqual(bucket['OwnershipControls'], { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] });
  assert.match(JSON.stringify(bucket['BucketEncryption']), /"AES256"/);
  assert.equal(bucket['VersioningConfiguration'], undefined);
});

test('the bucket denies whatever does not come over TLS', () => {
  const policy = one(prod.data, 'AWS::S3::BucketPolicy').Properties!['PolicyDocument'] as {
    Statement: readonly Record<string, unknown>[];
  };

  assert.equal(policy.Statement.length, 1);
  assert.deepEqual(
    { effect: policy.Statement[0]!['Effect'], condition: policy.Statement[0]!['Condition'] },
    { effect: 'Deny', condition: { Bool: { 'aws:SecureTransport': 'false' } } },
  );
});

test('no object outlives its rows by more than a day, and reports outlive payloads', () => {
  const { Rules } = one(prod.data, 'AWS::S3::Bucket').Properties!['LifecycleConfiguration'] as {
    Rules: readonly Record<string, unknown>[];
  };
  const days = Rules.filter(({ Prefix }) => Prefix !== undefined).map(({ Prefix, ExpirationInDays }) => [
    Prefix,
    ExpirationInDays,
  ]);

  assert.deepEqual(days, [
    ['payloads/', prod.settings.retention.interactionDays + 1],
    ['held/', 3],
    ['summaries/', prod.settings.retention.summaryDays + 1],
  ]);
  assert.ok(Rules.some(({ AbortIncompleteMultipartUpload }) => AbortIncompleteMultipartUpload !== undefined));
});

test('the secret is generated by AWS, so that nobody has ever seen it, and long enough for HMAC-SHA-256', () => {
  const secret = one(prod.data, 'AWS::SecretsManager::Secret').Properties!;

  assert.deepEqual(secret['GenerateSecretString'], {
    PasswordLength: 64,
    ExcludePunctuation: true,
    IncludeSpace: false,
  });
  assert.equal(secret['SecretString'], undefined);
});

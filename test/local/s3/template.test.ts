/** Buckets from templates, and the lifecycle rules they bring. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateMultipartUploadCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { bucketFromTemplate } from '../../../local/aws/s3/template.ts';
import { Bucket, startS3 } from './setup.ts';

/** What CDK synthesises for a private, encrypted bucket with two rules. */
const PROPERTIES = {
  BucketEncryption: {
    ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
  },
  LifecycleConfiguration: {
    Rules: [
      {
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
        ExpirationInDays: 30,
        Id: 'packs',
        Prefix: 'packs/',
        Status: 'Enabled',
      },
      { ExpirationDate: '2027-01-01T00:00:00Z', ObjectSizeGreaterThan: '100', Status: 'Enabled' },
      { ExpirationInDays: 1, Status: 'Disabled' },
    ],
  },
  OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
  PublicAccessBlockConfiguration: { BlockPublicAcls: true },
};

test("bucketFromTemplate() understands CDK's bucket", () => {
  const bucket = bucketFromTemplate('payloads', PROPERTIES);

  assert.deepEqual(bucket, {
    name: 'payloads',
    lifecycle: [
      { prefix: 'packs/', expirationDays: 30, abortUploadDays: 1 },
      { prefix: '', expirationDate: Date.UTC(2027, 0, 1), largerThan: 100 },
    ],
  });
});

const rules = (rule: object) => ({ LifecycleConfiguration: { Rules: [{ Status: 'Enabled', ...rule }] } });
const REFUSED: readonly (readonly [string, object, RegExp])[] = [
  ['versions', { VersioningConfiguration: { Status: 'Enabled' } }, /VersioningConfiguration must be Suspended/],
  ['notifications', { NotificationConfiguration: {} }, /does not know NotificationConfiguration/],
  ['a rule by tags', rules({ TagFilters: [] }), /lifecycle rule 0: .*TagFilters/],
  ['a deep archive', rules({ Transitions: [{ StorageClass: 'DEEP_ARCHIVE' }] }), /no storage class DEEP_ARCHIVE/],
  ['a number that is none', rules({ ExpirationInDays: 'soon' }), /ExpirationInDays must be a number, got "soon"/],
  ['a name with capitals', { BucketName: 'Payloads' }, /3 to 63/],
];

for (const [what, properties, message] of REFUSED) {
  test(`bucketFromTemplate() refuses ${what} by name`, () => {
    assert.throws(() => bucketFromTemplate('payloads', { ...properties }), { message });
  });
}

test('sweepExpired() ends objects and uploads at midnight after their days, and only those of the rule', async (context) => {
  let now = Date.parse('2026-03-01T15:00:00Z');
  const { client, service } = await startS3(context, { clock: () => now, bucket: PROPERTIES });
  const put = (Key: string) => client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
  const keys = async () => (await client.send(new ListObjectsV2Command({ Bucket }))).Contents?.map(({ Key }) => Key);
  await put('packs/old');
  await put('other/old');
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'packs/upload' }));
  now = Date.parse('2026-03-20T00:00:00Z');
  await put('packs/young');

  const early = await service.sweepExpired(Date.parse('2026-03-02T23:00:00Z'));
  const uploadsEnd = await service.sweepExpired(Date.parse('2026-03-03T00:00:00Z'));
  const before = await service.sweepExpired(Date.parse('2026-03-31T23:59:59Z'));
  const after = await service.sweepExpired(Date.parse('2026-04-01T00:00:00Z'));

  assert.deepEqual([early, uploadsEnd, before, after], [0, 1, 0, 1]);
  assert.deepEqual(await keys(), ['other/old', 'packs/young']);
  const upload = client.send(new ListPartsCommand({ Bucket, Key: 'packs/upload', UploadId }));
  await assert.rejects(upload, { name: 'NoSuchUpload' });
});

test('createBucketFromTemplate() keeps the objects of a bucket that exists', async (context) => {
  const { client, service } = await startS3(context);
  await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));

  const created = service.createBucketFromTemplate(Bucket, PROPERTIES);
  const listed = await client.send(new ListObjectsV2Command({ Bucket }));

  assert.deepEqual(created, { name: 'payloads', arn: 'arn:aws:s3:::payloads' });
  assert.equal(listed.KeyCount, 1);
});

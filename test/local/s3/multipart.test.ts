/** Multipart uploads as the real SDK makes them. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListPartsCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { Bucket, startS3 } from './setup.ts';

const Key = 'large';
const MIB = 1024 * 1024;
const part = (bytes: number, letter: string) => Buffer.alloc(bytes, letter);

const upload = async (client: S3Client, bodies: readonly Buffer[], settings: object = {}) => {
  const { UploadId } = await client.send(
    new CreateMultipartUploadCommand({ Bucket, Key, ContentType: 'text/plain', Metadata: { a: '1' }, ...settings }),
  );
  const parts: CompletedPart[] = [];
  for (const [index, Body] of bodies.entries()) {
    const PartNumber = index + 1;
    const sent = await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
    parts.push({
      PartNumber,
      ETag: sent.ETag,
      ...(sent.ChecksumCRC32 === undefined ? {} : { ChecksumCRC32: sent.ChecksumCRC32 }),
    });
  }
  return { UploadId, parts };
};

const complete = (client: S3Client, UploadId: string | undefined, Parts: CompletedPart[], more: object = {}) =>
  client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...more }));

for (const settings of [
  {},
  { ChecksumAlgorithm: 'CRC32' },
  { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' },
]) {
  test(`a multipart upload with ${JSON.stringify(settings)} becomes one object of all its bytes`, async (context) => {
    const { client } = await startS3(context);
    const bodies = [part(5 * MIB, 'a'), part(6 * MIB, 'b'), part(3, 'c')];

    const { UploadId, parts } = await upload(client, bodies, settings);
    const before = client.send(new HeadObjectCommand({ Bucket, Key }));
    await assert.rejects(before, { name: 'NotFound' });
    const completed = await complete(client, UploadId, parts);
    const got = await client.send(new GetObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    const bytes = Buffer.from(await got.Body!.transformToByteArray());
    const across = await client.send(
      new GetObjectCommand({ Bucket, Key, Range: `bytes=${5 * MIB - 2}-${5 * MIB + 1}` }),
    );

    const md5s = bodies.map((body) => createHash('md5').update(body).digest());
    assert.equal(completed.ETag, `"${createHash('md5').update(Buffer.concat(md5s)).digest('hex')}-3"`);
    assert.ok(bytes.equals(Buffer.concat(bodies)));
    assert.deepEqual([got.ContentType, got.Metadata], ['text/plain', { a: '1' }]);
    assert.equal(await across.Body!.transformToString(), 'aabb');
  });
}

test('CompleteMultipartUpload refuses parts that are unknown, out of order or too small', async (context) => {
  const { client } = await startS3(context);
  const { UploadId, parts } = await upload(client, [part(10, 'a'), part(10, 'b')]);
  const [first, second] = parts as [CompletedPart, CompletedPart];

  await assert.rejects(complete(client, UploadId, [first, second]), { name: 'EntityTooSmall' });
  await assert.rejects(complete(client, UploadId, [second, first]), { name: 'InvalidPartOrder' });
  await assert.rejects(complete(client, UploadId, [{ PartNumber: 1, ETag: '"x"' }]), { name: 'InvalidPart' });
  await assert.rejects(complete(client, 'nothing', [first]), { name: 'NoSuchUpload' });
});

test('CompleteMultipartUpload with If-None-Match: * leaves an existing object alone', async (context) => {
  const { client } = await startS3(context);
  const first = await upload(client, [part(1, 'a')]);
  const second = await upload(client, [part(1, 'b')]);
  await complete(client, first.UploadId, first.parts);

  const again = complete(client, second.UploadId, second.parts, { IfNoneMatch: '*' });

  await assert.rejects(again, { name: 'PreconditionFailed' });
  const got = await client.send(new GetObjectCommand({ Bucket, Key }));
  assert.equal(await got.Body!.transformToString(), 'a');
});

test('a part that is sent again replaces the first, and an aborted upload is gone', async (context) => {
  const { client } = await startS3(context);
  const { UploadId } = await upload(client, [part(10, 'a')]);

  await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'replaced' }));
  const listed = await client.send(new ListPartsCommand({ Bucket, Key, UploadId }));
  await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));

  assert.deepEqual(
    listed.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size]),
    [[1, 8]],
  );
  await assert.rejects(client.send(new ListPartsCommand({ Bucket, Key, UploadId })), { name: 'NoSuchUpload' });
});

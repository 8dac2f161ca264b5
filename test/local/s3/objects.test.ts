/** PutObject, GetObject, HeadObject, CopyObject and DeleteObject as the real SDK sees them. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import {
  ChecksumAlgorithm,
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  type S3ServiceException,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { Bucket, rawRequest, startS3 } from './setup.ts';

const status = (code: number) => (error: S3ServiceException) => {
  assert.equal(error.$metadata.httpStatusCode, code);
  return true;
};

test('PutObject keeps bytes and metadata, which GetObject and HeadObject give back', async (context) => {
  const { client } = await startS3(context);
  const Key = 'project a/ü+1%/…';
  const Body = Buffer.from([0, 1, 2, 255]);

  const put = await client.send(
    new PutObjectCommand({
      Bucket,
      Key,
      Body,
      ContentType: 'application/zstd',
      ContentEncoding: 'zstd',
      CacheControl: 'no-store',
      Metadata: { project: 'p1' },
    }),
  );
  const got = await client.send(new GetObjectCommand({ Bucket, Key }));
  const head = await client.send(new HeadObjectCommand({ Bucket, Key }));

  assert.equal(put.ETag, `"${createHash('md5').update(Body).digest('hex')}"`);
  assert.deepEqual(Buffer.from(await got.Body!.transformToByteArray()), Body);
  for (const answer of [got, head]) {
    assert.equal(answer.ContentLength, 4);
    assert.equal(answer.ContentType, 'application/zstd');
    assert.equal(answer.ContentEncoding, 'zstd');
    assert.equal(answer.CacheControl, 'no-store');
    assert.deepEqual(answer.Metadata, { project: 'p1' });
    assert.equal(answer.ETag, put.ETag);
  }
});

for (const algorithm of [undefined, 'CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const) {
  test(`PutObject verifies a ${algorithm ?? 'default'} checksum, and GetObject returns it`, async (context) => {
    const { client } = await startS3(context);
    const settings = algorithm === undefined ? {} : { ChecksumAlgorithm: ChecksumAlgorithm[algorithm] };

    await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'hello', ...settings }));
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'k', ChecksumMode: 'ENABLED' }));

    assert.equal(await got.Body!.transformToString(), 'hello');
    const expected = {
      CRC32: 'NhCmhg==',
      CRC32C: 'mnG7TA==',
      SHA1: 'qvTGHdzF6KLavt4PO0gs2a6pQ00=',
      SHA256: 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=',
    };
    assert.equal(got[`Checksum${algorithm ?? 'CRC32'}`], expected[algorithm ?? 'CRC32']);
  });
}

test('PutObject takes a stream, whose checksum comes in a trailer', async (context) => {
  const { client } = await startS3(context);
  const bytes = Buffer.alloc(300_000, 'stream');

  await client.send(
    new PutObjectCommand({ Bucket, Key: 'k', Body: Readable.from([bytes]), ContentLength: bytes.length }),
  );
  const got = await client.send(new GetObjectCommand({ Bucket, Key: 'k', ChecksumMode: 'ENABLED' }));

  assert.deepEqual(Buffer.from(await got.Body!.transformToByteArray()), bytes);
  assert.equal(got.ContentEncoding, undefined);
  assert.equal(typeof got.ChecksumCRC32, 'string');
});

const WRONG: readonly (readonly [string, Readonly<Record<string, string>>, string, RegExp])[] = [
  ['a wrong CRC32', { 'x-amz-checksum-crc32': 'AAAAAA==' }, 'hello', /BadDigest.*CRC32/s],
  ['a wrong SHA256', { 'x-amz-checksum-sha256': 'AAAA' }, 'hello', /BadDigest.*SHA256/s],
  ['a wrong Content-MD5', { 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' }, 'hello', /BadDigest/],
  ['a Content-MD5 that is none', { 'content-md5': 'AAAA' }, 'hello', /InvalidDigest/],
  [
    'a wrong checksum in a trailer',
    { 'content-encoding': 'aws-chunked', 'x-amz-trailer': 'x-amz-checksum-crc32', 'x-amz-decoded-content-length': '5' },
    '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n',
    /BadDigest/,
  ],
  [
    'a trailer that was announced and did not come',
    { 'content-encoding': 'aws-chunked', 'x-amz-trailer': 'x-amz-checksum-crc32' },
    '5\r\nhello\r\n0\r\n\r\n',
    /InvalidRequest.*x-amz-checksum-crc32/s,
  ],
  ['a chunk that is cut off', { 'content-encoding': 'aws-chunked' }, '9\r\nhello', /IncompleteBody/],
  [
    'another length than was announced',
    { 'content-encoding': 'aws-chunked', 'x-amz-decoded-content-length': '6' },
    '5\r\nhello\r\n0\r\n\r\n',
    /IncompleteBody/,
  ],
];

for (const [what, headers, body, error] of WRONG) {
  test(`PutObject refuses ${what} and stores nothing`, async (context) => {
    const { service } = await startS3(context);

    const put = await service.handle(rawRequest('PUT', `/${Bucket}/k`, headers, body));
    const get = await service.handle(rawRequest('GET', `/${Bucket}/k`));

    assert.equal(put.status, 400);
    assert.match(String(put.body), error);
    assert.equal(get.status, 404);
  });
}

test('PutObject with If-None-Match: * lets exactly one of many writers win', async (context) => {
  const { client } = await startS3(context);

  const outcomes = await Promise.allSettled(
    Array.from({ length: 16 }, (_, writer) =>
      client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: `${writer}`, IfNoneMatch: '*' })),
    ),
  );

  const refused = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason);
  assert.equal(refused.length, 15);
  for (const error of refused) {
    assert.equal(error.name, 'PreconditionFailed');
    assert.equal(error.$metadata.httpStatusCode, 412);
  }
});

test('PutObject with If-Match replaces only the version it names', async (context) => {
  const { client } = await startS3(context);
  const first = await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: '1' }));
  const replace = (Key: string, IfMatch: string) =>
    client.send(new PutObjectCommand({ Bucket, Key, Body: '2', IfMatch }));

  await replace('k', first.ETag!);
  const stale = () => replace('k', first.ETag!);
  const absent = () => replace('absent', first.ETag!);

  await assert.rejects(stale, status(412));
  await assert.rejects(absent, status(404));
});

test('GetObject with conditions answers 304 and 412 as HTTP has it', async (context) => {
  const now = Date.parse('2026-01-01T00:00:00.750Z');
  const { client } = await startS3(context, { clock: () => now });
  const { ETag } = await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
  const before = new Date(now - 1000);
  const after = new Date(now);
  const get = (conditions: object) => client.send(new GetObjectCommand({ Bucket, Key: 'k', ...conditions }));

  assert.equal((await get({ IfMatch: ETag })).ContentLength, 1);
  assert.equal((await get({ IfNoneMatch: '"other"' })).ContentLength, 1);
  assert.equal((await get({ IfModifiedSince: before })).ContentLength, 1);
  assert.equal((await get({ IfUnmodifiedSince: after })).ContentLength, 1);
  await assert.rejects(get({ IfMatch: '"other"' }), status(412));
  await assert.rejects(get({ IfNoneMatch: ETag }), status(304));
  await assert.rejects(get({ IfModifiedSince: after }), status(304));
  await assert.rejects(get({ IfUnmodifiedSince: before }), status(412));
  assert.equal((await get({ IfMatch: ETag, IfUnmodifiedSince: before })).ContentLength, 1);
});

test('GetObject with a range gives the bytes that Buffer.subarray() gives', async (context) => {
  const { service } = await startS3(context);
  const bytes = Buffer.from(Array.from({ length: 50 }, (_, n) => n));
  await service.handle(rawRequest('PUT', `/${Bucket}/k`, {}, bytes));
  const get = (range: string) => service.handle(rawRequest('GET', `/${Bucket}/k`, { range }));

  await fc.assert(
    fc.asyncProperty(fc.nat(60), fc.nat(60), async (first, length) => {
      const last = first + length;

      const closed = await get(`bytes=${first}-${last}`);
      const open = await get(`bytes=${first}-`);
      const suffix = await get(`bytes=-${length}`);

      if (first >= bytes.length) {
        assert.deepEqual([closed.status, open.status], [416, 416]);
        assert.match(String(closed.body), /InvalidRange/);
      } else {
        assert.deepEqual(closed.body, bytes.subarray(first, last + 1));
        assert.equal(closed.status, 206);
        assert.equal(closed.headers['content-range'], `bytes ${first}-${Math.min(last, 49)}/50`);
        assert.deepEqual(open.body, bytes.subarray(first));
      }
      if (length === 0) assert.equal(suffix.status, 416);
      else assert.deepEqual(suffix.body, bytes.subarray(-length));
    }),
  );
});

test('GetObject of an empty object returns nothing, with its length', async (context) => {
  const { client } = await startS3(context);
  await client.send(new PutObjectCommand({ Bucket, Key: 'empty', Body: '' }));

  const got = await client.send(new GetObjectCommand({ Bucket, Key: 'empty' }));

  assert.equal(got.ContentLength, 0);
  assert.equal(await got.Body!.transformToString(), '');
});

test('GetObject, HeadObject and HeadBucket say what is missing', async (context) => {
  const { client } = await startS3(context);

  await assert.rejects(client.send(new GetObjectCommand({ Bucket, Key: 'absent' })), (error) => {
    assert.ok(error instanceof NoSuchKey);
    assert.equal(error.message, 'The specified key does not exist.');
    return true;
  });
  await assert.rejects(client.send(new HeadObjectCommand({ Bucket, Key: 'absent' })), { name: 'NotFound' });
  await assert.rejects(client.send(new HeadBucketCommand({ Bucket: 'nowhere' })), { name: 'NotFound' });
  await assert.rejects(client.send(new GetObjectCommand({ Bucket: 'nowhere', Key: 'k' })), { name: 'NoSuchBucket' });
  await client.send(new HeadBucketCommand({ Bucket }));
});

test('CopyObject copies bytes and metadata, or replaces the metadata', async (context) => {
  const { client } = await startS3(context);
  const CopySource = `${Bucket}/${encodeURIComponent('from/ü')}`;
  await client.send(new PutObjectCommand({ Bucket, Key: 'from/ü', Body: 'bytes', Metadata: { a: '1' } }));

  const copy = await client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource }));
  await client.send(
    new CopyObjectCommand({ Bucket, Key: 'changed', CopySource, MetadataDirective: 'REPLACE', Metadata: { b: '2' } }),
  );
  const [same, changed] = await Promise.all(
    ['copy', 'changed'].map((Key) => client.send(new GetObjectCommand({ Bucket, Key }))),
  );
  const absent = client.send(new CopyObjectCommand({ Bucket, Key: 'x', CopySource: `${Bucket}/absent` }));

  assert.equal(copy.CopyObjectResult?.ETag, same!.ETag);
  assert.equal(await same!.Body!.transformToString(), 'bytes');
  assert.deepEqual([same!.Metadata, changed!.Metadata], [{ a: '1' }, { b: '2' }]);
  await assert.rejects(absent, { name: 'NoSuchKey' });
});

test('DeleteObject deletes, and succeeds on what is not there', async (context) => {
  const { client } = await startS3(context);
  await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));

  await client.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
  await client.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));

  await assert.rejects(client.send(new HeadObjectCommand({ Bucket, Key: 'k' })), { name: 'NotFound' });
});

const UNKNOWN: readonly (readonly [string, string, string, Readonly<Record<string, string>>])[] = [
  ['PutObjectTagging', 'PUT', '?tagging', {}],
  ['PutObjectAcl', 'PUT', '?acl', {}],
  ['GetObject of a version', 'GET', '?versionId=1', {}],
  ['GetObjectAttributes', 'GET', '?attributes', {}],
  ['a tagged PutObject', 'PUT', '', { 'x-amz-tagging': 'a=b' }],
  ['a public PutObject', 'PUT', '', { 'x-amz-acl': 'public-read' }],
  ['a PutObject encrypted by KMS', 'PUT', '', { 'x-amz-server-side-encryption': 'aws:kms' }],
  ['a locked PutObject', 'PUT', '', { 'x-amz-object-lock-mode': 'GOVERNANCE' }],
  ['a CRC64NVME checksum', 'PUT', '', { 'x-amz-checksum-crc64nvme': 'AAAAAAAAAAA=' }],
  ['If-None-Match with an ETag', 'PUT', '', { 'if-none-match': '"e"' }],
  ['SelectObjectContent', 'POST', '?select&select-type=2', {}],
];

for (const [what, method, query, headers] of UNKNOWN) {
  test(`S3 answers 501 to ${what} and leaves the object alone`, async (context) => {
    const { service } = await startS3(context);
    await service.handle(rawRequest('PUT', `/${Bucket}/k`, {}, 'original'));

    const answer = await service.handle(rawRequest(method, `/${Bucket}/k${query}`, headers, '<x/>'));
    const after = await service.handle(rawRequest('GET', `/${Bucket}/k`));

    assert.equal(answer.status, 501);
    assert.match(String(answer.body), /<Code>NotImplemented<\/Code>/);
    assert.equal(String(after.body), 'original');
  });
}

test('S3 answers 501 to bucket operations it does not know', async (context) => {
  const { service } = await startS3(context);

  for (const path of [`/${Bucket}?versioning`, `/${Bucket}?policy`, `/${Bucket}`, '/']) {
    assert.equal((await service.handle(rawRequest('GET', path))).status, 501, path);
  }
});

test('S3 refuses a request that expects another owner of the bucket', async (context) => {
  const { client } = await startS3(context);

  const put = client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x', ExpectedBucketOwner: '999999999999' }));

  await assert.rejects(put, { name: 'AccessDenied' });
});

test('GetObject takes what a presigned URL puts into the query', async (context) => {
  const { service } = await startS3(context);
  await service.handle(rawRequest('PUT', `/${Bucket}/k?x-amz-checksum-crc32=NhCmhg%3D%3D&x-id=PutObject`, {}, 'hello'));
  const signed = 'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=0&X-Amz-Expires=60&x-amz-checksum-mode=ENABLED';

  const got = await service.handle(rawRequest('GET', `/${Bucket}/k?${signed}&response-content-disposition=attachment`));

  assert.equal(String(got.body), 'hello');
  assert.equal(got.headers['content-disposition'], 'attachment');
  assert.equal(got.headers['x-amz-checksum-crc32'], 'NhCmhg==');
});

/** ListObjectsV2 against a list in memory, and DeleteObjects. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DeleteObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { Bucket, rawRequest, startS3 } from './setup.ts';

const KEYS = ['a', 'a/', 'a/1', 'a/2', 'a/b/1', 'a/b/2', 'a0', 'b', 'b/ü&<x>', 'b/語/1', 'c d+e'];

/** What S3 documents: keys in UTF-8 order, those with the delimiter after the prefix rolled up. */
const expected = (prefix: string, delimiter: string) => {
  const keys = KEYS.filter((key) => key.startsWith(prefix)).toSorted((a, b) =>
    Buffer.compare(Buffer.from(a), Buffer.from(b)),
  );
  const rolled = keys.map((key) => {
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    return end < 0 ? { key } : { prefix: key.slice(0, end + delimiter.length) };
  });
  return {
    keys: rolled.flatMap(({ key }) => (key === undefined ? [] : [key])),
    prefixes: [...new Set(rolled.flatMap(({ prefix: common }) => (common === undefined ? [] : [common])))],
  };
};

test('ListObjectsV2 finds the same keys and prefixes at every page size', async (context) => {
  const { client, service } = await startS3(context);
  for (const key of KEYS) {
    await service.handle(rawRequest('PUT', `/${Bucket}/${key.split('/').map(encodeURIComponent).join('/')}`, {}, key));
  }

  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('', 'a', 'a/', 'a/b/', 'b/', 'b/ü', 'zzz'),
      fc.constantFrom('', '/', 'b'),
      fc.integer({ min: 1, max: 12 }),
      async (Prefix, Delimiter, pageSize) => {
        const keys: string[] = [];
        const prefixes: string[] = [];
        for await (const page of paginateListObjectsV2(
          { client, pageSize },
          { Bucket, Prefix, ...(Delimiter === '' ? {} : { Delimiter }) },
        )) {
          keys.push(...(page.Contents ?? []).map(({ Key }) => Key!));
          prefixes.push(...(page.CommonPrefixes ?? []).map((common) => common.Prefix!));
          assert.ok((page.KeyCount ?? 0) <= pageSize);
        }

        assert.deepEqual({ keys, prefixes }, expected(Prefix, Delimiter));
      },
    ),
    { numRuns: 60 },
  );
});

test('ListObjectsV2 tells size, ETag and time, starts after a key, and encodes when asked', async (context) => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  const { client } = await startS3(context, { clock: () => now });
  for (const Key of ['a', 'b\u0001', 'c']) await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));

  const after = await client.send(new ListObjectsV2Command({ Bucket, StartAfter: 'b\u0001' }));
  const encoded = await client.send(new ListObjectsV2Command({ Bucket, EncodingType: 'url', MaxKeys: 2 }));
  const none = await client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 0 }));

  assert.equal(after.Contents?.length, 1);
  assert.equal(after.Contents[0]?.Key, 'c');
  assert.equal(after.Contents[0].Size, 1);
  assert.equal(after.Contents[0].LastModified?.getTime(), now);
  assert.equal(after.Contents[0].ETag, '"4a8a08f09d37b73795649038408b5f33"');
  assert.equal(encoded.Contents?.[1]?.Key, 'b%01');
  assert.equal(encoded.IsTruncated, true);
  assert.deepEqual([none.KeyCount, none.IsTruncated], [0, false]);
});

test('ListObjectsV2 pages through more keys than one page may hold', async (context) => {
  const { client, service } = await startS3(context);
  for (let n = 0; n < 2100; n++) await service.handle(rawRequest('PUT', `/${Bucket}/k${n}`));

  const first = await client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 5000 }));
  const keys = new Set<string>();
  for await (const page of paginateListObjectsV2({ client }, { Bucket })) {
    for (const { Key } of page.Contents ?? []) keys.add(Key!);
  }

  assert.equal(first.KeyCount, 1000);
  assert.equal(keys.size, 2100);
});

test('DeleteObjects deletes what is there, reports every key, and is quiet on request', async (context) => {
  const { client } = await startS3(context);
  const keys = ['a&b', '<c>', 'absent'];
  const Delete = { Objects: keys.map((Key) => ({ Key })) };
  for (const Key of keys.slice(0, 2)) await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));

  const deleted = await client.send(new DeleteObjectsCommand({ Bucket, Delete }));
  const quiet = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { ...Delete, Quiet: true } }));
  const left = await client.send(new ListObjectsV2Command({ Bucket }));

  assert.deepEqual(
    deleted.Deleted?.map(({ Key }) => Key),
    keys,
  );
  assert.equal(quiet.Deleted, undefined);
  assert.equal(left.KeyCount, 0);
});

test('DeleteObjects refuses a body that is no XML', async (context) => {
  const { service } = await startS3(context);

  const answer = await service.handle(rawRequest('POST', `/${Bucket}?delete`, {}, '<Delete><Object>'));

  assert.equal(answer.status, 400);
  assert.match(String(answer.body), /MalformedXML/);
});

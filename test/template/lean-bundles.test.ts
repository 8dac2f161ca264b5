/** What the bundler replaces must do what it replaces. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { build, type Plugin } from 'esbuild';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { type Assets, createAssets } from '../../lib/bundling/assets.ts';
import { lazyPhoneNumbers } from '../../lib/bundling/lazy-phone-numbers.ts';
import { leanRequests } from '../../lib/bundling/lean-requests.ts';
import { leanS3 } from '../../lib/bundling/lean-s3.ts';
import { leanSdk } from '../../lib/bundling/lean-sdk.ts';

/** What a module exports once it is bundled with a plugin, and how large it got. */
const bundled = async <Exports>(
  source: string,
  pluginsWith: (assets: Assets) => readonly Plugin[],
): Promise<{ readonly exports: Exports; readonly bytes: number }> => {
  const folder = mkdtempSync(join(tmpdir(), 'sightglass-bundle-'));
  const outfile = join(folder, 'index.cjs');
  const assets = createAssets();
  const { metafile } = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname },
    outfile,
    plugins: [...pluginsWith(assets), assets.plugin],
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
  });
  after(() => rmSync(folder, { recursive: true }));
  const exports = createRequire(import.meta.url)(outfile);
  return { exports, bytes: Object.values(metafile!.outputs)[0]!.bytes };
};

test('lazyPhoneNumbers finds in numbers what the library finds, and saves 130 KB', async () => {
  const source = "export { parsePhoneNumberFromString } from 'libphonenumber-js/min';";
  const numbers = ['+44 20 7946 0018', '+1 213 373 4253', '+49 30 901820', '+999 1', 'call 12', '+81 3-1234-5678'];

  const lean = await bundled<typeof import('libphonenumber-js/min')>(source, (assets) => [lazyPhoneNumbers(assets)]);
  const plain = await bundled(source, () => []);

  for (const number of numbers) {
    const expected = parsePhoneNumberFromString(number);
    const actual = lean.exports.parsePhoneNumberFromString(number);
    assert.deepEqual(
      [actual?.number, actual?.country, actual?.isValid()],
      [expected?.number, expected?.country, expected?.isValid()],
      number,
    );
  }
  assert.equal(lean.exports.parsePhoneNumberFromString('020 7946 0018', 'GB')?.number, '+442079460018');
  assert.ok(plain.bytes - lean.bytes > 110_000, `${plain.bytes} → ${lean.bytes}`);
});

test('leanSdk keeps the operations that are used, takes credentials from the environment, and saves a third', async () => {
  const source = "export { S3Client, PutObjectCommand, GetObjectCommand } from '@aws-sdk/client-s3';";

  const lean = await bundled<typeof import('@aws-sdk/client-s3')>(source, () => [leanSdk, leanRequests, leanS3]);
  const plain = await bundled(source, () => []);

  const { S3Client, PutObjectCommand } = lean.exports;
  process.env['AWS_ACCESS_KEY_ID'] = 'AKIDEXAMPLE';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'secret';
  const sent: { method: string; path: string; authorization: string }[] = [];
  const client = new S3Client({
    region: 'eu-west-1',
    requestHandler: {
      handle: async (request: { method: string; path: string; headers: Record<string, string> }) => {
        sent.push({ method: request.method, path: request.path, authorization: request.headers['authorization']! });
        return { response: { statusCode: 200, headers: { etag: '"e"' } } };
      },
    },
  });
  const { ETag } = await client.send(new PutObjectCommand({ Bucket: 'b-1', Key: 'k', Body: 'x', IfNoneMatch: '*' }));
  assert.equal(ETag, '"e"');
  assert.deepEqual(
    sent.map(({ method, path }) => `${method} ${path}`),
    ['PUT /k'],
  );
  assert.match(sent[0]!.authorization, /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\//);
  assert.ok(lean.bytes < plain.bytes * 0.67, `${plain.bytes} → ${lean.bytes}`);
});

test('leanSdk keeps the classes of errors, their names, faults and fields', async () => {
  const source = "export { ConditionalCheckFailedException, InternalServerError } from '@aws-sdk/client-dynamodb';";

  const { exports } = await bundled<typeof import('@aws-sdk/client-dynamodb')>(source, () => [leanSdk, leanRequests]);
  const { ConditionalCheckFailedException, InternalServerError } = exports;
  const failed = new ConditionalCheckFailedException({ message: 'm', $metadata: {}, Item: { pk: { S: 'a' } } });
  const broken = new InternalServerError({ message: 'm', $metadata: {} });

  assert.ok(failed instanceof ConditionalCheckFailedException && !(broken instanceof ConditionalCheckFailedException));
  assert.deepEqual(
    [failed.name, failed.$fault, failed.message, failed.Item],
    ['ConditionalCheckFailedException', 'client', 'm', { pk: { S: 'a' } }],
  );
  assert.deepEqual([broken.name, broken.$fault], ['InternalServerError', 'server']);
});

test('leanSdk keeps the class of errors that we ask for, and the names of all others', async () => {
  const source =
    "export { DynamoDBClient, GetItemCommand, ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';";
  const { exports } = await bundled<typeof import('@aws-sdk/client-dynamodb')>(source, () => [leanSdk, leanRequests]);
  const { DynamoDBClient, GetItemCommand, ConditionalCheckFailedException } = exports;
  let type = '';
  const server = createServer((_, response) => {
    response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: 'told so' }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  after(() => server.close());
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
  const errorOf = async (name: string): Promise<unknown> => {
    type = name;
    return client.send(new GetItemCommand({ TableName: 't', Key: { pk: { S: 'a' } } })).catch((error) => error);
  };

  const kept = await errorOf('ConditionalCheckFailedException');
  const rare = (await errorOf('ProvisionedThroughputExceededException')) as Error;
  client.destroy();

  assert.ok(kept instanceof ConditionalCheckFailedException);
  assert.deepEqual([rare.name, rare.message], ['ProvisionedThroughputExceededException', 'told so']);
});

test('leanRequests reads answers without web streams, which take Node milliseconds to load', async () => {
  const source = "export { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';";
  const { exports } = await bundled<typeof import('@aws-sdk/client-s3')>(source, () => [leanSdk, leanRequests, leanS3]);
  const { S3Client, GetObjectCommand } = exports;
  const server = createServer((_, response) => response.end('whole'));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  after(() => server.close());
  const own = Object.getOwnPropertyDescriptor(globalThis, 'ReadableStream')!;
  let looked = 0;
  Object.defineProperty(globalThis, 'ReadableStream', { configurable: true, get: () => void looked++ });
  try {
    const client = new S3Client({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      forcePathStyle: true,
    });
    const { Body } = await client.send(new GetObjectCommand({ Bucket: 'b', Key: 'k', Range: 'bytes=0-4' }));

    assert.equal(await Body?.transformToString(), 'whole');
    client.destroy();
  } finally {
    Object.defineProperty(globalThis, 'ReadableStream', own);
  }
  assert.equal(looked, 0);
});

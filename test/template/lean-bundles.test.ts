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
import { ownClients } from '../../lib/bundling/own-clients.ts';

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
    logLevel: 'silent',
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

test('ownClients puts our clients in the place of the AWS SDK, which would take twenty times as much', async () => {
  const source = `
    export { DynamoDBClient, PutItemCommand, ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
    export { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';`;

  const lean = await bundled<typeof import('@aws-sdk/client-dynamodb')>(source, () => [ownClients]);
  const plain = await bundled(source, () => []);

  const { DynamoDBClient, PutItemCommand, ConditionalCheckFailedException } = lean.exports;
  const server = createServer((_, response) => {
    response.writeHead(400);
    response.end('{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"m"}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  after(() => server.close());
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new DynamoDBClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const error = await client.send(new PutItemCommand({ TableName: 't', Item: {} })).catch((thrown) => thrown);
  server.closeAllConnections();
  assert.ok(error instanceof ConditionalCheckFailedException);
  assert.ok(lean.bytes * 20 < plain.bytes, `${plain.bytes} → ${lean.bytes}`);
});

test('ownClients fails the build by name for an operation that our clients do not have', async () => {
  const source = "export { ScanCommand } from '@aws-sdk/client-dynamodb';";

  await assert.rejects(
    bundled(source, () => [ownClients]),
    /No matching export .*"ScanCommand"/,
  );
});

import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { test } from 'node:test';
import { type GatewayUnderTest, gatewayUnderTest } from './gateway-under-test.ts';

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Presigns a GET as the SDK's presigner does, written out here so that the verifier is not tested against itself. */
const presign = (gateway: GatewayUnderTest, path: string, expiresSeconds: number, at: Date): string => {
  const { accessKeyId, secretAccessKey, sessionToken = '' } = gateway.client.credentials;
  const time = at.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const date = time.slice(0, 8);
  const scope = `${date}/eu-west-1/s3/aws4_request`;
  const query = [
    ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
    ['X-Amz-Content-Sha256', 'UNSIGNED-PAYLOAD'],
    ['X-Amz-Credential', `${accessKeyId}/${scope}`],
    ['X-Amz-Date', time],
    ['X-Amz-Expires', String(expiresSeconds)],
    ['X-Amz-Security-Token', sessionToken],
    ['X-Amz-SignedHeaders', 'host'],
    ['x-id', 'GetObject'],
  ]
    .map(([name = '', value = '']) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
  const host = new URL(gateway.url).host;
  const canonical = ['GET', path, query, `host:${host}`, '', 'host', 'UNSIGNED-PAYLOAD'].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', time, scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const key = ['eu-west-1', 's3', 'aws4_request'].reduce(hmac, hmac(`AWS4${secretAccessKey}`, date));
  return `${gateway.url}${path}?${query}&X-Amz-Signature=${hmac(key, toSign).toString('hex')}`;
};

const SIGNED_AT = new Date('2026-11-21T10:00:00.000Z');

const fetchAt = async (secondsLater: number, alter: (url: string) => string = (url) => url) => {
  await using gateway = await gatewayUnderTest({
    service: 's3',
    clock: () => SIGNED_AT.getTime() + secondsLater * 1000,
  });
  const response = await fetch(alter(presign(gateway, '/b/report.html', 60, SIGNED_AT)));
  return { status: response.status, body: await response.text() };
};

test('a presigned URL works until it expires', async () => {
  assert.equal((await fetchAt(0)).status, 200);
  assert.equal((await fetchAt(60)).status, 200);
});

test('a presigned URL is refused after it has expired', async () => {
  const { status, body } = await fetchAt(61);

  assert.equal(status, 403);
  assert.match(body, /Request has expired/);
});

test('a presigned URL is refused for another object', async () => {
  const { status, body } = await fetchAt(0, (url) => url.replace('report', 'secret'));

  assert.equal(status, 403);
  assert.match(body, /SignatureDoesNotMatch/);
});

test('a presigned URL is refused when somebody gave it a longer life', async () => {
  const { status } = await fetchAt(0, (url) => url.replace('X-Amz-Expires=60', 'X-Amz-Expires=6000'));

  assert.equal(status, 403);
});

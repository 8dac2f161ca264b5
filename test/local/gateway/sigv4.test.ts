import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type GatewayUnderTest, gatewayUnderTest } from './gateway-under-test.ts';

/** A signed request as it goes over the wire. */
interface Wire {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer;
}

interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

/** Lets the real SDK sign a request, and keeps it instead of sending it. */
const capture = async (
  send: (handler: { handle: (request: unknown) => Promise<never> }) => Promise<unknown>,
): Promise<Wire> => {
  let captured: SdkRequest | undefined;
  const handler = {
    handle: async (signed: unknown): Promise<never> => {
      captured = signed as SdkRequest;
      throw new Error('captured');
    },
  };
  await assert.rejects(send(handler), /captured/);
  const { method, path, query, headers, body } = captured!;
  const search = Object.entries(query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');
  return {
    method,
    path: search === '' ? path : `${path}?${search}`,
    headers: { ...headers },
    body: Buffer.from(body ?? ''),
  };
};

const signedGetItem = (gateway: GatewayUnderTest): Promise<Wire> =>
  capture((requestHandler) =>
    new DynamoDBClient({ ...gateway.client, requestHandler }).send(
      new GetItemCommand({ TableName: 'items', Key: { pk: { S: 'a' } } }),
    ),
  );

const signedPut = (gateway: GatewayUnderTest): Promise<Wire> =>
  capture((requestHandler) =>
    new S3Client({ ...gateway.client, requestHandler, forcePathStyle: true }).send(
      new PutObjectCommand({ Bucket: 'b', Key: "folder/ä b+c(d)'*!.txt", Body: 'payload', Metadata: { a: 'b   c' } }),
    ),
  );

const send = ({ url }: GatewayUnderTest, wire: Wire): Promise<{ readonly status: number; readonly body: string }> =>
  new Promise((resolve, reject) => {
    const outgoing = request(url + wire.path, { method: wire.method, headers: wire.headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
    });
    outgoing.on('error', reject);
    outgoing.end(wire.body);
  });

test('a request signed by the SDK is let in', async () => {
  await using gateway = await gatewayUnderTest({ service: 'dynamodb' });

  const { status } = await send(gateway, await signedGetItem(gateway));

  assert.equal(status, 200);
});

test('an S3 key full of characters that need encoding is signed the same on both sides', async () => {
  await using gateway = await gatewayUnderTest({ service: 's3' });

  const { status, body } = await send(gateway, await signedPut(gateway));

  assert.equal(status, 200, body);
  assert.equal(decodeURIComponent(gateway.reached[0]!.path), "/b/folder/ä b+c(d)'*!.txt");
});

const tampers: readonly (readonly [what: string, tamper: (wire: Wire) => void, code: RegExp])[] = [
  [
    'a changed body',
    (wire) => {
      wire.body = Buffer.from(wire.body.toString().replace('items', 'other'));
      wire.headers['content-length'] = String(wire.body.length);
    },
    /InvalidSignatureException|XAmzContentSHA256Mismatch/,
  ],
  [
    'a changed header',
    (wire) => {
      wire.headers['x-amz-target'] = 'DynamoDB_20120810.DeleteItem';
    },
    /InvalidSignatureException/,
  ],
  [
    'an added x-amz header',
    (wire) => {
      wire.headers['x-amz-extra'] = '1';
    },
    /AccessDenied/,
  ],
  [
    'a changed path',
    (wire) => {
      wire.path = '/elsewhere';
    },
    /InvalidSignatureException/,
  ],
  [
    'an added query parameter',
    (wire) => {
      wire.path += '?a=b';
    },
    /InvalidSignatureException/,
  ],
  [
    'another method',
    (wire) => {
      wire.method = 'PUT';
    },
    /InvalidSignatureException/,
  ],
  [
    'another signature',
    (wire) => {
      wire.headers['authorization'] = wire.headers['authorization']!.replace(/Signature=..../, 'Signature=0000');
    },
    /InvalidSignatureException/,
  ],
  [
    'another access key',
    (wire) => {
      wire.headers['authorization'] = wire.headers['authorization']!.replace(/ASIA\w{16}/, 'ASIAAAAAAAAAAAAAAAAA');
    },
    /UnrecognizedClientException/,
  ],
  [
    'a missing session token',
    (wire) => {
      delete wire.headers['x-amz-security-token'];
    },
    /UnrecognizedClientException/,
  ],
  [
    'another service in the scope',
    (wire) => {
      wire.headers['authorization'] = wire.headers['authorization']!.replace('/dynamodb/', '/sqs/');
    },
    /InvalidSignatureException/,
  ],
  [
    'no signature at all',
    (wire) => {
      delete wire.headers['authorization'];
    },
    /MissingAuthenticationToken/,
  ],
];

for (const [what, tamper, code] of tampers)
  test(`a request with ${what} is refused`, async () => {
    await using gateway = await gatewayUnderTest({ service: 'dynamodb' });
    const wire = await signedGetItem(gateway);
    tamper(wire);

    const { status, body } = await send(gateway, wire);

    assert.ok(status === 403 || status === 400, `${status}`);
    assert.match(body, code);
    assert.deepEqual(gateway.reached, []);
  });

test('a request is refused when it was signed more than five minutes ago', async () => {
  let now = Date.now();
  await using gateway = await gatewayUnderTest({ service: 'dynamodb', clock: () => now });
  const wire = await signedGetItem(gateway);
  now += 5 * 60_000 + 2_000;

  const { body } = await send(gateway, wire);

  assert.match(body, /RequestTimeTooSkewed/);
});

test('a body that is not the one that was signed is refused by S3 too', async () => {
  await using gateway = await gatewayUnderTest({ service: 's3' });
  const wire = await signedPut(gateway);
  wire.body = Buffer.from('PAYLOAD');

  const { body } = await send(gateway, wire);

  assert.match(body, /XAmzContentSHA256Mismatch|SignatureDoesNotMatch/);
  assert.deepEqual(gateway.reached, []);
});

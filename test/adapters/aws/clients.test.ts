/** Our clients of AWS send what the AWS SDK's send, and make of an answer what they make of it: functions run with ours. */
import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import * as theirComprehend from '@aws-sdk/client-comprehend';
import * as theirDynamoDb from '@aws-sdk/client-dynamodb';
import * as theirS3 from '@aws-sdk/client-s3';
import * as theirSecrets from '@aws-sdk/client-secrets-manager';
import * as theirSqs from '@aws-sdk/client-sqs';
import * as ourComprehend from '../../../src/adapters/aws/client-comprehend.ts';
import * as ourDynamoDb from '../../../src/adapters/aws/client-dynamodb.ts';
import * as ourS3 from '../../../src/adapters/aws/client-s3.ts';
import * as ourSecrets from '../../../src/adapters/aws/client-secrets-manager.ts';
import * as ourSqs from '../../../src/adapters/aws/client-sqs.ts';
import { endpointOf } from '../../../src/adapters/aws/partitions.ts';

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}
interface Said {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

let sent: Sent[] = [];
let said: Said = {};
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { method = '', url: path = '', headers } = request;
    sent.push({ method, path, headers, body: Buffer.concat(chunks) });
    response.writeHead(said.status ?? 200, said.headers ?? {});
    response.end(said.body ?? '{}');
  });
});
let config = {};
before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  config = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' },
    maxAttempts: 1,
  };
});
after(() => {
  server.closeAllConnections();
  server.close();
});

// biome-ignore lint/suspicious/noExplicitAny: clients of two makers, called by the names of their parts.
type Library = any;

/** What a client sent and what it made of the answer, or of the error. */
const tried = async (library: Library, client: string, operation: string, input: object) => {
  sent = [];
  const result = await new library[client](config)
    .send(new library[`${operation}Command`](structuredClone(input)))
    .catch((error: unknown) => error);
  assert.equal(sent.length, 1);
  return { sent: sent[0]!, result };
};

const both = async (theirs: Library, ours: Library, client: string, operation: string, input: object) => [
  await tried(theirs, client, operation, input),
  await tried(ours, client, operation, input),
];

const bytes = new Uint8Array(Buffer.from([0, 1, 2, 250, 251, 252, 253]));
const item = {
  pk: { S: 'p#T#1' },
  sk: { S: 'ä✓😀' },
  n: { N: '12.50' },
  b: { B: bytes },
  B: { B: bytes },
  m: { M: { B: { S: 'no bytes' }, l: { L: [{ B: bytes }, { NULL: true }, { BOOL: false }] } } },
};
const wire = JSON.parse(
  JSON.stringify(item, (_, value) =>
    value?.constructor === Object && '0' in value ? Buffer.from(bytes).toString('base64') : value,
  ),
);

const JSON_CALLS: readonly (readonly [
  Library,
  Library,
  client: string,
  operation: string,
  input: object,
  output: object,
])[] = [
  [
    theirDynamoDb,
    ourDynamoDb,
    'DynamoDBClient',
    'GetItem',
    { TableName: 't', Key: { pk: { S: 'a' } }, ConsistentRead: true },
    { Item: wire },
  ],
  [
    theirDynamoDb,
    ourDynamoDb,
    'DynamoDBClient',
    'PutItem',
    { TableName: 't', Item: item, ReturnValues: 'ALL_OLD' },
    { Attributes: wire },
  ],
  [theirDynamoDb, ourDynamoDb, 'DynamoDBClient', 'DeleteItem', { TableName: 't', Key: { pk: { S: 'a' } } }, {}],
  [
    theirDynamoDb,
    ourDynamoDb,
    'DynamoDBClient',
    'Query',
    {
      TableName: 't',
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: 'a' } },
      Limit: 5,
      ExclusiveStartKey: item,
    },
    { Items: [wire, wire], Count: 2, LastEvaluatedKey: wire },
  ],
  [
    theirDynamoDb,
    ourDynamoDb,
    'DynamoDBClient',
    'BatchWriteItem',
    { RequestItems: { t: [{ PutRequest: { Item: item } }, { DeleteRequest: { Key: { pk: { S: 'a' } } } }] } },
    { UnprocessedItems: { t: [{ PutRequest: { Item: wire } }] } },
  ],
  [
    theirDynamoDb,
    ourDynamoDb,
    'DynamoDBClient',
    'TransactWriteItems',
    {
      TransactItems: [{ Put: { TableName: 't', Item: item, ConditionExpression: 'attribute_not_exists(pk)' } }],
      ClientRequestToken: 'token',
    },
    {},
  ],
  [
    theirSecrets,
    ourSecrets,
    'SecretsManagerClient',
    'GetSecretValue',
    { SecretId: 'a' },
    { SecretString: 'ß', Name: 'a' },
  ],
  [
    theirComprehend,
    ourComprehend,
    'ComprehendClient',
    'DetectPiiEntities',
    { Text: 'ß', LanguageCode: 'en' },
    { Entities: [{ Type: 'NAME', Score: 0.5, BeginOffset: 1, EndOffset: 2 }] },
  ],
  [
    theirSqs,
    ourSqs,
    'SQSClient',
    'SendMessage',
    { QueueUrl: 'http://127.0.0.1/1/q', MessageBody: 'ß', DelaySeconds: 3 },
    {},
  ],
  [
    theirSqs,
    ourSqs,
    'SQSClient',
    'SendMessageBatch',
    { QueueUrl: 'http://127.0.0.1/1/q', Entries: [{ Id: '0', MessageBody: 'a' }] },
    { Successful: [], Failed: [{ Id: '0', SenderFault: true, Code: 'c' }] },
  ],
];

/** Bytes alike, whatever class holds them, and without what only the SDK adds. */
const plain = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, member]) => name !== '$metadata' && member !== undefined)
      .map(([name, member]) => [name, plain(member)]),
  );
};

for (const [theirs, ours, client, operation, input, output] of JSON_CALLS) {
  test(`${client} sends ${operation} and reads its answer as the AWS SDK's does`, async () => {
    said = { body: JSON.stringify(output) };

    const [reference, own] = await both(theirs, ours, client, operation, input);

    assert.deepEqual(JSON.parse(own!.sent.body.toString()), JSON.parse(reference!.sent.body.toString()));
    for (const { method, path } of [reference!.sent, own!.sent]) assert.deepEqual([method, path], ['POST', '/']);
    for (const header of ['content-type', 'x-amz-target', 'x-amz-security-token', 'content-length']) {
      assert.equal(own!.sent.headers[header], reference!.sent.headers[header], header);
    }
    const scope = /Credential=[^,]+/;
    assert.equal(
      scope.exec(own!.sent.headers.authorization!)![0],
      scope.exec(reference!.sent.headers.authorization!)![0],
    );
    assert.deepEqual(plain(own!.result), plain(reference!.result));
  });
}

/** What our code asks an error for. */
const facts = (error: Error & { $metadata?: { httpStatusCode?: number }; CancellationReasons?: object[] }) => ({
  isError: error instanceof Error,
  name: error.name,
  message: error.message,
  status: error.$metadata?.httpStatusCode,
  reasons: plain(error.CancellationReasons),
});

const REFUSALS: readonly (readonly [status: number, body: string, headers?: Record<string, string>])[] = [
  [400, '{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"m"}'],
  [
    400,
    '{"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","Message":"m","CancellationReasons":[{"Code":"None"},{"Code":"ConditionalCheckFailed"}]}',
  ],
  [400, '{"__type":"com.amazon.coral.availability#ThrottlingException","message":"slower"}'],
  [400, '{"__type":"ResourceNotFoundException:http://a/","message":"m"}'],
  [500, '{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError","message":"m"}'],
  [403, '{"message":"m"}', { 'x-amzn-errortype': 'AccessDeniedException:http://b/' }],
];

for (const [status, body, headers = {}] of REFUSALS) {
  test(`DynamoDBClient throws of ${body.slice(0, 70)} what the AWS SDK's does`, async () => {
    said = { status, body, headers: { 'content-type': 'application/x-amz-json-1.0', ...headers } };

    const [reference, own] = await both(theirDynamoDb, ourDynamoDb, 'DynamoDBClient', 'PutItem', {
      TableName: 't',
      Item: {},
    });

    assert.deepEqual(facts(own!.result), facts(reference!.result));
    assert.deepEqual(
      [ourDynamoDb.ConditionalCheckFailedException, ourDynamoDb.TransactionCanceledException].map(
        (one) => own!.result instanceof one,
      ),
      [theirDynamoDb.ConditionalCheckFailedException, theirDynamoDb.TransactionCanceledException].map(
        (one) => reference!.result instanceof one,
      ),
    );
  });
}

test('DynamoDBClient throws an error with its status for an answer that is no JSON', async () => {
  said = { status: 503, body: '<html>' };

  const { result } = await tried(ourDynamoDb, 'DynamoDBClient', 'PutItem', { TableName: 't', Item: {} });

  assert.deepEqual([result.name, result.$metadata.httpStatusCode], ['UnknownError', 503]);
});

const KEY = "payloads/p/2026-01-01/ä b+c=&?#'()*!~.-_%25";
const S3_CALLS: readonly (readonly [operation: string, input: object])[] = [
  ['PutObject', { Bucket: 'archive', Key: KEY, Body: bytes, ContentType: 'application/zstd', IfMatch: '"e"' }],
  ['PutObject', { Bucket: 'archive', Key: 'k', Body: 'text ß', ContentType: 'text/html', IfNoneMatch: '*' }],
  ['GetObject', { Bucket: 'archive', Key: KEY, Range: 'bytes=3-9' }],
  ['DeleteObject', { Bucket: 'archive', Key: KEY }],
];

for (const [operation, input] of S3_CALLS) {
  test(`S3Client sends ${operation} with ${Object.keys(input).join(', ')} and reads its answer as the AWS SDK's does`, async () => {
    said = { headers: { etag: '"e"' }, body: operation === 'GetObject' ? bytes : '' };
    const body = async ({ Body }: Library) => Body && (await Body.transformToByteArray());
    config = { ...config, forcePathStyle: true };

    const [reference, own] = await both(theirS3, ourS3, 'S3Client', operation, input);

    assert.deepEqual(
      [own!.sent.method, own!.sent.path],
      [reference!.sent.method, reference!.sent.path.replace(/\?x-id=\w+$/, '')],
    );
    assert.deepEqual(own!.sent.body, reference!.sent.body);
    for (const header of [
      'content-type',
      'range',
      'if-match',
      'if-none-match',
      'x-amz-checksum-crc32',
      'x-amz-content-sha256',
    ]) {
      // Without a body the SDK gives a type all the same.
      if (header === 'content-type' && own!.sent.body.length === 0) continue;
      assert.equal(own!.sent.headers[header], reference!.sent.headers[header], header);
    }
    assert.equal(own!.result.ETag, '"e"');
    if (operation === 'GetObject')
      assert.deepEqual(plain(await body(own!.result)), plain(await body(reference!.result)));
  });
}

for (const [status, code] of [
  [404, 'NoSuchKey'],
  [403, 'AccessDenied'],
  [412, 'PreconditionFailed'],
  [503, 'SlowDown'],
] as const) {
  test(`S3Client throws of ${code} what the AWS SDK's does`, async () => {
    said = { status, body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>m</Message></Error>` };

    const [reference, own] = await both(theirS3, ourS3, 'S3Client', 'GetObject', { Bucket: 'archive', Key: 'k' });

    assert.deepEqual(facts(own!.result), facts(reference!.result));
    assert.equal(own!.result instanceof ourS3.NoSuchKey, reference!.result instanceof theirS3.NoSuchKey);
  });
}

const REGIONS = [
  'us-east-1',
  'eu-central-1',
  'ap-southeast-5',
  'us-gov-west-1',
  'cn-north-1',
  'us-iso-east-1',
  'us-isob-east-1',
  'eusc-de-east-1',
];
const SERVICES: readonly (readonly [Library, client: string, host: string, given: object])[] = [
  [theirDynamoDb, 'DynamoDBClient', 'dynamodb', {}],
  [theirS3, 'S3Client', 'archive.s3', { Bucket: 'archive' }],
  [theirSecrets, 'SecretsManagerClient', 'secretsmanager', {}],
  [theirComprehend, 'ComprehendClient', 'comprehend', {}],
  [theirSqs, 'SQSClient', 'sqs', {}],
];

for (const [theirs, client, host, given] of SERVICES) {
  test(`endpointOf() finds ${host} where the AWS SDK's ${client} finds it, in every partition`, () => {
    for (const Region of REGIONS) {
      const { endpointProvider } = new theirs[client]({ region: Region }).config;
      const { url } = endpointProvider({ Region, UseFIPS: false, UseDualStack: false, ...given });

      assert.equal(`${endpointOf(host, Region)}/`, url.href);
    }
  });
}

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, GetItemCommand, ListGlobalTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetBucketAclCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type GatewayUnderTest, gatewayUnderTest } from './gateway-under-test.ts';

type Call = (client: GatewayUnderTest['client']) => Promise<unknown>;

const cases: readonly (readonly [service: string, exception: string, action: string, call: Call])[] = [
  [
    'dynamodb',
    'AccessDeniedException',
    'dynamodb:GetItem',
    (client) => new DynamoDBClient(client).send(new GetItemCommand({ TableName: 't', Key: { pk: { S: 'a' } } })),
  ],
  [
    's3',
    'AccessDenied',
    's3:PutObject',
    (client) => new S3Client(client).send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: 'x' })),
  ],
  [
    'sqs',
    'AccessDeniedException',
    'sqs:SendMessage',
    (client) =>
      new SQSClient(client).send(
        new SendMessageCommand({ QueueUrl: `${client.endpoint}/000000000000/q`, MessageBody: 'x' }),
      ),
  ],
  [
    'monitoring',
    'AccessDeniedException',
    'cloudwatch:PutMetricData',
    (client) =>
      new CloudWatchClient(client).send(
        new PutMetricDataCommand({ Namespace: 'N', MetricData: [{ MetricName: 'm', Value: 1 }] }),
      ),
  ],
  [
    'secretsmanager',
    'AccessDeniedException',
    'secretsmanager:GetSecretValue',
    (client) => new SecretsManagerClient(client).send(new GetSecretValueCommand({ SecretId: 's' })),
  ],
];

for (const [service, exception, action, call] of cases) {
  test(`a role without ${action} gets ${exception} from the SDK, and nothing reaches ${service}`, async () => {
    await using gateway = await gatewayUnderTest({ service, statements: [] });

    const denied = call(gateway.client);

    await assert.rejects(denied, (error: Error) => {
      assert.equal(error.name, exception);
      assert.ok(error.message.includes('assumed-role/tester/local is not authorized to perform'), error.message);
      assert.ok(error.message.includes(action), error.message);
      return true;
    });
    assert.deepEqual(gateway.reached, []);
    assert.equal(gateway.calls[0]?.role, 'tester');
  });

  test(`a role with ${action} reaches ${service}`, async () => {
    // The SQS client checks the digest of what it sent; the others take any answer.
    const body = JSON.stringify({ MD5OfMessageBody: createHash('md5').update('x').digest('hex') });
    await using gateway = await gatewayUnderTest({
      service,
      statements: [{ Effect: 'Allow', Action: action, Resource: '*' }],
      answer: { status: 200, headers: {}, body: service === 's3' ? '' : body },
    });

    await call(gateway.client);

    assert.equal(gateway.reached.length, 1);
    assert.equal(gateway.calls[0]?.service, service);
    assert.equal(gateway.calls[0]?.status, 200);
  });
}

test('an object that does not exist is denied to a role that may not list the bucket', async () => {
  const answer = { status: 404, headers: {}, body: '<Error><Code>NoSuchKey</Code></Error>' };
  const read = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
  const list = { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::b' };
  await using strict = await gatewayUnderTest({ service: 's3', answer, statements: [read] });
  await using open = await gatewayUnderTest({ service: 's3', answer, statements: [read, list] });
  const get = new GetObjectCommand({ Bucket: 'b', Key: 'k' });

  await assert.rejects(new S3Client(strict.client).send(get), { name: 'AccessDenied' });
  await assert.rejects(new S3Client(open.client).send(get), { name: 'NoSuchKey' });
});

test('an operation whose permissions are not known is answered 501 by name', async () => {
  await using gateway = await gatewayUnderTest({ service: 'dynamodb' });

  const call = new DynamoDBClient(gateway.client).send(new ListGlobalTablesCommand({}));

  await assert.rejects(call, { name: 'UnknownOperationException', message: /dynamodb:ListGlobalTables/ });
  assert.equal(gateway.calls[0]?.status, 501);
});

test('a sub-resource of S3 that is not known is answered 501, and never taken for the object itself', async () => {
  await using gateway = await gatewayUnderTest({ service: 's3' });

  await assert.rejects(new S3Client(gateway.client).send(new GetBucketAclCommand({ Bucket: 'b' })), {
    name: 'UnknownOperationException',
  });
  assert.deepEqual(gateway.reached, []);
});

test('a service that is not part of the local cloud is answered 501 by name', async () => {
  await using gateway = await gatewayUnderTest({ service: 'dynamodb' });

  await assert.rejects(
    new SecretsManagerClient(gateway.client).send(new GetSecretValueCommand({ SecretId: 's' })),
    /the service secretsmanager is not part of the local cloud/,
  );
});

test('intercept() answers in the place of the service: the second PutMetricData is throttled', async () => {
  let calls = 0;
  await using gateway = await gatewayUnderTest({
    service: 'monitoring',
    intercept: ({ operation }) => {
      calls += 1;
      if (operation !== 'PutMetricData' || calls !== 2) return undefined;
      return {
        status: 400,
        headers: { 'content-type': 'application/x-amz-json-1.0' },
        body: JSON.stringify({ __type: 'com.amazon.coral.service#ThrottlingException', message: 'Rate exceeded' }),
      };
    },
  });
  const client = new CloudWatchClient(gateway.client);
  const put = new PutMetricDataCommand({ Namespace: 'N', MetricData: [{ MetricName: 'm', Value: 1 }] });

  await client.send(put);
  await assert.rejects(client.send(put), { name: 'ThrottlingException' });

  assert.equal(gateway.reached.length, 1);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AwsRequest } from '../../../local/aws/service.ts';
import { dynamodbNeeds } from '../../../local/gateway/needs/dynamodb.ts';
import { snsNeeds, sqsNeeds } from '../../../local/gateway/needs/messaging.ts';
import type { Account, NeedReader } from '../../../local/gateway/needs/need-reader.ts';
import { lambdaNeeds, monitoringNeeds, secretsNeeds } from '../../../local/gateway/needs/others.ts';
import { s3Needs } from '../../../local/gateway/needs/s3.ts';

const ACCOUNT: Account = {
  accountId: '1',
  region: 'r',
  partitionKey: (table, index) => (table === 'items' ? (index === undefined ? 'pk' : 'gpk') : undefined),
};

const request = (parts: Partial<AwsRequest> & { readonly url?: string }): AwsRequest => {
  const [path = '/', query = ''] = (parts.url ?? '/').split('?');
  return { method: 'POST', path, query: new URLSearchParams(query), headers: {}, body: Buffer.alloc(0), ...parts };
};

const json = (operation: string, input: object): AwsRequest =>
  request({ headers: { 'x-amz-target': `X.${operation}` }, body: Buffer.from(JSON.stringify(input)) });

const needsOf = (read: NeedReader, asked: AwsRequest): readonly string[] =>
  read(asked, ACCOUNT).needs.map(({ action, resource }) => `${action} ${resource}`);

const TABLE = 'arn:aws:dynamodb:r:1:table/items';

const cases: readonly (readonly [what: string, reader: NeedReader, asked: AwsRequest, needs: readonly string[]])[] = [
  ['GetItem', dynamodbNeeds, json('GetItem', { TableName: 'items' }), [`dynamodb:GetItem ${TABLE}`]],
  ['GetItem by table ARN', dynamodbNeeds, json('GetItem', { TableName: TABLE }), [`dynamodb:GetItem ${TABLE}`]],
  [
    'Query of an index',
    dynamodbNeeds,
    json('Query', { TableName: 'items', IndexName: 'by-time' }),
    [`dynamodb:Query ${TABLE}/index/by-time`],
  ],
  [
    'BatchWriteItem',
    dynamodbNeeds,
    json('BatchWriteItem', { RequestItems: { items: [], other: [] } }),
    [`dynamodb:BatchWriteItem ${TABLE}`, 'dynamodb:BatchWriteItem arn:aws:dynamodb:r:1:table/other'],
  ],
  [
    'TransactWriteItems',
    dynamodbNeeds,
    json('TransactWriteItems', {
      TransactItems: [{ Put: { TableName: 'items' } }, { ConditionCheck: { TableName: 'items' } }],
    }),
    [`dynamodb:PutItem ${TABLE}`, `dynamodb:ConditionCheckItem ${TABLE}`],
  ],
  [
    'SendMessageBatch',
    sqsNeeds,
    json('SendMessageBatch', { QueueUrl: 'http://h/1/q' }),
    ['sqs:SendMessage arn:aws:sqs:r:1:q'],
  ],
  ['Publish', snsNeeds, request({ body: Buffer.from('Action=Publish&TopicArn=arn%3At') }), ['sns:Publish arn:t']],
  ['PutMetricData', monitoringNeeds, json('PutMetricData', { Namespace: 'N' }), ['cloudwatch:PutMetricData *']],
  [
    'DescribeAlarms',
    monitoringNeeds,
    json('DescribeAlarms', { AlarmNames: ['a'] }),
    ['cloudwatch:DescribeAlarms arn:aws:cloudwatch:r:1:alarm:a'],
  ],
  [
    'GetSecretValue',
    secretsNeeds((id) => `arn:${id}`),
    json('GetSecretValue', { SecretId: 's' }),
    ['secretsmanager:GetSecretValue arn:s'],
  ],
  [
    'Invoke',
    lambdaNeeds,
    request({ url: '/2015-03-31/functions/f/invocations?Qualifier=live' }),
    ['lambda:InvokeFunction arn:aws:lambda:r:1:function:f:live'],
  ],
  ['GetObject', s3Needs, request({ method: 'GET', url: '/b/a%20b/c' }), ['s3:GetObject arn:aws:s3:::b/a b/c']],
  ['PutObject', s3Needs, request({ method: 'PUT', url: '/b/k?x-id=PutObject' }), ['s3:PutObject arn:aws:s3:::b/k']],
  [
    'CopyObject',
    s3Needs,
    request({ method: 'PUT', url: '/b/k', headers: { 'x-amz-copy-source': '/o/p%20q' } }),
    ['s3:PutObject arn:aws:s3:::b/k', 's3:GetObject arn:aws:s3:::o/p q'],
  ],
  [
    'UploadPart',
    s3Needs,
    request({ method: 'PUT', url: '/b/k?partNumber=1&uploadId=u' }),
    ['s3:PutObject arn:aws:s3:::b/k'],
  ],
  [
    'ListObjectsV2',
    s3Needs,
    request({ method: 'GET', url: '/b?list-type=2&prefix=p' }),
    ['s3:ListBucket arn:aws:s3:::b'],
  ],
  [
    'DeleteObjects',
    s3Needs,
    request({
      url: '/b?delete',
      body: Buffer.from('<Delete><Object><Key>x</Key></Object><Object><Key>y</Key></Object></Delete>'),
    }),
    ['s3:DeleteObject arn:aws:s3:::b/x', 's3:DeleteObject arn:aws:s3:::b/y'],
  ],
];

for (const [what, reader, asked, needs] of cases)
  test(`${what} needs ${needs.map((need) => need.split(' ')[0]).join(' and ')}`, () => {
    assert.deepEqual(needsOf(reader, asked), needs);
  });

const leadingKeys = (asked: AwsRequest): readonly (readonly string[] | undefined)[] =>
  dynamodbNeeds(asked, ACCOUNT).needs.map(({ context }) => context?.['dynamodb:leadingkeys']);

test('dynamodb:LeadingKeys holds the partition keys of every kind of request', () => {
  const key = { pk: { S: 'p#1' } };

  assert.deepEqual(leadingKeys(json('GetItem', { TableName: 'items', Key: key })), [['p#1']]);
  assert.deepEqual(leadingKeys(json('PutItem', { TableName: 'items', Item: { ...key, x: { S: 'y' } } })), [['p#1']]);
  assert.deepEqual(
    leadingKeys(
      json('Query', {
        TableName: 'items',
        KeyConditionExpression: '#p = :p AND begins_with(sk, :s)',
        ExpressionAttributeNames: { '#p': 'pk' },
        ExpressionAttributeValues: { ':p': { S: 'p#1' }, ':s': { S: 'x' } },
      }),
    ),
    [['p#1']],
  );
  assert.deepEqual(
    leadingKeys(
      json('BatchWriteItem', {
        RequestItems: { items: [{ PutRequest: { Item: key } }, { DeleteRequest: { Key: { pk: { S: 'p#2' } } } }] },
      }),
    ),
    [['p#1', 'p#2']],
  );
  assert.deepEqual(leadingKeys(json('BatchGetItem', { RequestItems: { items: { Keys: [key] } } })), [['p#1']]);
});

test('cloudwatch:namespace is the namespace of PutMetricData', () => {
  const [need] = monitoringNeeds(json('PutMetricData', { Namespace: 'Sightglass' }), ACCOUNT).needs;

  assert.deepEqual(need?.context, { 'cloudwatch:namespace': ['Sightglass'] });
});

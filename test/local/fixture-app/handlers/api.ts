/** Answers the fixture's routes: each does one thing that a test asks about. */
import { DynamoDBClient, GetItemCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

const dynamodb = new DynamoDBClient({});
const s3 = new S3Client({});
const sqs = new SQSClient({});
const { TABLE = '', BUCKET = '', QUEUE = '' } = process.env;

interface Event {
  readonly routeKey: string;
  readonly rawPath: string;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
  readonly pathParameters?: Readonly<Record<string, string>>;
}

const json = (statusCode: number, value: unknown) => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

const routes: Readonly<Record<string, (event: Event) => Promise<unknown>>> = {
  'PUT /items/{id}': async ({ pathParameters, body = '' }) => {
    const id = pathParameters?.['id'] ?? '';
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: `raw/${id}`, Body: body }));
    await dynamodb.send(new PutItemCommand({ TableName: TABLE, Item: { pk: { S: id }, body: { S: body } } }));
    return json(201, { id });
  },
  'GET /items/{id}': async ({ pathParameters }) => {
    const id = pathParameters?.['id'] ?? '';
    const { Item } = await dynamodb.send(new GetItemCommand({ TableName: TABLE, Key: { pk: { S: id } } }));
    if (Item === undefined) return json(404, { id });
    const object = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: `raw/${id}` }));
    return json(200, { id, row: Item['body']?.S, object: await object.Body?.transformToString(), by: Item['by']?.S });
  },
  'POST /jobs/{id}': async ({ pathParameters, body = '' }) => {
    const sent = await sqs.send(
      new SendMessageCommand({ QueueUrl: QUEUE, MessageBody: JSON.stringify({ id: pathParameters?.['id'], body }) }),
    );
    return json(202, { messageId: sent.MessageId });
  },
  // Scanning is not granted: what the handler sees is what it would see in AWS.
  'GET /denied': async () => {
    try {
      await dynamodb.send(new ScanCommand({ TableName: TABLE }));
      return json(200, { denied: false });
    } catch (error) {
      const { name, message } = error as Error;
      return json(200, { denied: true, name, message });
    }
  },
  'GET /throws': async () => {
    throw new TypeError('on purpose');
  },
  'GET /metrics': async () => {
    process.stdout.write(
      `${JSON.stringify({
        _aws: {
          Timestamp: Date.now(),
          CloudWatchMetrics: [{ Namespace: 'Fixture', Dimensions: [[]], Metrics: [{ Name: 'Asked', Unit: 'Count' }] }],
        },
        Asked: 1,
      })}\n`,
    );
    return json(200, {});
  },
};

export const handler = (event: Event): Promise<unknown> =>
  routes[event.routeKey]?.(event) ?? Promise.resolve(json(200, { ...event, pid: process.pid }));

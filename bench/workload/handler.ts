/**
 * The whole ingest function in this process, with all its wiring and no network: its AWS clients answer at once and remember what
 * they were given. What is left is our own work, from the event to the answer.
 */
import type { BatchWriteItemCommandInput, PutItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import type { Environment } from '../../functions/ingest/contract.ts';
import { createHandler } from '../../functions/ingest/handler.ts';
import { type Outside, wire } from '../../functions/ingest/wiring.ts';

export interface QuietIngest {
  /** Sends one body to `POST /v1/interactions`; returns the status and the answer. */
  readonly post: (body: string) => Promise<{ readonly statusCode: number; readonly body: string }>;
  /** Sends bytes to a route of OTLP. */
  readonly postOtlp: (path: string, body: Uint8Array, contentType: string) => Promise<{ readonly statusCode: number }>;
  /** What was written since the last time it was asked: rows, objects and lines. */
  readonly take: () => Written;
}

export interface Written {
  readonly rows: Record<string, { S?: string; N?: string; B?: Uint8Array }>[];
  readonly objects: Uint8Array[];
  readonly lines: string[];
}

const KEY = 'sg_bench_key';

export const startQuietIngest = async (): Promise<QuietIngest> => {
  let written: Written = { rows: [], objects: [], lines: [] };
  const outside = {
    dynamodb: {
      send: async ({ input, constructor: { name } }: { input: object; constructor: { name: string } }) => {
        if (name === 'PutItemCommand') written.rows.push((input as PutItemCommandInput).Item as never);
        if (name === 'BatchWriteItemCommand') {
          for (const requests of Object.values((input as BatchWriteItemCommandInput).RequestItems ?? {})) {
            for (const { PutRequest } of requests) written.rows.push(PutRequest?.Item as never);
          }
        }
        return {};
      },
    },
    s3: {
      send: async ({ input }: { input: PutObjectCommandInput }) => {
        written.objects.push(input.Body as Uint8Array);
        return {};
      },
    },
    secrets: { send: async () => ({ SecretString: 'a secret of the benchmark' }) },
    write: (line: string) => written.lines.push(line),
  } as unknown as Outside;
  const parts = await wire(ENVIRONMENT, outside);
  const grant = { project: 'bench', scopes: ['ingest'] };
  const handler = createHandler({ ...parts, keys: { find: async () => grant } as never });
  const send = (routeKey: string, contentType: string, body: string, isBase64Encoded: boolean) =>
    handler(...eventOf(routeKey, contentType, body, isBase64Encoded)) as Promise<{ statusCode: number; body: string }>;
  return {
    post: (body) => send('POST /v1/interactions', 'application/json', body, false),
    postOtlp: (path, body, contentType) =>
      send(`POST ${path}`, contentType, Buffer.from(body).toString('base64'), true),
    take: () => {
      const taken = written;
      written = { rows: [], objects: [], lines: [] };
      return taken;
    },
  };
};

type Invocation = Parameters<ReturnType<typeof createHandler>>;

const eventOf = (routeKey: string, contentType: string, body: string, isBase64Encoded: boolean): Invocation =>
  [
    {
      version: '2.0',
      routeKey,
      rawPath: routeKey.slice(5),
      rawQueryString: '',
      headers: { 'content-type': contentType, 'x-api-key': KEY },
      requestContext: { http: { method: 'POST', path: routeKey.slice(5) }, requestId: 'bench' },
      body,
      isBase64Encoded,
    },
    { getRemainingTimeInMillis: () => 20_000, awsRequestId: 'bench' },
  ] as never;

/** What Lambda hands the function for one body of interactions. */
export const quietEvent = (body: string): Invocation =>
  eventOf('POST /v1/interactions', 'application/json', body, false);

/** The environment of a function whose stage is the benchmark. */
export const ENVIRONMENT: Readonly<Record<keyof Environment, string>> = {
  STAGE: 'bench',
  TABLE_NAME: 'calls',
  BUCKET_NAME: 'archive',
  SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:key',
  METRICS_NAMESPACE: 'Sightglass/bench',
  RETENTION_DAYS: '30',
  PAYLOAD_SAMPLE_RATE: '1',
  METRIC_ENVIRONMENTS: '',
  METRIC_MODELS: '',
  METRIC_CATEGORIES: '',
};

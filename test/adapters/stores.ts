/** All stores over the real SDK clients and a local DynamoDB and S3 of their own. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { createDynamoDb } from '../../local/aws/dynamodb/dynamodb.ts';
import { createS3 } from '../../local/aws/s3/s3.ts';
import { createAuditStore } from '../../src/adapters/dynamodb/audit.ts';
import { createCallStore } from '../../src/adapters/dynamodb/call-store.ts';
import { createEraseStore } from '../../src/adapters/dynamodb/erase.ts';
import { createHistoryStore } from '../../src/adapters/dynamodb/history.ts';
import { createJobStore } from '../../src/adapters/dynamodb/job-store.ts';
import { createJudgementStore } from '../../src/adapters/dynamodb/judgement-store.ts';
import { createMachineStore } from '../../src/adapters/dynamodb/machine-store.ts';
import { createPutIf } from '../../src/adapters/dynamodb/put-if.ts';
import { createSamplingPlans } from '../../src/adapters/dynamodb/sampling-plans.ts';
import { createSettingsStore } from '../../src/adapters/dynamodb/settings-store.ts';
import { createSpendStore } from '../../src/adapters/dynamodb/spend-store.ts';
import { createSummaryStore } from '../../src/adapters/dynamodb/summary-store.ts';
import { createTable, type Table } from '../../src/adapters/dynamodb/table.ts';
import { createPacks } from '../../src/adapters/s3/packs.ts';
import { createPricer } from '../../src/domain/price/pricer.ts';
import type { CallStore } from '../../src/pipelines/ports/calls.ts';
import type { EraseStore, HistoryStore } from '../../src/pipelines/ports/history.ts';
import type { JobStore } from '../../src/pipelines/ports/jobs.ts';
import type { SpendStore } from '../../src/pipelines/ports/judge.ts';
import type { JudgementStore } from '../../src/pipelines/ports/judgements.ts';
import type { MachineStore } from '../../src/pipelines/ports/machines.ts';
import type { SamplingPlans } from '../../src/pipelines/ports/sampling.ts';
import type { AuditStore, SettingsStore } from '../../src/pipelines/ports/settings.ts';
import type { SummaryStore } from '../../src/pipelines/ports/summaries.ts';
import { NOON } from '../builders/spans.ts';
import { type ServedService, serve } from '../local/serve.ts';
import { dumpStores } from './dump.ts';

export interface Stores {
  /** What every request to the table goes through, for tests of requests that fail. */
  readonly dynamodb: DynamoDBClient;
  readonly table: Table;
  readonly calls: CallStore;
  readonly judgements: JudgementStore;
  readonly machines: MachineStore;
  readonly summaries: SummaryStore;
  readonly spend: SpendStore;
  readonly plans: SamplingPlans;
  readonly settings: SettingsStore;
  readonly audit: AuditStore;
  readonly jobs: JobStore;
  readonly history: HistoryStore;
  readonly erasing: EraseStore;
  /** Every row and object, decompressed. */
  readonly dump: () => Promise<readonly (readonly [place: string, content: string])[]>;
  readonly close: () => Promise<void>;
}

/** The table as lib/stacks/data-stack.ts makes it. */
export const TABLE = {
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' as const },
    { AttributeName: 'sk', KeyType: 'RANGE' as const },
  ],
  AttributeDefinitions: ['pk', 'sk', 'g1pk', 'g1sk'].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S' as const,
  })),
  BillingMode: 'PAY_PER_REQUEST' as const,
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-time',
      KeySchema: [
        { AttributeName: 'g1pk', KeyType: 'HASH' as const },
        { AttributeName: 'g1sk', KeyType: 'RANGE' as const },
      ],
      Projection: { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: ['s'] },
    },
  ],
};

/** A DynamoDB and an S3 for the length of a test. */
interface Aws {
  readonly dynamodb: ServedService['client'];
  readonly s3: ServedService['client'] & { readonly forcePathStyle?: boolean };
  readonly tableName: string;
  readonly bucket: string;
  readonly close: () => Promise<void>;
}

const openLocal = async (): Promise<Aws> => {
  const directory = mkdtempSync(join(tmpdir(), 'sightglass-stores-'));
  const dynamodb = await createDynamoDb({ directory, region: 'eu-west-1', accountId: '000000000000' });
  const s3 = await createS3({ directory });
  dynamodb.createTableFromTemplate('calls', TABLE);
  s3.createBucketFromTemplate('archive', {});
  const [tables, buckets] = await Promise.all([serve(dynamodb), serve(s3)]);
  return {
    dynamodb: tables.client,
    s3: buckets.client,
    tableName: 'calls',
    bucket: 'archive',
    close: async () => {
      await Promise.all([tables.stop(), buckets.stop()]);
      await Promise.all([dynamodb.close(), s3.close()]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
};

/** Someone else's AWS, as moto's server: what is true of the stores must not be a mistake that our local AWS shares with them. */
const openElsewhere = async (endpoint: string): Promise<Aws> => {
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example' };
  const client = { endpoint, region: 'us-east-1', credentials, maxAttempts: 1 };
  const name = `sightglass-test-${randomBytes(6).toString('hex')}`;
  const s3 = { ...client, forcePathStyle: true };
  await new DynamoDBClient(client).send(new CreateTableCommand({ TableName: name, ...TABLE }));
  await new S3Client(s3).send(new CreateBucketCommand({ Bucket: name }));
  return {
    dynamodb: client,
    s3,
    tableName: name,
    bucket: name,
    close: async () => {
      await new DynamoDBClient(client).send(new DeleteTableCommand({ TableName: name }));
    },
  };
};

/**
 * The clock stands still at the noon of tests unless a test has one of its own. With TEST_AWS_ENDPOINT the stores are tried against
 * what listens there instead of our local AWS.
 */
export const openStores = async (clock: () => number = () => NOON): Promise<Stores> => {
  const elsewhere = process.env['TEST_AWS_ENDPOINT'];
  const aws = elsewhere === undefined ? await openLocal() : await openElsewhere(elsewhere);
  const { tableName } = aws;
  const client = new DynamoDBClient(aws.dynamodb);
  const table = createTable(client, tableName);
  const price = createPricer();
  const bucket = new S3Client(aws.s3);
  const calls = createCallStore(table, createPacks(bucket, aws.bucket), clock, async () => price);
  const history = createHistoryStore({ dynamodb: client, tableName, s3: bucket, bucket: aws.bucket });
  return {
    dynamodb: client,
    table,
    calls,
    judgements: createJudgementStore(table),
    machines: createMachineStore(table),
    summaries: createSummaryStore(table, bucket, aws.bucket),
    settings: createSettingsStore(client, tableName),
    audit: createAuditStore(table),
    plans: createSamplingPlans(table, clock),
    spend: createSpendStore(table, createPutIf(client, tableName)),
    jobs: createJobStore(table, createPutIf(client, tableName)),
    history,
    erasing: createEraseStore({ dynamodb: client, tableName, history, calls }),
    dump: () => dumpStores(client, bucket, aws),
    close: aws.close,
  };
};

/** All stores over the real SDK clients and a local DynamoDB and S3 of their own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
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
import { createTable } from '../../src/adapters/dynamodb/table.ts';
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
import { serve } from '../local/serve.ts';
import { dumpStores } from './dump.ts';

export interface Stores {
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
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: ['pk', 'sk', 'g1pk', 'g1sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  BillingMode: 'PAY_PER_REQUEST',
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-time',
      KeySchema: [
        { AttributeName: 'g1pk', KeyType: 'HASH' },
        { AttributeName: 'g1sk', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['s'] },
    },
  ],
};

/** The clock stands still at the noon of tests unless a test has one of its own. */
export const openStores = async (clock: () => number = () => NOON): Promise<Stores> => {
  const directory = mkdtempSync(join(tmpdir(), 'sightglass-stores-'));
  const dynamodb = await createDynamoDb({ directory, region: 'eu-west-1', accountId: '000000000000' });
  const s3 = await createS3({ directory });
  dynamodb.createTableFromTemplate('calls', TABLE);
  s3.createBucketFromTemplate('archive', {});
  const [tables, buckets] = await Promise.all([serve(dynamodb), serve(s3)]);
  const client = new DynamoDBClient(tables.client);
  const table = createTable(client, 'calls');
  const price = createPricer();
  const bucket = new S3Client(buckets.client);
  const calls = createCallStore(table, createPacks(bucket, 'archive'), clock, async () => price);
  const history = createHistoryStore({ dynamodb: client, tableName: 'calls', s3: bucket, bucket: 'archive' });
  return {
    calls,
    judgements: createJudgementStore(table),
    machines: createMachineStore(table),
    summaries: createSummaryStore(table, bucket, 'archive'),
    settings: createSettingsStore(client, 'calls'),
    audit: createAuditStore(table),
    plans: createSamplingPlans(table, clock),
    spend: createSpendStore(table, createPutIf(client, 'calls')),
    jobs: createJobStore(table, createPutIf(client, 'calls')),
    history,
    erasing: createEraseStore({ dynamodb: client, tableName: 'calls', history, calls }),
    dump: () => dumpStores(client, bucket),
    close: async () => {
      await Promise.all([tables.stop(), buckets.stop()]);
      await Promise.all([dynamodb.close(), s3.close()]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
};

/** The local table and bucket in a process of their own, over a folder that outlives it; run by `fork`, told to end by `disconnect`. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { createDynamoDb } from '../../local/aws/dynamodb/dynamodb.ts';
import { createS3 } from '../../local/aws/s3/s3.ts';
import { createCallStore } from '../../src/adapters/dynamodb/call-store.ts';
import { createJudgementStore } from '../../src/adapters/dynamodb/judgement-store.ts';
import { createSummaryStore } from '../../src/adapters/dynamodb/summary-store.ts';
import { createTable } from '../../src/adapters/dynamodb/table.ts';
import { createPacks } from '../../src/adapters/s3/packs.ts';
import { TABLE } from '../../test/adapters/stores.ts';
import { type ServedService, serve } from '../../test/local/serve.ts';

/** What a process has used since it began. */
export interface Used {
  readonly cpuSeconds: number;
  readonly peakBytes: number;
}

export const usedSoFar = (): Used => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakBytes: maxRSS * 1024 };
};

/** Where the services listen. */
export interface Served {
  readonly tables: ServedService['client'];
  readonly buckets: ServedService['client'];
}

export const storesOver = ({ tables, buckets }: Served, clock: () => number) => {
  const table = createTable(new DynamoDBClient(tables), 'calls');
  const bucket = new S3Client(buckets);
  return {
    calls: createCallStore(table, createPacks(bucket, 'archive'), clock),
    judgements: createJudgementStore(table),
    summaries: createSummaryStore(table, bucket, 'archive'),
  };
};

export const serveLocally = async (directory: string): Promise<Served & { close(): Promise<void> }> => {
  const dynamodb = await createDynamoDb({ directory, region: 'eu-west-1', accountId: '000000000000' });
  const s3 = await createS3({ directory });
  dynamodb.createTableFromTemplate('calls', TABLE);
  s3.createBucketFromTemplate('archive', {});
  const [tables, buckets] = await Promise.all([serve(dynamodb), serve(s3)]);
  return {
    tables: tables.client,
    buckets: buckets.client,
    close: async () => {
      await Promise.all([tables.stop(), buckets.stop()]);
      await Promise.all([dynamodb.close(), s3.close()]);
    },
  };
};

if (import.meta.main && process.send !== undefined) {
  const served = await serveLocally(process.argv[2]!);
  process.on('message', () => process.send!(usedSoFar()));
  process.once('disconnect', () => void served.close());
  process.send({ tables: served.tables, buckets: served.buckets } satisfies Served);
}

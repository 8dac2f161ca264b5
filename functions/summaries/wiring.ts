/** Puts the summaries function together. */
import { createCloudWatchClient, createDynamoDbClient, createS3Client } from '../../src/adapters/clients.ts';
import { createPublishMetrics } from '../../src/adapters/cloudwatch/metrics.ts';
import { createCallStore } from '../../src/adapters/dynamodb/call-store.ts';
import { createJudgementStore } from '../../src/adapters/dynamodb/judgement-store.ts';
import { createSettingsReader } from '../../src/adapters/dynamodb/settings-reader.ts';
import { createSummaryStore } from '../../src/adapters/dynamodb/summary-store.ts';
import { createTable } from '../../src/adapters/dynamodb/table.ts';
import { createPacks } from '../../src/adapters/s3/packs.ts';
import { numberFrom, readEnvironment } from '../../src/adapters/system/environment.ts';
import { writeLine } from '../../src/adapters/system/output.ts';
import { DAY_MS } from '../../src/domain/call/units.ts';
import { createPricer } from '../../src/domain/price/pricer.ts';
import { countDistinct } from '../../src/domain/summarise/distinct.ts';
import { createLog, errorFields } from '../../src/lambda/log.ts';
import { createOfProject, createSettingsOf } from '../../src/pipelines/project-settings.ts';
import { createReports } from '../../src/pipelines/write-reports.ts';
import type { Environment } from './contract.ts';
import type { SummariesParts } from './handler.ts';

export const wire = async (source: Readonly<Record<string, string | undefined>>): Promise<SummariesParts> => {
  const environment = readEnvironment<Environment>(source, {
    STAGE: 'required',
    TABLE_NAME: 'required',
    BUCKET_NAME: 'required',
    METRICS_NAMESPACE: 'required',
    RETENTION_DAYS: 'required',
  });
  const clock = Date.now;
  const log = createLog(writeLine, clock);
  const table = createTable(createDynamoDbClient(), environment.TABLE_NAME);
  const s3 = createS3Client();
  const summaries = createSummaryStore(table, s3, environment.BUCKET_NAME);
  const settingsOf = createSettingsOf(createSettingsReader(table), {
    clock,
    onStale: (error) => log('WARN', 'settings-stale', errorFields(error)),
  });
  const publishMetrics = createPublishMetrics(createCloudWatchClient(), environment.METRICS_NAMESPACE);
  return {
    log,
    summarise: {
      calls: createCallStore(table, createPacks(s3, environment.BUCKET_NAME), clock),
      price: createOfProject(settingsOf, ({ prices }) => createPricer(prices)),
      judgements: createJudgementStore(table),
      summaries,
      clock,
      retentionMs: numberFrom(environment, 'RETENTION_DAYS', { min: 1, max: 36_500 }) * DAY_MS,
      report: createReports(summaries),
      publish: async ({ kind }, { figures }, waiting) => {
        const sessions = kind === 'hour' ? { ActiveSessions: countDistinct(figures.sessions).count } : {};
        await publishMetrics({ SummariesWritten: 1, ...sessions }, clock(), waiting);
      },
    },
  };
};

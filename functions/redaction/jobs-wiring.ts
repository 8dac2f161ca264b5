/** Puts together what the redaction function needs for jobs: their stores, their queue, and every kind that there is. */
import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createComprehendClient, createS3Client, createSqsClient } from '../../src/adapters/clients.ts';
import { createPiiDetector } from '../../src/adapters/comprehend/pii-detector.ts';
import { createEraseStore } from '../../src/adapters/dynamodb/erase.ts';
import { createHistoryStore } from '../../src/adapters/dynamodb/history.ts';
import { createJobStore } from '../../src/adapters/dynamodb/job-store.ts';
import { projectsWithKeys } from '../../src/adapters/dynamodb/key-store.ts';
import { createPutIf } from '../../src/adapters/dynamodb/put-if.ts';
import { createReadPayloads } from '../../src/adapters/dynamodb/read.ts';
import { createRowsByPosting } from '../../src/adapters/dynamodb/rows-by-posting.ts';
import { createSpendStore } from '../../src/adapters/dynamodb/spend-store.ts';
import { createTable } from '../../src/adapters/dynamodb/table.ts';
import { createPacks } from '../../src/adapters/s3/packs.ts';
import { createJobQueue } from '../../src/adapters/sqs/job-queue.ts';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import type { Keyed } from '../../src/domain/call/keyed.ts';
import { createPricer } from '../../src/domain/price/pricer.ts';
import type { Redactor } from '../../src/domain/redact/redactor.ts';
import type { ProjectSettings } from '../../src/domain/settings/settings.ts';
import type { Log } from '../../src/lambda/log.ts';
import { runDaily } from '../../src/pipelines/jobs/daily-jobs.ts';
import type { JobKind } from '../../src/pipelines/jobs/kind.ts';
import { createDeep } from '../../src/pipelines/jobs/kinds/deep.ts';
import { createErase } from '../../src/pipelines/jobs/kinds/erase.ts';
import { createRedactAgain } from '../../src/pipelines/jobs/kinds/redact-again.ts';
import { createReprice } from '../../src/pipelines/jobs/kinds/reprice.ts';
import type { AuditStore, SettingsReader } from '../../src/pipelines/ports/settings.ts';
import type { Clock } from '../../src/pipelines/ports/time.ts';
import { createOfProject, createSettingsOf } from '../../src/pipelines/project-settings.ts';
import { type Environment, MAX_RECEIVES } from './contract.ts';
import type { DailyHandlerParts } from './daily-handler.ts';
import type { JobsParts } from './jobs-answers.ts';
import type { QueueHandlerParts } from './queue-handler.ts';

/** A step reads on for this long; what it has begun then is finished well within the function's 25 s. */
const STEP_MS = 8_000;

export interface JobsWiring {
  readonly environment: Environment;
  readonly stageDays: number;
  readonly dynamodb: DynamoDBClient;
  readonly settings: SettingsReader;
  readonly audit: AuditStore;
  readonly keyed: Keyed;
  readonly redactorFor: (settings: ProjectSettings, project: ProjectId) => { readonly redactor: Redactor };
  readonly clock: Clock;
  readonly log: Log;
}

export const wireJobs = ({
  environment: { TABLE_NAME: tableName, BUCKET_NAME: bucket, JOBS_QUEUE_URL },
  stageDays,
  dynamodb,
  settings,
  audit,
  keyed,
  redactorFor,
  clock,
  log,
}: JobsWiring): { readonly jobs: JobsParts; readonly queue: QueueHandlerParts; readonly daily: DailyHandlerParts } => {
  const s3 = createS3Client();
  const table = createTable(dynamodb, tableName);
  const putIf = createPutIf(dynamodb, tableName);
  const jobs = createJobStore(table, putIf);
  const queue = createJobQueue(createSqsClient(), JOBS_QUEUE_URL);
  const history = createHistoryStore({ dynamodb, tableName, s3, bucket });
  const calls = {
    readPayloads: createReadPayloads(createPacks(s3, bucket, { mayList: true })),
    rowsByPosting: createRowsByPosting(table, clock),
  };
  // A job that brings a policy to what is stored must not work under an older one.
  const settingsOf = createSettingsOf(settings, { clock, freshMs: 0, staleMs: 0, onStale: () => undefined });
  const kinds: readonly JobKind[] = [
    createRedactAgain({ settings, stepsOf: createOfProject(settingsOf, redactorFor), keyed }),
    createReprice({ stepsOf: createOfProject(settingsOf, ({ prices }) => ({ price: createPricer(prices) })) }),
    createErase({
      erasing: createEraseStore({ dynamodb, tableName, history, calls }),
      calls,
      keyed,
      stepsOf: createOfProject(settingsOf, redactorFor),
      clock,
    }),
    createDeep({
      settingsOf,
      detector: createPiiDetector(createComprehendClient()),
      spend: createSpendStore(table, putIf),
      clock,
    }),
  ];
  const start = {
    jobs,
    queue,
    audit,
    kinds,
    keptDaysOf: async (project: ProjectId, waiting: object) =>
      Math.max(stageDays, (await settingsOf(project, waiting)).retention.days ?? 0),
  };
  const daily = { ...start, settingsOf, projects: () => projectsWithKeys(table) };
  return {
    jobs: { ...start, clock },
    queue: {
      log,
      maxReceives: MAX_RECEIVES,
      work: {
        jobs,
        queue,
        kinds,
        clock,
        history,
        calls,
        stepMs: STEP_MS,
      },
    },
    daily: {
      log,
      runDaily: (waiting) =>
        runDaily(daily, { at: clock(), uniqueOf: () => randomUUID().replaceAll('-', '').slice(0, 12) }, waiting),
    },
  };
};

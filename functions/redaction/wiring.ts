/** Puts the redaction function together. */
import {
  createDynamoDbClient,
  createS3Client,
  createSecretsManagerClient,
  createSqsClient,
} from '../../src/adapters/clients.ts';
import { createAuditStore } from '../../src/adapters/dynamodb/audit.ts';
import { createHistoryStore } from '../../src/adapters/dynamodb/history.ts';
import { createJobStore } from '../../src/adapters/dynamodb/job-store.ts';
import { createKeyStore } from '../../src/adapters/dynamodb/key-store.ts';
import { createPutIf } from '../../src/adapters/dynamodb/put-if.ts';
import { createReadPayloads } from '../../src/adapters/dynamodb/read.ts';
import { createSettingsStore } from '../../src/adapters/dynamodb/settings-store.ts';
import { createTable } from '../../src/adapters/dynamodb/table.ts';
import { readNames } from '../../src/adapters/files/name-model.ts';
import { createPacks } from '../../src/adapters/s3/packs.ts';
import { readSecret } from '../../src/adapters/secretsmanager/secret.ts';
import { createJobQueue } from '../../src/adapters/sqs/job-queue.ts';
import { listFrom, numberFrom, readEnvironment } from '../../src/adapters/system/environment.ts';
import { writeLine } from '../../src/adapters/system/output.ts';
import { REDACTION_OPTIONS } from '../../src/adapters/system/redaction-options.ts';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { createKeyed } from '../../src/domain/call/keyed.ts';
import { boundedNames } from '../../src/domain/measure/bounded-names.ts';
import { measureRequest } from '../../src/domain/measure/measure.ts';
import { createPricer } from '../../src/domain/price/pricer.ts';
import { compilePattern } from '../../src/domain/redact/policy/re2.ts';
import { countByType } from '../../src/domain/redact/redact-fields.ts';
import { createRedactor } from '../../src/domain/redact/redactor.ts';
import { createSections } from '../../src/domain/settings/read-settings.ts';
import type { ProjectSettings } from '../../src/domain/settings/settings.ts';
import { createLog, errorFields } from '../../src/lambda/log.ts';
import { logRedactionFailures } from '../../src/lambda/redaction-failure-log.ts';
import { createRedactAgain } from '../../src/pipelines/jobs/kinds/redact-again.ts';
import { createReprice } from '../../src/pipelines/jobs/kinds/reprice.ts';
import { createOfProject, createSettingsOf } from '../../src/pipelines/project-settings.ts';
import { type Environment, MAX_RECEIVES } from './contract.ts';
import type { RedactionParts } from './handler.ts';
import type { QueueHandlerParts } from './queue-handler.ts';

/** A step reads on for this long; what it has begun then is finished well within the function's 25 s. */
const STEP_MS = 8_000;

export const wire = async (
  source: Readonly<Record<string, string | undefined>>,
): Promise<RedactionParts & { readonly queue: QueueHandlerParts }> => {
  const environment = readEnvironment<Environment>(source, {
    STAGE: 'required',
    TABLE_NAME: 'required',
    SECRET_ARN: 'required',
    BUCKET_NAME: 'required',
    JOBS_QUEUE_URL: 'required',
    RETENTION_DAYS: 'required',
    METRICS_NAMESPACE: 'required',
    METRIC_CATEGORIES: 'may-be-empty',
  });
  const clock = Date.now;
  const log = createLog(writeLine, clock);
  const stageDays = numberFrom(environment, 'RETENTION_DAYS', { min: 1, max: 36_500 });
  const { TABLE_NAME: tableName, BUCKET_NAME: bucket } = environment;
  const names = readNames();
  const [dynamodb, s3] = [createDynamoDbClient(), createS3Client()];
  const keyed = createKeyed(await readSecret(createSecretsManagerClient(), environment.SECRET_ARN));
  const table = createTable(dynamodb, tableName);
  const settings = createSettingsStore(dynamodb, tableName);
  const audit = createAuditStore(table);
  const settingsOf = createSettingsOf(settings, {
    clock,
    onStale: (error) => log('WARN', 'settings-stale', errorFields(error)),
  });
  const settingsNow = createSettingsOf(settings, {
    clock,
    freshMs: 0,
    onStale: () => {
      throw new Error('the settings of a project are out of reach');
    },
  });
  const redactorFor = ({ redaction }: ProjectSettings, project: ProjectId) => ({
    redactor: createRedactor(redaction, {
      ...REDACTION_OPTIONS,
      names,
      compilePattern,
      hashKey: keyed.redactionKey(project),
      onFailure: logRedactionFailures(log),
    }),
  });
  const stepsOf = createOfProject(settingsOf, redactorFor);

  const jobs = createJobStore(table, createPutIf(dynamodb, tableName));
  const queue = createJobQueue(createSqsClient(), environment.JOBS_QUEUE_URL);
  const kinds = [
    createRedactAgain({ settings, stepsOf: createOfProject(settingsNow, redactorFor), keyed }),
    createReprice({ stepsOf: createOfProject(settingsNow, ({ prices }) => ({ price: createPricer(prices) })) }),
  ];

  const none = boundedNames([]);
  const categories = boundedNames(listFrom(environment.METRIC_CATEGORIES));
  const measuring = { namespace: environment.METRICS_NAMESPACE, environments: none, models: none, categories };
  return {
    keys: createKeyStore(table),
    clock,
    log,
    stepsOf,
    settings: { settings, sections: createSections(compilePattern), audit, clock },
    jobs: {
      jobs,
      queue,
      audit,
      kinds,
      clock,
      keptDaysOf: async (project, waiting) =>
        Math.max(stageDays, (await settingsNow(project, waiting)).retention.days ?? 0),
    },
    queue: {
      log,
      maxReceives: MAX_RECEIVES,
      work: {
        jobs,
        queue,
        kinds,
        clock,
        history: createHistoryStore({ dynamodb, tableName, s3, bucket }),
        calls: { readPayloads: createReadPayloads(createPacks(s3, bucket)) },
        stepMs: STEP_MS,
      },
    },
    measure: (findings, failed) => {
      const about = { redactions: countByType(findings) ?? {}, redactionFailures: failed ? 1 : 0 };
      for (const line of measureRequest(about, { ...measuring, at: clock() })) writeLine(`${line}\n`);
    },
  };
};

/** Puts the redaction function together. */
import { createDynamoDbClient, createSecretsManagerClient } from '../../src/adapters/clients.ts';
import { createAuditStore } from '../../src/adapters/dynamodb/audit.ts';
import { createKeyStore } from '../../src/adapters/dynamodb/key-store.ts';
import { createSettingsStore } from '../../src/adapters/dynamodb/settings-store.ts';
import { createTable } from '../../src/adapters/dynamodb/table.ts';
import { readNames } from '../../src/adapters/files/name-model.ts';
import { beginSecret } from '../../src/adapters/secretsmanager/secret.ts';
import { daysFrom, listFrom, readEnvironment } from '../../src/adapters/system/environment.ts';
import { writeLine } from '../../src/adapters/system/output.ts';
import { REDACTION_OPTIONS } from '../../src/adapters/system/redaction-options.ts';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { createKeyed } from '../../src/domain/call/keyed.ts';
import { boundedNames } from '../../src/domain/measure/bounded-names.ts';
import { measureRequest } from '../../src/domain/measure/measure.ts';
import { prepareTopics } from '../../src/domain/redact/context/topics.ts';
import { compilePattern } from '../../src/domain/redact/policy/re2.ts';
import { countByType } from '../../src/domain/redact/redact-fields.ts';
import { createRedactor } from '../../src/domain/redact/redactor.ts';
import { createSections } from '../../src/domain/settings/read-settings.ts';
import type { ProjectSettings } from '../../src/domain/settings/settings.ts';
import { createLog } from '../../src/lambda/log.ts';
import { logRedactionFailures } from '../../src/lambda/redaction-failure-log.ts';
import { logStaleSettings } from '../../src/lambda/stale-settings-log.ts';
import { createOfProject, createSettingsOf } from '../../src/pipelines/project-settings.ts';
import type { Environment } from './contract.ts';
import type { RedactionParts } from './handler.ts';
import { wireJobs } from './jobs-wiring.ts';

export const wire = async (
  source: Readonly<Record<string, string | undefined>>,
): Promise<RedactionParts & ReturnType<typeof wireJobs>> => {
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
  const secret = await beginSecret(createSecretsManagerClient(), environment.SECRET_ARN);
  const clock = Date.now;
  const log = createLog(writeLine, clock);
  const stageDays = daysFrom(environment, 'RETENTION_DAYS');
  const tableName = environment.TABLE_NAME;
  const names = readNames();
  prepareTopics();
  const dynamodb = createDynamoDbClient();
  const keyed = createKeyed(await secret());
  const table = createTable(dynamodb, tableName);
  const settings = createSettingsStore(dynamodb, tableName);
  const audit = createAuditStore(table);
  const settingsOf = createSettingsOf(settings, {
    clock,
    onStale: logStaleSettings(log),
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

  const none = boundedNames([]);
  const categories = boundedNames(listFrom(environment.METRIC_CATEGORIES));
  const measuring = { namespace: environment.METRICS_NAMESPACE, environments: none, models: none, categories };
  return {
    keys: createKeyStore(table),
    clock,
    log,
    stepsOf,
    settings: { settings, sections: createSections(compilePattern), audit, clock },
    ...wireJobs({ environment, stageDays, dynamodb, settings, audit, keyed, redactorFor, clock, log }),
    measure: (findings, failed) => {
      const about = { redactions: countByType(findings) ?? {}, redactionFailures: failed ? 1 : 0 };
      for (const line of measureRequest(about, { ...measuring, at: clock() })) writeLine(`${line}\n`);
    },
  };
};

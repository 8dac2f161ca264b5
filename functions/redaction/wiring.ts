/** Puts the redaction function together. */
import { createDynamoDbClient, createSecretsManagerClient } from '../../src/adapters/clients.ts';
import { createAuditStore } from '../../src/adapters/dynamodb/audit.ts';
import { createKeyStore } from '../../src/adapters/dynamodb/key-store.ts';
import { createSettingsStore } from '../../src/adapters/dynamodb/settings-store.ts';
import { createTable } from '../../src/adapters/dynamodb/table.ts';
import { readNames } from '../../src/adapters/files/name-model.ts';
import { readSecret } from '../../src/adapters/secretsmanager/secret.ts';
import { readEnvironment } from '../../src/adapters/system/environment.ts';
import { writeLine } from '../../src/adapters/system/output.ts';
import { REDACTION_OPTIONS } from '../../src/adapters/system/redaction-options.ts';
import { createKeyed } from '../../src/domain/call/keyed.ts';
import { boundedNames } from '../../src/domain/measure/bounded-names.ts';
import { measureRequest } from '../../src/domain/measure/measure.ts';
import { compilePattern } from '../../src/domain/redact/policy/re2.ts';
import { countByType } from '../../src/domain/redact/redact-fields.ts';
import { createRedactor } from '../../src/domain/redact/redactor.ts';
import { createSections } from '../../src/domain/settings/read-settings.ts';
import { createLog, errorFields } from '../../src/lambda/log.ts';
import { createOfProject, createSettingsOf } from '../../src/pipelines/project-settings.ts';
import type { Environment } from './contract.ts';
import type { RedactionParts } from './handler.ts';

export const wire = async (source: Readonly<Record<string, string | undefined>>): Promise<RedactionParts> => {
  const environment = readEnvironment<Environment>(source, {
    STAGE: 'required',
    TABLE_NAME: 'required',
    SECRET_ARN: 'required',
    METRICS_NAMESPACE: 'required',
  });
  const clock = Date.now;
  const names = readNames();
  const keyed = createKeyed(await readSecret(createSecretsManagerClient(), environment.SECRET_ARN));
  const log = createLog(writeLine, clock);
  const client = createDynamoDbClient();
  const table = createTable(client, environment.TABLE_NAME);
  const settingsStore = createSettingsStore(client, environment.TABLE_NAME);
  const settingsOf = createSettingsOf(settingsStore, {
    clock,
    onStale: (error) => log('WARN', 'settings-stale', errorFields(error)),
  });
  const none = boundedNames([]);
  const settings = { namespace: environment.METRICS_NAMESPACE, environments: none, models: none, categories: none };
  return {
    keys: createKeyStore(table),
    clock,
    log,
    redactorOf: createOfProject(settingsOf, ({ redaction }, project) =>
      createRedactor(redaction, {
        ...REDACTION_OPTIONS,
        names,
        compilePattern,
        hashKey: keyed.redactionKey(project),
      }),
    ),
    settings: {
      settings: settingsStore,
      sections: createSections(compilePattern),
      audit: createAuditStore(table),
      clock,
    },
    measure: (findings, failed) => {
      const about = { redactions: countByType(findings) ?? {}, redactionFailures: failed ? 1 : 0 };
      for (const line of measureRequest(about, { ...settings, at: clock() })) writeLine(`${line}\n`);
    },
  };
};

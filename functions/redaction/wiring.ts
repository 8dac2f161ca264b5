/** Puts the redaction function together. */
import { createDynamoDbClient } from '../../src/adapters/clients.ts';
import { createKeyStore } from '../../src/adapters/dynamodb/key-store.ts';
import { createTable } from '../../src/adapters/dynamodb/table.ts';
import { readNames } from '../../src/adapters/files/name-model.ts';
import { readEnvironment } from '../../src/adapters/system/environment.ts';
import { writeLine } from '../../src/adapters/system/output.ts';
import { REDACTION_OPTIONS } from '../../src/adapters/system/redaction-options.ts';
import { boundedNames } from '../../src/domain/measure/bounded-names.ts';
import { measureRequest } from '../../src/domain/measure/measure.ts';
import { countByType } from '../../src/domain/redact/redact-fields.ts';
import { createRedactor, DEFAULT_POLICY } from '../../src/domain/redact/redactor.ts';
import { createLog } from '../../src/lambda/log.ts';
import type { Environment } from './contract.ts';
import type { RedactionParts } from './handler.ts';

export const wire = async (source: Readonly<Record<string, string | undefined>>): Promise<RedactionParts> => {
  const environment = readEnvironment<Environment>(source, {
    STAGE: 'required',
    TABLE_NAME: 'required',
    METRICS_NAMESPACE: 'required',
  });
  const clock = Date.now;
  const redactor = createRedactor(DEFAULT_POLICY, { ...REDACTION_OPTIONS, names: readNames() });
  const none = boundedNames([]);
  const settings = { namespace: environment.METRICS_NAMESPACE, environments: none, models: none, categories: none };
  return {
    keys: createKeyStore(createTable(createDynamoDbClient(), environment.TABLE_NAME)),
    clock,
    log: createLog(writeLine, clock),
    redactorOf: () => redactor,
    measure: (findings, failed) => {
      const about = { redactions: countByType(findings) ?? {}, redactionFailures: failed ? 1 : 0 };
      for (const line of measureRequest(about, { ...settings, at: clock() })) writeLine(`${line}\n`);
    },
  };
};

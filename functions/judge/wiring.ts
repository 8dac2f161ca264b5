/** Puts the judge function together. */
import { createConverse } from '../../src/adapters/bedrock/converse.ts';
import { createDynamoDbClient, createS3Client, createSecretsManagerClient } from '../../src/adapters/clients.ts';
import { createCallStore } from '../../src/adapters/dynamodb/call-store.ts';
import { createJudgementStore } from '../../src/adapters/dynamodb/judgement-store.ts';
import { createPutIf } from '../../src/adapters/dynamodb/put-if.ts';
import { createSettingsReader } from '../../src/adapters/dynamodb/settings-reader.ts';
import { createSpendStore } from '../../src/adapters/dynamodb/spend-store.ts';
import { createTable } from '../../src/adapters/dynamodb/table.ts';
import { readNames } from '../../src/adapters/files/name-model.ts';
import { createPacks } from '../../src/adapters/s3/packs.ts';
import { beginSecret } from '../../src/adapters/secretsmanager/secret.ts';
import { daysFrom, listFrom, readEnvironment } from '../../src/adapters/system/environment.ts';
import { writeLine } from '../../src/adapters/system/output.ts';
import { REDACTION_OPTIONS } from '../../src/adapters/system/redaction-options.ts';
import { createKeyed } from '../../src/domain/call/keyed.ts';
import { DAY_MS } from '../../src/domain/call/units.ts';
import { measureJudging } from '../../src/domain/measure/measure-judging.ts';
import { createPricer } from '../../src/domain/price/pricer.ts';
import { prepareTopics } from '../../src/domain/redact/context/topics.ts';
import { compilePattern } from '../../src/domain/redact/policy/re2.ts';
import { createRedactor } from '../../src/domain/redact/redactor.ts';
import { createLog } from '../../src/lambda/log.ts';
import { logRedactionFailures } from '../../src/lambda/redaction-failure-log.ts';
import { logStaleSettings } from '../../src/lambda/stale-settings-log.ts';
import { createOfProject, createSettingsOf } from '../../src/pipelines/project-settings.ts';
import type { Environment } from './contract.ts';
import type { JudgeHandlerParts } from './handler.ts';

export const wire = async (source: Readonly<Record<string, string | undefined>>): Promise<JudgeHandlerParts> => {
  const environment = readEnvironment<Environment>(source, {
    STAGE: 'required',
    TABLE_NAME: 'required',
    BUCKET_NAME: 'required',
    SECRET_ARN: 'required',
    METRICS_NAMESPACE: 'required',
    RETENTION_DAYS: 'required',
    JUDGE_MODELS: 'required',
  });
  const secret = await beginSecret(createSecretsManagerClient(), environment.SECRET_ARN);
  const clock = Date.now;
  const log = createLog(writeLine, clock);
  const dynamodb = createDynamoDbClient();
  const table = createTable(dynamodb, environment.TABLE_NAME);
  const packs = createPacks(createS3Client(), environment.BUCKET_NAME);
  const names = readNames();
  prepareTopics();
  const keyed = createKeyed(await secret());
  const retentionDays = daysFrom(environment, 'RETENTION_DAYS');
  const settingsOf = createSettingsOf(createSettingsReader(table), {
    clock,
    onStale: logStaleSettings(log),
  });
  return {
    log,
    judge: {
      calls: createCallStore(table, packs, clock),
      judgements: createJudgementStore(table),
      spend: createSpendStore(table, createPutIf(dynamodb, environment.TABLE_NAME)),
      stepsOf: createOfProject(settingsOf, ({ redaction, assess, judge, prices, retention }, project) => ({
        judge,
        assess,
        redactor: createRedactor(redaction, {
          ...REDACTION_OPTIONS,
          names,
          compilePattern,
          hashKey: keyed.redactionKey(project),
          onFailure: logRedactionFailures(log),
        }),
        price: createPricer(prices),
        retentionMs: (retention.days ?? retentionDays) * DAY_MS,
      })),
      converse: createConverse(source, clock),
      clock,
      allowedModels: listFrom(environment.JUDGE_MODELS),
    },
    measure: (judged, failures) => {
      const line = measureJudging(judged, failures, { namespace: environment.METRICS_NAMESPACE, at: clock() });
      if (line !== undefined) writeLine(`${line}\n`);
    },
  };
};

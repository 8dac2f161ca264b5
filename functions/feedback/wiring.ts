/** Puts the feedback function together. */
import { createDynamoDbClient, createS3Client, createSecretsManagerClient } from '../../src/adapters/clients.ts';
import { createCallStore } from '../../src/adapters/dynamodb/call-store.ts';
import { createJudgementStore } from '../../src/adapters/dynamodb/judgement-store.ts';
import { createKeyStore } from '../../src/adapters/dynamodb/key-store.ts';
import { createSettingsReader } from '../../src/adapters/dynamodb/settings-reader.ts';
import { createTable } from '../../src/adapters/dynamodb/table.ts';
import { readNames } from '../../src/adapters/files/name-model.ts';
import { createPacks } from '../../src/adapters/s3/packs.ts';
import { beginSecret } from '../../src/adapters/secretsmanager/secret.ts';
import { daysFrom, listFrom, readEnvironment } from '../../src/adapters/system/environment.ts';
import { writeLine } from '../../src/adapters/system/output.ts';
import { REDACTION_OPTIONS } from '../../src/adapters/system/redaction-options.ts';
import { thresholdOf } from '../../src/domain/assess/settings.ts';
import { createKeyed } from '../../src/domain/call/keyed.ts';
import { DAY_MS } from '../../src/domain/call/units.ts';
import { boundedNames } from '../../src/domain/measure/bounded-names.ts';
import { measureFeedback } from '../../src/domain/measure/measure.ts';
import { prepareTopics } from '../../src/domain/redact/context/topics.ts';
import { compilePattern } from '../../src/domain/redact/policy/re2.ts';
import { createRedactor } from '../../src/domain/redact/redactor.ts';
import { DEFAULT_POLICY as KEEP_ALL } from '../../src/domain/sampling/policy.ts';
import { createLog } from '../../src/lambda/log.ts';
import { logRedactionFailures } from '../../src/lambda/redaction-failure-log.ts';
import { logStaleSettings } from '../../src/lambda/stale-settings-log.ts';
import type { FeedbackParts } from '../../src/pipelines/feedback.ts';
import { createKeepScores } from '../../src/pipelines/keep-langfuse-scores.ts';
import { createOfProject, createSettingsOf } from '../../src/pipelines/project-settings.ts';
import type { Environment } from './contract.ts';
import type { FeedbackHandlerParts } from './handler.ts';

export const wire = async (source: Readonly<Record<string, string | undefined>>): Promise<FeedbackHandlerParts> => {
  const environment = readEnvironment<Environment>(source, {
    STAGE: 'required',
    TABLE_NAME: 'required',
    BUCKET_NAME: 'required',
    SECRET_ARN: 'required',
    METRICS_NAMESPACE: 'required',
    METRIC_CATEGORIES: 'may-be-empty',
    RETENTION_DAYS: 'required',
  });
  const secret = await beginSecret(createSecretsManagerClient(), environment.SECRET_ARN);
  const clock = Date.now;
  const table = createTable(createDynamoDbClient(), environment.TABLE_NAME);
  const packs = createPacks(createS3Client(), environment.BUCKET_NAME);
  const names = readNames();
  prepareTopics();
  const keyed = createKeyed(await secret());
  const log = createLog(writeLine, clock);
  const settingsOf = createSettingsOf(createSettingsReader(table), {
    clock,
    onStale: logStaleSettings(log),
  });
  const retentionDays = daysFrom(environment, 'RETENTION_DAYS');
  const none = boundedNames([]);
  const categories = boundedNames(listFrom(environment.METRIC_CATEGORIES));
  const settings = { namespace: environment.METRICS_NAMESPACE, environments: none, models: none, categories };
  const judging: FeedbackParts = {
    calls: createCallStore(table, packs, clock),
    judgements: createJudgementStore(table),
    keyed,
    stepsOf: createOfProject(settingsOf, ({ redaction, assess, retention, sampling }, project) => ({
      redactor: createRedactor(redaction, {
        ...REDACTION_OPTIONS,
        names,
        compilePattern,
        hashKey: keyed.redactionKey(project),
        onFailure: logRedactionFailures(log),
      }),
      thresholdOf: (dimension) => thresholdOf(assess, dimension),
      retentionMs: (retention.days ?? retentionDays) * DAY_MS,
      holdMs: sampling.holdMs ?? KEEP_ALL.holdMs,
    })),
  };
  return {
    keys: createKeyStore(table),
    clock,
    log,
    keyed,
    feedback: judging,
    keepScores: createKeepScores({
      ...judging,
      measure: (feedback, at) => {
        if (feedback.length === 0) return;
        for (const line of measureFeedback(feedback, {}, { ...settings, at })) writeLine(`${line}\n`);
      },
    }),
    measure: (feedback, redactions) => {
      const lines = measureFeedback([feedback], { redactions }, { ...settings, at: clock() });
      for (const line of lines) writeLine(`${line}\n`);
    },
  };
};

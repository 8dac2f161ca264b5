/** Puts the query function together. */
import { createDynamoDbClient, createS3Client, createSecretsManagerClient } from '../../src/adapters/clients.ts';
import { createCallStore } from '../../src/adapters/dynamodb/call-store.ts';
import { createJudgementStore } from '../../src/adapters/dynamodb/judgement-store.ts';
import { createKeyStore } from '../../src/adapters/dynamodb/key-store.ts';
import { createSettingsReader } from '../../src/adapters/dynamodb/settings-reader.ts';
import { createSummaryStore } from '../../src/adapters/dynamodb/summary-store.ts';
import { createTable } from '../../src/adapters/dynamodb/table.ts';
import { createPacks } from '../../src/adapters/s3/packs.ts';
import { beginSecret } from '../../src/adapters/secretsmanager/secret.ts';
import { readEnvironment } from '../../src/adapters/system/environment.ts';
import { writeLine } from '../../src/adapters/system/output.ts';
import { REDACTION_OPTIONS } from '../../src/adapters/system/redaction-options.ts';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { createKeyed } from '../../src/domain/call/keyed.ts';
import { createPricer } from '../../src/domain/price/pricer.ts';
import { compilePattern } from '../../src/domain/redact/policy/re2.ts';
import { redactIdentifier } from '../../src/domain/redact/redact-span.ts';
import { createRedactor } from '../../src/domain/redact/redactor.ts';
import { createLog } from '../../src/lambda/log.ts';
import { logStaleSettings } from '../../src/lambda/stale-settings-log.ts';
import { createExposition } from '../../src/pipelines/expose-metrics.ts';
import type { Waiting } from '../../src/pipelines/ports/time.ts';
import { createOfProject, createSettingsOf } from '../../src/pipelines/project-settings.ts';
import type { Environment } from './contract.ts';
import type { QueryHandlerParts } from './handler.ts';
import openApi from './openapi.json' with { type: 'json' };

/** A pseudonym as we show it: callers may ask by it as well as by the id itself. */
const PSEUDONYM = /^u_[a-z2-7]{26}$/;

export const wire = async (source: Readonly<Record<string, string | undefined>>): Promise<QueryHandlerParts> => {
  const environment = readEnvironment<Environment>(source, {
    STAGE: 'required',
    TABLE_NAME: 'required',
    BUCKET_NAME: 'required',
    SECRET_ARN: 'required',
  });
  const secret = await beginSecret(createSecretsManagerClient(), environment.SECRET_ARN);
  const clock = Date.now;
  const log = createLog(writeLine, clock);
  const table = createTable(createDynamoDbClient(), environment.TABLE_NAME);
  const s3 = createS3Client();
  const keyed = createKeyed(await secret());
  const settingsOf = createSettingsOf(createSettingsReader(table), {
    clock,
    onStale: logStaleSettings(log),
  });
  const price = createOfProject(settingsOf, ({ prices }) => createPricer(prices));
  // Of ids only labels are redacted: without names and media the redactor needs neither model nor key.
  const redactorOf = createOfProject(settingsOf, ({ redaction }) =>
    createRedactor(redaction, { ...REDACTION_OPTIONS, compilePattern }),
  );
  const storedIn = async (project: ProjectId, waiting: Waiting) => {
    const redactor = await redactorOf(project, waiting);
    return (id: string): string => redactIdentifier(id, { project, redactor, keyed });
  };
  const calls = createCallStore(table, createPacks(s3, environment.BUCKET_NAME), clock, price);
  const judgements = createJudgementStore(table);
  const summaries = createSummaryStore(table, s3, environment.BUCKET_NAME);
  return {
    keys: createKeyStore(table),
    clock,
    zoneOf: async (project, waiting) => (await settingsOf(project, waiting)).summaries.timeZone,
    log,
    calls,
    judgements,
    summaries,
    exposition: createExposition({ calls, judgements, summaries, clock }),
    keyed,
    identifier: async (project, id, waiting) => (await storedIn(project, waiting))(id),
    idsOf: async (project, waiting) => ({
      user: (id) => (PSEUDONYM.test(id) ? id : keyed.user(project, id)),
      identifier: await storedIn(project, waiting),
    }),
    stage: environment.STAGE,
    version: openApi.info.version,
    openApi,
  };
};

/** Puts the ingest function together: environment → clients → stores → the path. */
import { createDynamoDbClient, createS3Client, createSecretsManagerClient } from '../../src/adapters/clients.ts';
import { createCallStore } from '../../src/adapters/dynamodb/call-store.ts';
import { createJudgementStore } from '../../src/adapters/dynamodb/judgement-store.ts';
import { createKeyStore } from '../../src/adapters/dynamodb/key-store.ts';
import { createMachineStore } from '../../src/adapters/dynamodb/machine-store.ts';
import { createSamplingPlans } from '../../src/adapters/dynamodb/sampling-plans.ts';
import { createSettingsReader } from '../../src/adapters/dynamodb/settings-reader.ts';
import { createTable } from '../../src/adapters/dynamodb/table.ts';
import { readNames } from '../../src/adapters/files/name-model.ts';
import { createPacks } from '../../src/adapters/s3/packs.ts';
import { beginSecret } from '../../src/adapters/secretsmanager/secret.ts';
import { daysFrom, listFrom, numberFrom, readEnvironment } from '../../src/adapters/system/environment.ts';
import { writeLine } from '../../src/adapters/system/output.ts';
import { REDACTION_OPTIONS } from '../../src/adapters/system/redaction-options.ts';
import { createAssessor, prepareAssessors } from '../../src/domain/assess/assess.ts';
import { thresholdOf } from '../../src/domain/assess/settings.ts';
import { createKeyed } from '../../src/domain/call/keyed.ts';
import { DAY_MS } from '../../src/domain/call/units.ts';
import { boundedNames } from '../../src/domain/measure/bounded-names.ts';
import { measure, measureFeedback } from '../../src/domain/measure/measure.ts';
import { measureResources } from '../../src/domain/measure/measure-resources.ts';
import { createPricer } from '../../src/domain/price/pricer.ts';
import { prepareTopics } from '../../src/domain/redact/context/topics.ts';
import { compilePattern } from '../../src/domain/redact/policy/re2.ts';
import { createRedactor } from '../../src/domain/redact/redactor.ts';
import { decide } from '../../src/domain/sampling/decide.ts';
import { DEFAULT_POLICY as KEEP_ALL } from '../../src/domain/sampling/policy.ts';
import { createLog, errorFields } from '../../src/lambda/log.ts';
import { logRedactionFailures } from '../../src/lambda/redaction-failure-log.ts';
import { logStaleSettings } from '../../src/lambda/stale-settings-log.ts';
import { createIngest, type ProjectSteps } from '../../src/pipelines/ingest.ts';
import { createIngestInteractions } from '../../src/pipelines/ingest-interactions.ts';
import { createIngestLangfuse } from '../../src/pipelines/ingest-langfuse.ts';
import { createIngestOtlp } from '../../src/pipelines/ingest-otlp.ts';
import type { JudgementSteps } from '../../src/pipelines/keep-judgements.ts';
import { withPlannedSampling } from '../../src/pipelines/planned-sampling.ts';
import type { KeptFeedback } from '../../src/pipelines/ports/judgements.ts';
import { createOfProject, createSettingsOf } from '../../src/pipelines/project-settings.ts';
import type { Environment } from './contract.ts';
import type { IngestParts } from './handler.ts';

/** What the path reaches outside of itself; a benchmark puts its own in their place. */
export interface Outside {
  readonly dynamodb: ReturnType<typeof createDynamoDbClient>;
  readonly s3: ReturnType<typeof createS3Client>;
  readonly secrets: ReturnType<typeof createSecretsManagerClient>;
  readonly write: (line: string) => void;
}

/** The clients of AWS, each made when it is first looked at. */
const aws = (): Outside => ({
  get dynamodb() {
    return createDynamoDbClient();
  },
  get s3() {
    return createS3Client();
  },
  get secrets() {
    return createSecretsManagerClient();
  },
  write: writeLine,
});

export const wire = async (
  source: Readonly<Record<string, string | undefined>>,
  outside: Outside = aws(),
): Promise<IngestParts> => {
  const environment = readEnvironment<Environment>(source, {
    STAGE: 'required',
    TABLE_NAME: 'required',
    BUCKET_NAME: 'required',
    SECRET_ARN: 'required',
    METRICS_NAMESPACE: 'required',
    METRIC_CATEGORIES: 'may-be-empty',
    RETENTION_DAYS: 'required',
    PAYLOAD_SAMPLE_RATE: 'required',
    METRIC_ENVIRONMENTS: 'may-be-empty',
    METRIC_MODELS: 'may-be-empty',
  });
  const retentionDays = daysFrom(environment, 'RETENTION_DAYS');
  const baseRate = numberFrom(environment, 'PAYLOAD_SAMPLE_RATE', { min: 0, max: 1 });
  const secret = await beginSecret(outside.secrets, environment.SECRET_ARN);
  const { write } = outside;
  const clock = Date.now;
  const log = createLog(write, clock);
  const table = createTable(outside.dynamodb, environment.TABLE_NAME);
  const packs = createPacks(outside.s3, environment.BUCKET_NAME);
  const names = readNames();
  prepareTopics();
  prepareAssessors();
  const keyed = createKeyed(await secret());
  const settingsOf = createSettingsOf(createSettingsReader(table), {
    clock,
    onStale: logStaleSettings(log),
  });
  const plannedOf = withPlannedSampling(settingsOf, createSamplingPlans(table, clock), {
    clock,
    onStale: (error) => log('WARN', 'sampling-plan-stale', errorFields(error)),
  });
  const stepsOf = createOfProject(
    plannedOf,
    ({ redaction, assess, prices, sampling, retention }, project): ProjectSteps & JudgementSteps => {
      const policy = { ...KEEP_ALL, baseRate, ...sampling };
      return {
        redactor: createRedactor(redaction, {
          ...REDACTION_OPTIONS,
          names,
          compilePattern,
          hashKey: keyed.redactionKey(project),
          onFailure: logRedactionFailures(log),
        }),
        price: createPricer(prices),
        assess: createAssessor(assess, { clock: () => performance.now() }),
        sample: (facts) => decide(policy, facts),
        thresholdOf: (dimension) => thresholdOf(assess, dimension),
        retentionMs: (retention.days ?? retentionDays) * DAY_MS,
        holdMs: policy.holdMs,
      };
    },
  );
  const settings = {
    namespace: environment.METRICS_NAMESPACE,
    environments: boundedNames(listFrom(environment.METRIC_ENVIRONMENTS)),
    models: boundedNames(listFrom(environment.METRIC_MODELS)),
    categories: boundedNames(listFrom(environment.METRIC_CATEGORIES)),
  };

  const ingest = createIngest({
    calls: createCallStore(table, packs, clock),
    keyed,
    stepsOf,
    measure: ({ receivedAt }, { fates, duplicate, feedback }) => {
      const spans = fates.flatMap((fate) => (fate.status === 'stored' ? [fate.span] : []));
      const rejected = fates.filter(({ status }) => status === 'rejected').length;
      const at = { ...settings, at: receivedAt };
      const lines = [
        ...measure(spans, { rejected, duplicate }, at),
        ...(feedback.length > 0 ? measureFeedback(feedback, {}, at) : []),
      ];
      for (const line of lines) write(`${line}\n`);
    },
    onFault: (error) => log('ERROR', 'item-failed', errorFields(error)),
  });
  const judging = { keyed, stepsOf, judgements: createJudgementStore(table) };
  const measureJudged = (feedback: readonly KeptFeedback[], receivedAt: number): void => {
    if (feedback.length === 0) return;
    for (const line of measureFeedback(feedback, {}, { ...settings, at: receivedAt })) write(`${line}\n`);
  };
  return {
    keys: createKeyStore(table),
    clock,
    log,
    ingestLangfuse: createIngestLangfuse({ ...judging, ingest, measure: measureJudged }),
    ingestInteractions: createIngestInteractions({ ingest, keyed, stepsOf }),
    ingestOtlp: createIngestOtlp({
      ...judging,
      ingest,
      machines: createMachineStore(table),
      measure: ({ feedback, points }, receivedAt) => {
        measureJudged(feedback, receivedAt);
        const at = { ...settings, at: receivedAt };
        const readings = points.flatMap(({ figure, value, environment }) =>
          figure === undefined || value === undefined
            ? []
            : [{ figure, value, ...(environment === undefined ? {} : { environment }) }],
        );
        for (const line of measureResources(readings, at)) write(`${line}\n`);
      },
    }),
  };
};

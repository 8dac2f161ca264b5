/** Puts the summaries function together. */
import {
  createCloudWatchClient,
  createDynamoDbClient,
  createS3Client,
  createSqsClient,
} from '../../src/adapters/clients.ts';
import { createPublishMetrics } from '../../src/adapters/cloudwatch/metrics.ts';
import { createCallStore } from '../../src/adapters/dynamodb/call-store.ts';
import { createJudgementStore } from '../../src/adapters/dynamodb/judgement-store.ts';
import { createMachineStore } from '../../src/adapters/dynamodb/machine-store.ts';
import { createSamplingPlans } from '../../src/adapters/dynamodb/sampling-plans.ts';
import { createSettingsReader } from '../../src/adapters/dynamodb/settings-reader.ts';
import { createSummaryStore } from '../../src/adapters/dynamodb/summary-store.ts';
import { createTable } from '../../src/adapters/dynamodb/table.ts';
import { createPacks } from '../../src/adapters/s3/packs.ts';
import { createAnnounce } from '../../src/adapters/sns/announce.ts';
import { createAskForJudgements } from '../../src/adapters/sqs/judge-queue.ts';
import { daysFrom, readEnvironment } from '../../src/adapters/system/environment.ts';
import { writeLine } from '../../src/adapters/system/output.ts';
import { inOurWords } from '../../src/domain/call/redacted.ts';
import { DAY_MS } from '../../src/domain/call/units.ts';
import { pickForJudging } from '../../src/domain/judge/pick.ts';
import { createPricer } from '../../src/domain/price/pricer.ts';
import { DEFAULT_POLICY as KEEP_ALL } from '../../src/domain/sampling/policy.ts';
import { createLog, errorFields } from '../../src/lambda/log.ts';
import { logStaleSettings } from '../../src/lambda/stale-settings-log.ts';
import { announcementOf } from '../../src/pipelines/announce-reports.ts';
import { measureSummary } from '../../src/pipelines/measure-summary.ts';
import { planSampling } from '../../src/pipelines/plan-sampling.ts';
import { createOfProject, createSettingsOf } from '../../src/pipelines/project-settings.ts';
import { rescuePayload } from '../../src/pipelines/rescue-payload.ts';
import { callsWithin } from '../../src/pipelines/roll-up.ts';
import { writeReports } from '../../src/pipelines/write-reports.ts';
import type { Environment } from './contract.ts';
import type { SummariesParts } from './handler.ts';

export const wire = async (source: Readonly<Record<string, string | undefined>>): Promise<SummariesParts> => {
  const environment = readEnvironment<Environment>(source, {
    STAGE: 'required',
    TABLE_NAME: 'required',
    BUCKET_NAME: 'required',
    METRICS_NAMESPACE: 'required',
    REPORTS_TOPIC_ARN: 'required',
    JUDGE_QUEUE_URL: 'may-be-empty',
    RETENTION_DAYS: 'required',
    INTERACTION_DAYS: 'required',
  });
  const clock = Date.now;
  const table = createTable(createDynamoDbClient(), environment.TABLE_NAME);
  const s3 = createS3Client();
  const summaries = createSummaryStore(table, s3, environment.BUCKET_NAME);
  const plans = createSamplingPlans(table, clock);
  const publishMetrics = createPublishMetrics(createCloudWatchClient(), environment.METRICS_NAMESPACE);
  const announce = createAnnounce(source, environment.REPORTS_TOPIC_ARN, clock);
  const log = createLog(writeLine, clock);
  const interactionsMs = daysFrom(environment, 'INTERACTION_DAYS') * DAY_MS;
  /** How long a project's interactions are kept: its own days, or the stage's. */
  const keptMs = (days: number | undefined): number => (days === undefined ? interactionsMs : days * DAY_MS);
  const settingsReader = createSettingsReader(table);
  const settingsOf = createSettingsOf(settingsReader, {
    clock,
    onStale: logStaleSettings(log),
  });
  const price = createOfProject(settingsOf, ({ prices }) => createPricer(prices));
  const calls = createCallStore(table, createPacks(s3, environment.BUCKET_NAME), clock, price);
  const queueUrl = environment.JUDGE_QUEUE_URL;
  const ask = queueUrl === '' ? undefined : createAskForJudgements(createSqsClient(), queueUrl);
  return {
    log,
    summarise: {
      calls,
      judgements: createJudgementStore(table),
      machines: createMachineStore(table),
      summaries,
      clock,
      retentionMs: daysFrom(environment, 'RETENTION_DAYS') * DAY_MS,
      interactionsMsOf: async (project, waiting) => keptMs((await settingsOf(project, waiting)).retention.days),
      zoneOf: async (project, waiting) => (await settingsOf(project, waiting)).summaries.timeZone,
      report: async (summed, waiting) => {
        const reports = await writeReports(summaries, summed, waiting);
        const announcement = announcementOf(summed, reports);
        if (announcement === undefined) return;
        // The report is there whether anybody hears of it or not.
        await announce(announcement).catch((error: unknown) => log('ERROR', 'announce-failed', errorFields(error)));
      },
      askForJudgements: async (project, hour, waiting) => {
        const { judge } = await settingsOf(project, waiting);
        if (ask === undefined || !judge.enabled) return;
        const picked = pickForJudging(
          await Array.fromAsync(callsWithin({ calls }, project, hour, waiting)),
          judge.share,
        );
        await ask(
          picked.map(({ id, probability }) => ({ project, interactionId: id, probability })),
          waiting,
        );
      },
      rescue: async (project, feedback, call, waiting) => {
        const { sampling, retention } = await settingsOf(project, waiting);
        const record = await settingsReader.readSettings(project, waiting);
        const steps = {
          holdMs: sampling.holdMs ?? KEEP_ALL.holdMs,
          retentionMs: keptMs(retention.days),
          settingsChangedAt: record?.changedAt,
        };
        await rescuePayload(calls, project, { feedback, call, receivedAt: feedback.at, steps }, waiting);
      },
      publish: (summed, waiting) => publishMetrics(measureSummary(summed, clock()), clock(), waiting),
      planSampling: async (project, waiting) => {
        const { goal } = (await settingsOf(project, waiting)).sampling;
        if (goal !== undefined) await planSampling({ summaries, plans }, { project, goal, now: clock() }, waiting);
      },
      onFailed: (project, error) =>
        log('ERROR', 'project-failed', { project: inOurWords(project), ...errorFields(error) }),
      publishUsualCost: (usd, waiting) => publishMetrics({ CostBaselineUsd: usd }, clock(), waiting),
    },
  };
};

/** The values of every setting, once per stage; `stage-settings.ts` says what each is. */
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { AlarmSettings } from './alarms/alarm-settings.ts';
import type { FunctionName, FunctionSettings, StageName, StageSettings } from './stage-settings.ts';

const alarms: AlarmSettings = {
  set: 'standard',
  minimumCalls: 20,
  minimumFailures: 5,
  errorPercent: 5,
  latencyP99Ms: 30_000,
  timeToFirstTokenP99Ms: 10_000,
  costPerHourUsd: 25,
  costSpike: { timesUsual: 3, floorUsd: 2, ceilingUsd: 25 },
  tokensPerHour: 10_000_000,
  unpricedPercent: 20,
  safetyFlagsPerQuarterHour: 5,
  lowQualityPerQuarterHour: 20,
  lowQualityPercent: 10,
  minimumAssessments: 100,
  hallucinationPercent: 5,
  validationFailurePercent: 10,
  thumbsDownPercent: 40,
  minimumThumbs: 20,
  redactionFindingsPerCall: 10,
  rejectedItemsPerQuarterHour: 50,
  serverErrorsPerFiveMinutes: 5,
  anomaliesPerHour: 3,
  driftedDistributions: 2,
  ingestStalledMinutes: null,
  anomalyBands: [],
};

/**
 * Ingest and summaries get more than half a core, as redaction and roll-ups are bound by CPU; the others mostly wait.
 * HTTP functions give up before the API does (30 s), so that the caller gets our problem document and not the API's 503.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */
const functions: Readonly<Record<FunctionName, FunctionSettings>> = {
  ingest: { memoryMb: 1024, timeoutSeconds: 25 },
  redaction: { memoryMb: 1024, timeoutSeconds: 25 },
  feedback: { memoryMb: 512, timeoutSeconds: 15 },
  query: { memoryMb: 512, timeoutSeconds: 25 },
  summaries: { memoryMb: 1024, timeoutSeconds: 300 },
  judge: { memoryMb: 512, timeoutSeconds: 150 },
};

const prod: StageSettings = {
  stage: 'prod',
  keepsData: true,
  retention: { interactionDays: 30, summaryDays: 400, logDays: RetentionDays.TWO_WEEKS, restoreDays: 14 },
  payloadSampleRate: 1,
  metricDimensions: { environments: [], models: [], categories: [] },
  throttling: { requestsPerSecond: 500, burst: 1000 },
  functions,
  browserOrigins: [],
  onCall: { runbookUrl: 'docs/runbook.md' },
  alarms,
};

/** `settingsFor` of deploy-choices.ts gives one of these with what the command line chose. */
export const STAGES: Readonly<Record<StageName, StageSettings>> = {
  prod,
  dev: {
    ...prod,
    stage: 'dev',
    keepsData: false,
    retention: { interactionDays: 7, summaryDays: 30, logDays: RetentionDays.ONE_WEEK, restoreDays: 1 },
    throttling: { requestsPerSecond: 50, burst: 100 },
    alarms: {
      ...alarms,
      costPerHourUsd: 5,
      costSpike: { timesUsual: 3, floorUsd: 0.5, ceilingUsd: 5 },
      tokensPerHour: 2_000_000,
    },
  },
  local: {
    ...prod,
    stage: 'local',
    keepsData: false,
    metricDimensions: {
      environments: ['production', 'staging'],
      models: ['gpt-4o', 'gpt-4o-mini'],
      categories: ['toxicity', 'violence', 'EMAIL', 'PHONE', 'CREDIT_CARD', 'API_KEY'],
    },
    browserOrigins: ['*'],
    kmsKey: 'create',
    judging: { models: ['amazon.nova-lite-v1:0', 'amazon.nova-micro-v1:0'] },
    alarms: { ...alarms, set: 'full' },
  },
};

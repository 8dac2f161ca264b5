/** Every setting of a deployment, typed, once per stage: what is kept, for how long, how much it may cost and when someone is called. */
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { MetricName } from '../src/domain/measure/catalogue.ts';

/** A deployment's name, in the names of its stacks, metrics namespace, logs and alarms. */
export const STAGE_NAMES = ['prod', 'dev', 'local'] as const;
export type StageName = (typeof STAGE_NAMES)[number];

export type FunctionName = 'ingest' | 'redaction' | 'feedback' | 'query' | 'summaries' | 'judge';

export interface StageSettings {
  readonly stage: StageName;
  /** Whether data outlive their stack: retained on removal, protected from deletion. */
  readonly keepsData: boolean;
  readonly retention: RetentionSettings;
  /** Share of successful calls whose payload is kept, 0 to 1; errors, slow, flagged and negatively judged calls always keep theirs. */
  readonly payloadSampleRate: number;
  readonly metricDimensions: MetricDimensions;
  readonly throttling: ThrottlingSettings;
  readonly functions: Readonly<Record<FunctionName, FunctionSettings>>;
  /**
   * Origins whose pages may call the API from a browser (feedback buttons): exact origins as `https://app.example.com`, or `*`.
   * Empty: no browser may. It is not a lock, keys are: a page needs a key with only the `feedback` scope.
   */
  readonly browserOrigins: readonly string[];
  /** Lets projects have a model of Amazon Bedrock judge their calls; absent: there is no such function and no such queue. */
  readonly judging?: JudgingSettings;
  readonly onCall: OnCallSettings;
  /** Gets the reports of days and weeks by mail; AWS sends it a confirmation first. Others subscribe to the topic. */
  readonly reportsEmail?: string;
  readonly alarms: AlarmSettings;
}

/** What a stage lets projects use. */
export interface JudgingSettings {
  /** Ids of models and inference profiles of Bedrock that may be asked, as `amazon.nova-lite-v1:0`. */
  readonly models: readonly string[];
}

/** Days, whole numbers of at least 1. */
export interface RetentionSettings {
  /** Interactions, their payloads and feedback. */
  readonly interactionDays: number;
  /** Roll-ups and reports: small, free of text, and worth comparing with last year's. */
  readonly summaryDays: number;
  readonly logDays: RetentionDays;
  /** How far back the table can be restored, 1 to 35; what is erased survives in backups for as long. */
  readonly restoreDays: number;
}

/**
 * Names that get metrics of their own beside the totals. Each name adds every metric of the catalogue once more while it has
 * traffic, at $0.30 a metric and month, so the lists start empty outside the laptop: questions by model are answered by summaries.
 */
export interface MetricDimensions {
  readonly environments: readonly string[];
  readonly models: readonly string[];
  /** Safety categories and types of redaction findings, as `toxicity` or `EMAIL`; each adds one metric or two. */
  readonly categories: readonly string[];
}

/** What the API lets through before it answers 429, for all callers together. */
export interface ThrottlingSettings {
  readonly requestsPerSecond: number;
  readonly burst: number;
}

export interface FunctionSettings {
  /** 128 to 10,240; CPU comes in proportion, one core at 1,769. */
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /**
   * Concurrent executions set aside for, and the most allowed to, this function; absent: it shares the account's.
   * New accounts have 10 in all and cannot set any aside, hence absent by default.
   */
  readonly reservedConcurrency?: number;
}

/** Who hears of alarms. Subscriptions made by hand on the topics work as well. */
export interface OnCallSettings {
  /** Gets both severities; AWS sends it a confirmation first. */
  readonly email?: string;
  /** HTTPS endpoint for critical alarms, as PagerDuty's or Opsgenie's. */
  readonly url?: string;
  /** Where the runbook can be read from a phone at night: the link in every alarm is this, `#` and the section. */
  readonly runbookUrl: string;
}

/** When someone is called. Shares are percent; counts are per period named. docs/runbook.md explains each alarm. */
export interface AlarmSettings {
  /** `standard` stays within a dollar a month while idle; `full` adds the rest (docs/deploy.md has both prices). */
  readonly set: 'standard' | 'full';
  /** Calls in five minutes below which a share or percentile says nothing. */
  readonly minimumCalls: number;
  /** Failures in a period below which their share says nothing: at low traffic a coincidence is soon five per cent. */
  readonly minimumFailures: number;
  readonly errorPercent: number;
  readonly latencyP99Ms: number;
  readonly timeToFirstTokenP99Ms: number;
  readonly costPerHourUsd: number;
  readonly costSpike: CostSpikeSettings;
  readonly tokensPerHour: number;
  readonly unpricedPercent: number;
  readonly safetyFlagsPerQuarterHour: number;
  /** Failed assessments that are too many, in the standard set. */
  readonly lowQualityPerQuarterHour: number;
  /** Share of assessments that fail which is too much, in the full set. */
  readonly lowQualityPercent: number;
  /** Assessments in a quarter of an hour below which their share says nothing. */
  readonly minimumAssessments: number;
  readonly hallucinationPercent: number;
  readonly validationFailurePercent: number;
  readonly thumbsDownPercent: number;
  /** Thumbs in an hour below which their ratio says nothing. */
  readonly minimumThumbs: number;
  readonly redactionFindingsPerCall: number;
  readonly rejectedItemsPerQuarterHour: number;
  readonly serverErrorsPerFiveMinutes: number;
  /** Measures of one hour that are worse than the same hour of past weeks; a single one is news, not an alarm. */
  readonly anomaliesPerHour: number;
  /** Distributions (topics, languages, lengths, the app's features) that differ from their reference. */
  readonly driftedDistributions: number;
  /** Minutes without a single call after which ingest counts as stalled, a multiple of 5; null where quiet hours are normal. */
  readonly ingestStalledMinutes: number | null;
  /** Metrics watched by CloudWatch's anomaly detection as well, at $0.30 a month each; it needs two weeks of data to be any good. */
  readonly anomalyBands: readonly MetricName[];
}

/**
 * How far the usual cost of an hour may move the threshold of a spike. The baseline is made from traffic, so it must neither be
 * able to raise the threshold beyond what anybody agreed to, nor to lower it until every busy hour calls.
 */
export interface CostSpikeSettings {
  /** An hour is a spike from this many times its usual cost on. */
  readonly timesUsual: number;
  /** The threshold is never below this. */
  readonly floorUsd: number;
  /** The threshold is never above this, and exactly this while nothing is known of past weeks. */
  readonly ceilingUsd: number;
}

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

const STAGES: Readonly<Record<StageName, StageSettings>> = {
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
    judging: { models: ['amazon.nova-lite-v1:0', 'amazon.nova-micro-v1:0'] },
    alarms: { ...alarms, set: 'full' },
  },
};

/** What whoever deploys may choose on the command line, as `npx cdk deploy -c stage=dev -c onCallEmail=…`; all text, all optional. */
export interface DeployChoices {
  /** One of the stages; `prod` when absent. */
  readonly stage?: string | undefined;
  readonly onCallEmail?: string | undefined;
  readonly onCallUrl?: string | undefined;
  readonly reportsEmail?: string | undefined;
  /** Comma-separated. */
  readonly judgeModels?: string | undefined;
  readonly runbookUrl?: string | undefined;
  /** Comma-separated. */
  readonly browserOrigins?: string | undefined;
  readonly alarms?: string | undefined;
}

/**
 * The settings of a stage with the choices made on the command line applied.
 * @throws Error naming the choice, what was given and what is allowed.
 */
export const settingsFor = (choices: DeployChoices): StageSettings => {
  const settings = STAGES[oneOf('stage', choices.stage ?? 'prod', STAGE_NAMES)];
  return {
    ...settings,
    browserOrigins: choices.browserOrigins?.split(',').map(origin) ?? settings.browserOrigins,
    onCall: {
      runbookUrl: choices.runbookUrl ?? settings.onCall.runbookUrl,
      ...(choices.onCallEmail === undefined ? {} : { email: matching('onCallEmail', choices.onCallEmail, EMAIL) }),
      ...(choices.onCallUrl === undefined ? {} : { url: matching('onCallUrl', choices.onCallUrl, HTTPS) }),
    },
    ...(choices.judgeModels === undefined ? {} : { judging: { models: choices.judgeModels.split(',').map(model) } }),
    ...(choices.reportsEmail === undefined
      ? {}
      : { reportsEmail: matching('reportsEmail', choices.reportsEmail, EMAIL) }),
    alarms: {
      ...settings.alarms,
      set: oneOf('alarms', choices.alarms ?? settings.alarms.set, ['standard', 'full']),
    },
  };
};

interface Form {
  readonly pattern: RegExp;
  readonly example: string;
}

const EMAIL: Form = { pattern: /^[^@\s]+@[^@\s]+\.[^@\s]+$/, example: 'oncall@example.com' };
const HTTPS: Form = { pattern: /^https:\/\/[^\s/]+(\/\S*)?$/, example: 'https://events.example.com/alarms' };
const ORIGIN: Form = { pattern: /^(\*|https?:\/\/[^\s/]+)$/, example: 'https://app.example.com' };

const MODEL: Form = { pattern: /^[a-z0-9][\w.:-]*$/i, example: 'amazon.nova-lite-v1:0' };

const model = (value: string): string => matching('judgeModels', value.trim(), MODEL);
const origin = (value: string): string => matching('browserOrigins', value.trim(), ORIGIN);

const matching = (choice: string, value: string, { pattern, example }: Form): string => {
  if (pattern.test(value)) return value;
  throw new Error(`${choice} must look like ${example}, got "${value}"; check -c ${choice}=…`);
};

const oneOf = <Allowed extends string>(choice: string, value: string, allowed: readonly Allowed[]): Allowed => {
  const known = allowed.find((name) => name === value);
  if (known !== undefined) return known;
  throw new Error(
    `${choice} must be one of ${allowed.join(', ')}, got "${value}"; check -c ${choice}=… and lib/stages.ts`,
  );
};

/** What a deployment is told, typed: what is kept, for how long, how much it may cost. `stages.ts` has the values. */
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { AlarmSettings } from './alarms/alarm-settings.ts';

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
  /**
   * Encrypts everything that is kept with a customer managed key of AWS KMS: one that the data stack creates, or the ARN of one that
   * exists in the same region, whose policy then must say what docs/encryption.md asks. Absent: keys of AWS.
   */
  readonly kmsKey?: 'create' | KmsKeyArn;
  readonly metricDimensions: MetricDimensions;
  readonly throttling: ThrottlingSettings;
  readonly functions: Readonly<Record<FunctionName, FunctionSettings>>;
  /**
   * Origins whose pages may call the API from a browser (feedback buttons): exact origins as `https://app.example.com`, or `*`.
   * Empty: no browser may. This protects nothing by itself, keys do: give a page a key with only the `feedback` scope.
   */
  readonly browserOrigins: readonly string[];
  /** Lets projects have a model of Amazon Bedrock judge their calls; absent: there is no such function and no such queue. */
  readonly judging?: JudgingSettings;
  readonly onCall: OnCallSettings;
  /** Gets the reports of days and weeks by mail; AWS sends it a confirmation first. Others subscribe to the topic. */
  readonly reportsEmail?: string;
  readonly alarms: AlarmSettings;
}

/** A key itself: grants do not hold for aliases. */
export type KmsKeyArn = `arn:${string}`;

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

/**
 * What the API lets through before it answers 429, for all callers together. AWS aims at these figures rather than promising them.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
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

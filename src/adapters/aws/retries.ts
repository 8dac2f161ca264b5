/**
 * Tries again what may succeed then, as the AWS SDK's mode `standard` does.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
import { setTimeout as sleep } from 'node:timers/promises';

/** What of a failure tells whether trying again may help. */
export interface Failure {
  readonly name?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const THROTTLED = new Set([
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionInProgressException',
]);
const TRANSIENT = new Set(['TimeoutError', 'RequestTimeout', 'RequestTimeoutException', 'InternalServerError']);
const TRANSIENT_STATUS = new Set([500, 502, 503, 504]);
const NETWORK = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

const isThrottled = ({ name = '', $metadata }: Failure): boolean =>
  THROTTLED.has(name) || $metadata?.httpStatusCode === 429;
const isTransient = ({ name = '', code = '', $metadata }: Failure): boolean =>
  TRANSIENT.has(name) || NETWORK.has(code) || TRANSIENT_STATUS.has($metadata?.httpStatusCode ?? 0);

/** Longest pause, in milliseconds; the first is half of the base on average, and each later one twice as long. */
const MOST_PAUSE_MS = 20_000;
const BASE_MS = { transient: 50, throttled: 1_000 } as const;

/** What a client may spend on tries while nothing succeeds: more would hold a service down that is about to get up. */
const MOST_CREDIT = 500;
const COST = { transient: 14, throttled: 5 } as const;

export interface Retries {
  /** Runs it once, and again while it fails in a way that may pass, up to so many times in all. */
  readonly run: <Result>(attempt: () => Promise<Result>, signal?: AbortSignal) => Promise<Result>;
}

/** @param isMended whether something was learnt from the failure that makes a try at once worth its while */
export const createRetries = (maxAttempts: number, isMended: (failure: unknown) => boolean = () => false): Retries => {
  let credit = MOST_CREDIT;
  return {
    run: async (attempt, signal) => {
      let spent = 1;
      for (let count = 1; ; count++) {
        try {
          const result = await attempt();
          credit = Math.min(MOST_CREDIT, credit + spent);
          return result;
        } catch (error) {
          const kind = isThrottled(error as Failure) ? 'throttled' : 'transient';
          const mended = isMended(error);
          const mayPass = mended || kind === 'throttled' || isTransient(error as Failure);
          if (!mayPass || count >= maxAttempts || credit < COST[kind] || signal?.aborted) throw error;
          spent = COST[kind];
          credit -= spent;
          const pauseMs = mended ? 0 : Math.random() * Math.min(MOST_PAUSE_MS, BASE_MS[kind] * 2 ** (count - 1));
          await sleep(pauseMs, undefined, signal === undefined ? {} : { signal });
        }
      }
    },
  };
};

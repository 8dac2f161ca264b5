/**
 * A stage's throttling: a token bucket per route that has settings of its own, and one for the rest.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */

export interface ThrottleLimit {
  /** Requests per second. */
  readonly rate: number;
  /** Requests at once. */
  readonly burst: number;
}

/** API Gateway's quota for an account and Region: what holds when a stage sets nothing. */
export const ACCOUNT_LIMIT: ThrottleLimit = { rate: 10_000, burst: 5_000 };

/** Returns a function that takes one token, or says that none is left. */
export const createTokenBucket = ({ rate, burst }: ThrottleLimit, clock: () => number): (() => boolean) => {
  let tokens = burst;
  let filledAt = clock();
  return () => {
    const now = clock();
    tokens = Math.min(burst, tokens + (Math.max(0, now - filledAt) / 1000) * rate);
    filledAt = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
};

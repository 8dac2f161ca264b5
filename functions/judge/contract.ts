/** What the judge function promises and needs: its environment. Plain data, read by lib/ and by the function. */

/** How often the queue hands out a call before it gives it up to the dead letters. */
export const MAX_RECEIVES = 3;

/** Environment variables; a missing or malformed one fails the cold start by name. */
export interface Environment {
  readonly STAGE: string;
  readonly TABLE_NAME: string;
  readonly BUCKET_NAME: string;
  /** ARN of the secret that keyed hashes of media and tokens are made with. */
  readonly SECRET_ARN: string;
  readonly METRICS_NAMESPACE: string;
  readonly RETENTION_DAYS: string;
  /** Models of Bedrock that may be asked, comma-separated. */
  readonly JUDGE_MODELS: string;
}

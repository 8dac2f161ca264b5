/** A bucket's lifecycle rules, and when they end an object. */

export interface LifecycleRule {
  readonly prefix: string;
  /** Days an object lives. */
  readonly expirationDays?: number;
  /** Milliseconds since the epoch, when all objects under the rule end. */
  readonly expirationDate?: number;
  /** Days after which an upload that was never completed is given up. */
  readonly abortUploadDays?: number;
  /** Bytes; the rule covers only larger objects. */
  readonly largerThan?: number;
  /** Bytes; the rule covers only smaller objects. */
  readonly smallerThan?: number;
}

const DAY_MS = 24 * 3600 * 1000;

/**
 * S3 counts whole days, then waits for midnight UTC.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html#intro-lifecycle-rules-number-of-days
 */
const endAfterDays = (start: number, days: number): number => Math.ceil((start + days * DAY_MS) / DAY_MS) * DAY_MS;

export const isExpired = (
  rules: readonly LifecycleRule[],
  object: { readonly key: string; readonly size: number; readonly modifiedAt: number },
  now: number,
): boolean =>
  rules.some(
    (rule) =>
      object.key.startsWith(rule.prefix) &&
      object.size > (rule.largerThan ?? -1) &&
      object.size < (rule.smallerThan ?? Number.POSITIVE_INFINITY) &&
      ((rule.expirationDays !== undefined && endAfterDays(object.modifiedAt, rule.expirationDays) <= now) ||
        (rule.expirationDate !== undefined && rule.expirationDate <= now)),
  );

/** @param startedAt milliseconds since the epoch */
export const isAbandoned = (
  rules: readonly LifecycleRule[],
  upload: { readonly key: string; readonly startedAt: number },
  now: number,
): boolean =>
  rules.some(
    ({ prefix, abortUploadDays }) =>
      abortUploadDays !== undefined &&
      upload.key.startsWith(prefix) &&
      endAfterDays(upload.startedAt, abortUploadDays) <= now,
  );

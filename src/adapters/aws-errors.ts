/** Translates what AWS clients throw into what the service answers: overload is the caller's to retry, never a 500. */
import { AppError } from '../domain/call/problem.ts';

const OVERLOAD = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
  'TransactionConflictException',
  'InternalServerError',
  'InternalError',
  'ServiceUnavailable',
  'SlowDown',
  'TimeoutError',
  'RequestTimeout',
  'AbortError',
]);

/** Runs one AWS call; the name of the operation is all that its error tells about it. */
export const calling = async <T>(operation: string, call: () => Promise<T>): Promise<T> => {
  try {
    return await call();
  } catch (cause) {
    const name = (cause as Error).name;
    const status = (cause as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode ?? 0;
    const isOverload = status === 429 || status === 0 || (status >= 500 && status !== 501);
    if (OVERLOAD.has(name) || (isOverload && !isOutcome(name))) {
      throw new AppError(
        'unavailable',
        `${operation} is overloaded or out of reach (${name}); send the same request again.`,
        {
          retryAfterSeconds: 2,
          cause,
        },
      );
    }
    throw cause;
  }
};

/** Conditions that fail are outcomes, and denials are faults of the deployment: neither goes away by waiting. */
const isOutcome = (name: string): boolean =>
  name === 'ConditionalCheckFailedException' || name === 'AccessDeniedException' || name === 'AppError';

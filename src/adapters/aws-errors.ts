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

/** What Node calls a connection that could not be made or broke. */
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);

/** Runs one AWS call; the name of the operation is all that its error tells about it. */
export const calling = async <T>(operation: string, call: () => Promise<T>): Promise<T> => {
  try {
    return await call();
  } catch (cause) {
    const name = (cause as Error).name;
    const status = (cause as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode ?? 0;
    const isDown = NETWORK.has((cause as NodeJS.ErrnoException).code ?? '');
    // 501 is the local cloud's word for an operation that it does not have: no waiting brings it.
    if (OVERLOAD.has(name) || isDown || status === 429 || (status >= 500 && status !== 501)) {
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

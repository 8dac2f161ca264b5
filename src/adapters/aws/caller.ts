/** Calls an AWS service: signed, within its time, and again where that may help. */
import { type Answer, exchange } from './exchange.ts';
import { endpointOf } from './partitions.ts';
import { createRetries } from './retries.ts';
import { type Credentials, sign } from './signature.ts';

/** As the AWS SDK's clients take it. */
export interface ClientConfig {
  readonly maxAttempts?: number;
  readonly requestHandler?: { readonly connectionTimeout: number; readonly requestTimeout: number };
  readonly region: string;
  /** Where the service is, unless it is AWS's own. */
  readonly endpoint?: string;
  readonly credentials: Credentials;
}

export interface Service {
  /** First part of its host, `monitoring`. */
  readonly host: string;
  /** Its name in signatures where that is another. */
  readonly signingName?: string;
}

export interface CallRequest {
  readonly method: string;
  /** Each segment encoded. */
  readonly path: string;
  /** What stands before the service's host, and a dot: a bucket. */
  readonly hostPrefix?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** An answer that is no success. */
export type Refusal = (answer: Answer) => ServiceError;

/** What a service answers when it does not do what it was asked, under the name that it gives. */
export class ServiceError extends Error {
  readonly $metadata: { readonly httpStatusCode: number; readonly requestId?: string };
  constructor(name: string, message: string, { status, headers }: Answer, details: object = {}) {
    super(message);
    Object.assign(this, details);
    this.name = name;
    const requestId = headers['x-amzn-requestid'] ?? headers['x-amz-request-id'];
    this.$metadata = { httpStatusCode: status, ...(typeof requestId === 'string' ? { requestId } : {}) };
  }
}

export interface Caller {
  /** Whether the service is somewhere else than at AWS, under one host for all buckets. */
  readonly isElsewhere: boolean;
  readonly call: (request: CallRequest, refusal: Refusal, signal?: AbortSignal) => Promise<Answer>;
}

const TIMEOUTS = { connectionTimeout: 1_000, requestTimeout: 5_000 };

export const createCaller = (service: Service, config: ClientConfig): Caller => {
  const { maxAttempts = 3, requestHandler = TIMEOUTS, region, endpoint, credentials } = config;
  const clock = createSkewedClock();
  const retries = createRetries(maxAttempts, clock.isMended);
  return {
    isElsewhere: endpoint !== undefined,
    call: ({ method, path, hostPrefix = '', headers, body }, refusal, signal) =>
      retries.run(async () => {
        const url = new URL(path, endpoint ?? endpointOf(`${hostPrefix}${service.host}`, region));
        const signing = { credentials, region, signingName: service.signingName ?? service.host, at: clock.now() };
        const unsigned = { method, host: url.host, path, headers, body };
        const answer = await exchange({
          url,
          method,
          headers: sign(unsigned, signing, url.protocol === 'https:'),
          body,
          signal,
          ...requestHandler,
        });
        if (answer.status >= 200 && answer.status < 300) return answer;
        const error = refusal(answer);
        clock.learn(error, answer);
        throw error;
      }, signal),
  };
};

const SKEWED = new Set([
  'InvalidSignatureException',
  'RequestExpired',
  'RequestInTheFuture',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
]);
/** Services take signatures up to five minutes old. */
const MOST_SKEW_MS = 4 * 60_000;

/** A clock that is set by the service's, where a signature was refused that is too old or too new there. */
const createSkewedClock = () => {
  let skewMs = 0;
  let mended: unknown;
  const now = (): number => Date.now() + skewMs;
  return {
    now,
    learn: (error: ServiceError, { headers }: Answer): void => {
      const theirs = Date.parse(String(headers['date'] ?? ''));
      if (!SKEWED.has(error.name) || !(Math.abs(theirs - now()) > MOST_SKEW_MS)) return;
      skewMs = theirs - Date.now();
      mended = error;
    },
    isMended: (error: unknown): boolean => error === mended,
  };
};

/**
 * What the gateway and the services behind it agree on: one authenticated, authorised AWS request in, one response out.
 * Every service of the local cloud (dynamodb, s3, sqs, monitoring, sns, secretsmanager…) is one of these.
 */

/** One AWS API request, read whole; the gateway has already checked who sends it and whether they may. */
export interface AwsRequest {
  readonly method: string;
  /** Path as sent, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface AwsResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

export interface AwsService {
  /** The service's name in a SigV4 credential scope: `dynamodb`, `s3`, `sqs`, `monitoring`, `sns`, `secretsmanager`… */
  readonly signingName: string;
  /** Answers one request. An operation or parameter it does not implement is answered 501, by name, never ignored. */
  handle(request: AwsRequest): Promise<AwsResponse>;
  /** Flushes and releases files; calls after it fail. */
  close(): Promise<void>;
}

/** Milliseconds since the epoch; a parameter everywhere, so that tests can turn the clock. */
export type Clock = () => number;

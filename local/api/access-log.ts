/** Access log lines in the format a stage configures; a `$context` variable without a value here is refused at start. */
import { apiTime } from './time.ts';

/** What is known about a request once it is answered. */
export interface AccessRecord {
  readonly requestId: string;
  readonly accountId: string;
  readonly apiId: string;
  readonly stage: string;
  readonly domainName: string;
  readonly method: string;
  readonly path: string;
  readonly routeKey: string;
  readonly protocol: string;
  readonly sourceIp: string;
  readonly userAgent: string;
  readonly receivedAt: number;
  readonly status: number;
  /** Bytes of the request body. */
  readonly requestLength: number;
  /** Bytes of the response body. */
  readonly responseLength: number;
  /** Milliseconds from request to response. */
  readonly responseLatency: number;
  /** Milliseconds in the function; undefined when it was not reached. */
  readonly integrationLatency: number | undefined;
  readonly integrationStatus: number | undefined;
  readonly integrationError: string | undefined;
  readonly lambdaRequestId: string | undefined;
  /** The gateway's own error message. */
  readonly errorMessage: string | undefined;
}

type Variable = (record: AccessRecord) => string | number | undefined;

const integrationLatency: Variable = (record) => record.integrationLatency;
const integrationError: Variable = (record) => record.integrationError;
const integrationStatus: Variable = (record) => record.integrationStatus;
const never: Variable = () => undefined;

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html */
const VARIABLES: Readonly<Record<string, Variable>> = {
  accountId: (record) => record.accountId,
  apiId: (record) => record.apiId,
  awsEndpointRequestId: (record) => record.lambdaRequestId,
  dataProcessed: (record) => record.responseLength,
  domainName: (record) => record.domainName,
  domainPrefix: (record) => record.apiId,
  'error.message': (record) => record.errorMessage,
  'error.messageString': (record) =>
    record.errorMessage === undefined ? undefined : JSON.stringify(record.errorMessage),
  'error.responseType': (record) => (record.errorMessage === undefined ? undefined : String(record.status)),
  extendedRequestId: (record) => record.requestId,
  httpMethod: (record) => record.method,
  'identity.caller': never,
  'identity.sourceIp': (record) => record.sourceIp,
  'identity.user': never,
  'identity.userAgent': (record) => record.userAgent,
  'integration.error': integrationError,
  'integration.integrationStatus': integrationStatus,
  'integration.latency': integrationLatency,
  'integration.requestId': (record) => record.lambdaRequestId,
  'integration.status': integrationStatus,
  integrationErrorMessage: integrationError,
  integrationLatency,
  integrationStatus,
  path: (record) => record.path,
  protocol: (record) => record.protocol,
  requestId: (record) => record.requestId,
  requestTime: (record) => apiTime(record.receivedAt),
  requestTimeEpoch: (record) => record.receivedAt,
  // CDK's default format names it; an HTTP API leaves it empty.
  resourcePath: never,
  responseLatency: (record) => record.responseLatency,
  responseLength: (record) => record.responseLength,
  routeKey: (record) => record.routeKey,
  stage: (record) => record.stage,
  status: (record) => record.status,
};

const PATTERN = /\$context\.([a-zA-Z]+(?:\.[a-zA-Z]+)*)/g;

/** Names in a format that have no value here. */
export const unknownVariables = (format: string): readonly string[] =>
  [...format.matchAll(PATTERN)].map(([, name = '']) => name).filter((name) => !Object.hasOwn(VARIABLES, name));

/** One access log line; a variable without a value is written as a dash. */
export const accessLogLine = (format: string, record: AccessRecord): string =>
  format.replace(PATTERN, (_whole, name: string) => String(VARIABLES[name]?.(record) ?? '-'));

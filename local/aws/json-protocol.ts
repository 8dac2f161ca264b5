/**
 * The AWS JSON 1.0 and 1.1 protocols: reads the operation and its input, writes the output or the error so that the SDK
 * finds the exception's name and message.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
import { randomUUID } from 'node:crypto';
import { AwsError, notImplemented } from './aws-error.ts';
import type { AwsRequest, AwsResponse } from './service.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export interface JsonAnswer {
  readonly output: JsonObject;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One operation of a service. Throws {@link AwsError} for whatever the caller did wrong. */
export type JsonOperation = (input: JsonObject) => JsonAnswer | Promise<JsonAnswer>;

export interface JsonProtocol {
  readonly version: '1.0' | '1.1';
  /** What stands before the operation's name in `x-amz-target`: `DynamoDB_20120810`. */
  readonly target: string;
  /** What stands before an error's name in `__type`: `com.amazonaws.dynamodb.v20120810`. */
  readonly namespace: string;
  readonly operations: Readonly<Record<string, JsonOperation>>;
  /**
   * Names of errors from a service's older Query protocol, sent in `x-amzn-query-error`, which the SDK then prefers.
   * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#awsquerycompatible-trait
   */
  readonly queryErrorCodes?: Readonly<Record<string, string>>;
}

/** @throws AwsError 501 naming a parameter that the operation would otherwise ignore */
export const refuseUnknownParameters = (operation: string, input: JsonObject, known: readonly string[]): void => {
  for (const name in input) {
    if (!known.includes(name)) throw notImplemented(`parameter ${name} of ${operation}`);
  }
};

/** Answers one request; never rejects: what an operation throws that is no {@link AwsError} becomes a 500. */
export const answerJson = async (protocol: JsonProtocol, request: AwsRequest): Promise<AwsResponse> => {
  try {
    const operation = findOperation(protocol, request.headers['x-amz-target'] ?? '');
    const answer = await operation(readInput(request.body));
    return respond(protocol, 200, JSON.stringify(answer.output), answer.headers);
  } catch (error) {
    return respondWithError(protocol, error);
  }
};

const findOperation = (protocol: JsonProtocol, target: string): JsonOperation => {
  const [prefix, name = ''] = target.split('.');
  const operation = Object.hasOwn(protocol.operations, name) ? protocol.operations[name] : undefined;
  if (prefix === protocol.target && operation !== undefined) return operation;
  throw notImplemented(`operation ${target === '' ? '(none in x-amz-target)' : target}`, 'UnknownOperationException');
};

const readInput = (body: Buffer): JsonObject => {
  if (body.length === 0) return {};
  try {
    const input: unknown = JSON.parse(body.toString('utf8'));
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input as JsonObject;
  } catch {
    // Falls through to the one answer for every body that is no JSON object.
  }
  throw new AwsError({ code: 'SerializationException', message: 'the request body must be one JSON object' });
};

const respondWithError = (protocol: JsonProtocol, thrown: unknown): AwsResponse => {
  const error =
    thrown instanceof AwsError
      ? thrown
      : new AwsError({ code: 'InternalServerError', status: 500, message: `the local cloud failed: ${thrown}` });
  const queryCode = protocol.queryErrorCodes?.[error.code];
  const body = { __type: `${protocol.namespace}#${error.code}`, message: error.message, ...error.details };
  return respond(protocol, error.status, JSON.stringify(body), {
    ...error.headers,
    ...(queryCode === undefined
      ? {}
      : { 'x-amzn-query-error': `${queryCode};${error.status < 500 ? 'Sender' : 'Receiver'}` }),
  });
};

const respond = (
  protocol: JsonProtocol,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): AwsResponse => ({
  status,
  headers: {
    'content-type': `application/x-amz-json-${protocol.version}`,
    'x-amzn-requestid': randomUUID(),
    ...headers,
  },
  body,
});

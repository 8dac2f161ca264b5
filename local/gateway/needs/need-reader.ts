/** What one service's requests need to be allowed to do; each file beside this one knows one service. */
import { AwsError } from '../../aws/aws-error.ts';
import type { AwsRequest } from '../../aws/service.ts';
import type { Need } from '../../iam/authority.ts';

/** The account a request arrives in. */
export interface Account {
  readonly accountId: string;
  readonly region: string;
  /** Name of the partition key of a table or of one of its indexes, where the template defines it. */
  readonly partitionKey: (table: string, index: string | undefined) => string | undefined;
}

export interface Requirement {
  readonly operation: string;
  /** The main resource, for observers: an ARN, or `*`. */
  readonly resource: string;
  /** All must be allowed; empty when the operation needs no permission (GetCallerIdentity). */
  readonly needs: readonly Need[];
}

/** @throws {AwsError} 501 for an operation whose permissions are not known */
export type NeedReader = (request: AwsRequest, account: Account) => Requirement;

/** The operation in `X-Amz-Target: Prefix.Operation`. */
export const targetOperation = (request: AwsRequest): string =>
  request.headers['x-amz-target']?.split('.').at(-1) ?? '';

/** The input of a JSON protocol. */
export const jsonInput = (request: AwsRequest): Readonly<Record<string, unknown>> => {
  if (request.body.length === 0) return {};
  try {
    const input: unknown = JSON.parse(request.body.toString('utf8'));
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input as Record<string, unknown>;
  } catch {
    // Answered below, like any body that is not an object.
  }
  throw new AwsError({ code: 'SerializationException', message: 'the request body must be one JSON object' });
};

/** 501 by name: the runner does not let pass what it cannot authorise. */
export const unknownOperation = (service: string, operation: string): AwsError =>
  new AwsError({
    code: 'UnknownOperationException',
    status: 501,
    message: `${service}:${operation || '(no operation named)'} is not implemented by the local cloud`,
  });

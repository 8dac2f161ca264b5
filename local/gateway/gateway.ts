/**
 * The one door to the local AWS services: authenticates, authorises against the template's policies, lets observers watch
 * and tests interfere, and passes the call to its service.
 */
import { AwsError } from '../aws/aws-error.ts';
import type { AwsRequest, AwsResponse, AwsService, Clock } from '../aws/service.ts';
import { type Authority, denialMessage } from '../iam/authority.ts';
import type { Principal } from '../iam/decide.ts';
import { callerIdentity } from './caller-identity.ts';
import type { CredentialStore } from './credentials.ts';
import { denialCode, denialStatus, errorResponse } from './error-response.ts';
import type { Account, NeedReader, Requirement } from './needs/need-reader.ts';
import { claimedService, verifySignature } from './sigv4.ts';

/** One call to AWS, as observers and fault injectors see it before it is answered. */
export interface GatewayCall {
  /** Signing name: `dynamodb`, `s3`, `sqs`, `monitoring`… */
  readonly service: string;
  readonly operation: string;
  /** ARN of the main resource, or `*`. */
  readonly resource: string;
  readonly principal: Principal;
  readonly request: AwsRequest;
}

/** One answered call, denied ones included. */
export interface ObservedCall {
  readonly service: string;
  readonly operation: string;
  readonly resource: string;
  /** Name of the role that called, `root` for the operator, or the AWS service (`lambda.amazonaws.com`) that polls. */
  readonly role: string;
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly status: number;
  readonly milliseconds: number;
  /** Headers of the response. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface GatewayOptions {
  readonly services: readonly AwsService[];
  readonly needs: Readonly<Record<string, NeedReader>>;
  readonly credentials: CredentialStore;
  readonly authority: Authority;
  readonly account: Account;
  readonly clock: Clock;
  /** The clock that functions live by, where it is another one than that of tools outside. */
  readonly functionClock?: Clock;
  readonly log: (line: string) => void;
  readonly onCall?: ((call: ObservedCall) => void) | undefined;
  /** Answers in a service's place, or returns undefined to let the call through; may wait to make a service slow. */
  readonly intercept?: ((call: GatewayCall) => AwsResponse | undefined | Promise<AwsResponse | undefined>) | undefined;
}

export interface Gateway {
  /** Answers a signed request from outside this process. Never rejects. */
  readonly handle: (request: AwsRequest) => Promise<AwsResponse>;
  /** Makes a call on behalf of a principal within this process: triggers polling queues, services delivering. */
  readonly call: (principal: Principal, service: string, request: AwsRequest) => Promise<AwsResponse>;
}

const nameOf = (principal: Principal): string =>
  principal.kind === 'role' ? principal.name : principal.kind === 'root' ? 'root' : principal.service;

export const createGateway = (options: GatewayOptions): Gateway => {
  const { needs, authority, account, credentials, clock, functionClock = clock } = options;
  const services = new Map(options.services.map((service) => [service.signingName, service]));

  const authorise = (principal: Principal, service: string, requirement: Requirement): void => {
    for (const need of requirement.needs) {
      const decision = authority.decide(principal, need);
      if (decision.allowed) continue;
      const message = denialMessage(principal, need, decision.denial, account.accountId);
      options.log(`denied: ${message}`);
      throw new AwsError({ code: denialCode(service), status: denialStatus(service), message });
    }
  };

  /**
   * S3 tells that an object does not exist only to those who may list its bucket; others are denied.
   * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax
   */
  const hideMissing = (
    principal: Principal,
    { operation, resource }: Requirement,
    response: AwsResponse,
  ): AwsResponse => {
    if (response.status !== 404 || (operation !== 'GetObject' && operation !== 'HeadObject')) return response;
    const need = { action: 's3:ListBucket', resource: resource.split('/', 1)[0]! };
    const decision = authority.decide(principal, need);
    if (decision.allowed) return response;
    throw new AwsError({
      code: 'AccessDenied',
      status: 403,
      message: denialMessage(principal, need, decision.denial, account.accountId),
    });
  };

  const observed = async (
    principal: Principal,
    name: string,
    request: AwsRequest,
    requirement: Requirement | undefined,
    answer: () => Promise<AwsResponse>,
  ): Promise<AwsResponse> => {
    const startedAt = performance.now();
    let response: AwsResponse;
    try {
      response = await answer();
    } catch (error) {
      response = errorResponse(name, asAwsError(error, options.log));
    }
    options.onCall?.({
      service: name,
      operation: requirement?.operation ?? 'unknown',
      resource: requirement?.resource ?? '*',
      role: nameOf(principal),
      requestBytes: request.body.length,
      responseBytes: Buffer.byteLength(response.body),
      status: response.status,
      milliseconds: performance.now() - startedAt,
      headers: response.headers,
    });
    return response;
  };

  const call = async (principal: Principal, name: string, request: AwsRequest): Promise<AwsResponse> => {
    let requirement: Requirement | undefined;
    let refusal: unknown;
    try {
      const reader = needs[name];
      if (reader === undefined || !(services.has(name) || name === 'sts'))
        throw new AwsError({
          code: 'UnknownServiceException',
          status: 501,
          message: `the service ${name} is not part of the local cloud`,
        });
      requirement = reader(request, account);
    } catch (error) {
      refusal = error;
    }
    return observed(principal, name, request, requirement, async () => {
      if (requirement === undefined) throw refusal;
      authorise(principal, name, requirement);
      const { operation, resource } = requirement;
      const injected = await options.intercept?.({ service: name, operation, resource, principal, request });
      if (injected !== undefined) return injected;
      if (name === 's3') return hideMissing(principal, requirement, await services.get(name)!.handle(request));
      return name === 'sts' ? callerIdentity(principal, account.accountId) : await services.get(name)!.handle(request);
    });
  };

  return {
    call,
    handle: async (request) => {
      try {
        const { accessKeyId, service } = verifySignature(
          request,
          (id) => credentials.find(id)?.credentials,
          clock(),
          functionClock(),
        );
        return await call(credentials.find(accessKeyId)!.principal, service, request);
      } catch (error) {
        return errorResponse(claimedService(request), asAwsError(error, options.log));
      }
    },
  };
};

const asAwsError = (error: unknown, log: (line: string) => void): AwsError => {
  if (error instanceof AwsError) return error;
  log(`the gateway failed: ${error instanceof Error ? error.stack : String(error)}`);
  return new AwsError({ code: 'InternalFailure', status: 500, message: 'the local cloud failed; see its log' });
};

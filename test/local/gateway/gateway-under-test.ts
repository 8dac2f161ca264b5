/** A gateway with one fake service behind it, for tests that speak to it with the real SDK clients. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { AwsRequest, AwsResponse, AwsService } from '../../../local/aws/service.ts';
import { type Credentials, createCredentials } from '../../../local/gateway/credentials.ts';
import { createGateway, type GatewayOptions, type ObservedCall } from '../../../local/gateway/gateway.ts';
import { createGatewayServer } from '../../../local/gateway/http-server.ts';
import { createAuthority } from '../../../local/iam/authority.ts';
import { readPolicy } from '../../../local/iam/policy.ts';
import type { JsonObject } from '../../../local/template/json.ts';
import { gatewayNeeds } from '../../../local/wiring/needs.ts';

const PLACE = { accountId: '000000000000', region: 'eu-west-1' };

export const ROLE = { name: 'tester', arn: 'arn:aws:iam::000000000000:role/tester' };

export interface GatewayUnderTest extends AsyncDisposable {
  readonly url: string;
  /** What an SDK client needs to call as the role. */
  readonly client: {
    readonly region: string;
    readonly endpoint: string;
    readonly credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
    readonly maxAttempts: number;
  };
  readonly role: Credentials;
  readonly operator: Credentials;
  /** Requests that reached the service. */
  readonly reached: AwsRequest[];
  readonly calls: ObservedCall[];
}

export interface UnderTestOptions {
  readonly service: string;
  /** Statements of the role's only policy; everything is allowed unless given. */
  readonly statements?: readonly JsonObject[];
  readonly answer?: AwsResponse;
  readonly clock?: () => number;
  readonly intercept?: GatewayOptions['intercept'];
  readonly partitionKey?: string;
}

export const gatewayUnderTest = async (options: UnderTestOptions): Promise<GatewayUnderTest> => {
  const reached: AwsRequest[] = [];
  const calls: ObservedCall[] = [];
  const service: AwsService = {
    signingName: options.service,
    handle: async (request) => {
      reached.push(request);
      return options.answer ?? { status: 200, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: '{}' };
    },
    close: async () => {},
  };
  const { statements } = readPolicy({
    Statement: options.statements ?? [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  });
  const credentials = createCredentials();
  const role = credentials.issueForRole(ROLE);
  const gateway = createGateway({
    services: [service],
    needs: gatewayNeeds([], () => undefined),
    credentials,
    authority: createAuthority(
      { ofRole: new Map([[ROLE.name, statements]]), ofResource: new Map(), trustOf: new Map(), refusals: [] },
      PLACE,
    ),
    account: { ...PLACE, partitionKey: () => options.partitionKey },
    clock: options.clock ?? Date.now,
    log: () => {},
    onCall: (call) => calls.push(call),
    intercept: options.intercept,
  });
  const server = createGatewayServer(gateway.handle);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { accessKeyId, secretAccessKey, sessionToken } = role;
  return {
    url,
    client: {
      region: PLACE.region,
      endpoint: url,
      credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
      maxAttempts: 1,
    },
    role,
    operator: credentials.operator,
    reached,
    calls,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

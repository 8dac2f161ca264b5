/**
 * Calls an AWS API with fetch and our own signature: for services of which we use one operation each, where a client of the
 * SDK would add 100 KB and more to a bundle.
 */
import { type CallerEnvironment, placeOf } from './aws/environment.ts';
import { endpointOf } from './aws/partitions.ts';
import { sign } from './aws/signature.ts';

/** The service to call. */
export interface Service {
  /** First part of its host: `sns`, `bedrock-runtime`. */
  readonly host: string;
  /** Its name in signatures: `sns`, `bedrock`. */
  readonly signingName: string;
}

export interface SignedRequest {
  /** Path as sent, each segment encoded. */
  readonly path: string;
  readonly contentType: string;
  readonly body: string;
  readonly signal?: AbortSignal | undefined;
}

export type SignedFetch = (request: SignedRequest) => Promise<Response>;

/** Makes the POSTs to one service. It does not retry: whoever calls it has a queue, or can do without. */
export const createSignedFetch =
  (environment: CallerEnvironment, service: Service, clock: () => number): SignedFetch =>
  ({ path, contentType, body, signal }) => {
    const { region, endpoint, credentials } = placeOf(environment);
    const url = new URL(path, endpoint ?? endpointOf(service.host, region));
    const headers = sign(
      { method: 'POST', host: url.host, path: url.pathname, headers: { 'content-type': contentType }, body },
      { credentials, region, signingName: service.signingName, at: clock() },
    );
    return fetch(url, { method: 'POST', headers, body, ...(signal === undefined ? {} : { signal }) });
  };

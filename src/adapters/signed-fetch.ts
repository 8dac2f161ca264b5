/**
 * Calls an AWS API with fetch and our own signature: for services of which we use one operation each, where a client of the
 * SDK would add 100 KB and more to a bundle.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { createHash, createHmac } from 'node:crypto';

/** Where and as whom to call: what Lambda puts into the environment of a function. */
export interface CallerEnvironment {
  readonly AWS_REGION?: string | undefined;
  readonly AWS_ACCESS_KEY_ID?: string | undefined;
  readonly AWS_SECRET_ACCESS_KEY?: string | undefined;
  readonly AWS_SESSION_TOKEN?: string | undefined;
  /** Set where the services are not AWS's own. */
  readonly AWS_ENDPOINT_URL?: string | undefined;
}

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
    const region = environment.AWS_REGION ?? 'us-east-1';
    const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    const base = environment.AWS_ENDPOINT_URL ?? `https://${service.host}.${region}.${suffix}`;
    const url = new URL(path, base);
    const headers = sign(
      { host: url.host, path: url.pathname, contentType, body },
      { environment, region, signingName: service.signingName, at: clock() },
    );
    return fetch(url, { method: 'POST', headers, body, ...(signal === undefined ? {} : { signal }) });
  };

interface Signing {
  readonly environment: CallerEnvironment;
  readonly region: string;
  readonly signingName: string;
  readonly at: number;
}

/** The headers of a POST, signed with version 4; `host` goes without saying. */
export const sign = (
  { host, path, contentType, body }: { host: string; path: string; contentType: string; body: string },
  { environment, region, signingName, at }: Signing,
): Readonly<Record<string, string>> => {
  const time = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
  const day = time.slice(0, 8);
  const token = environment.AWS_SESSION_TOKEN;
  const headers: Record<string, string> = {
    'content-type': contentType,
    'x-amz-date': time,
    ...(token === undefined || token === '' ? {} : { 'x-amz-security-token': token }),
  };
  const signed = Object.entries({ ...headers, host }).sort(([a], [b]) => (a < b ? -1 : 1));
  const names = signed.map(([name]) => name).join(';');
  const canonical = [
    'POST',
    // Every service but S3 wants the encoded path encoded once more.
    path.split('/').map(encodeSegment).join('/'),
    '',
    ...signed.map(([name, value]) => `${name}:${value.trim()}`),
    '',
    names,
    sha256(body),
  ].join('\n');
  const scope = `${day}/${region}/${signingName}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n');
  const key = [day, region, signingName, 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${environment.AWS_SECRET_ACCESS_KEY ?? ''}`,
  );
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  const credential = `${environment.AWS_ACCESS_KEY_ID ?? ''}/${scope}`;
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`,
  };
};

/** RFC 3986: the five marks that encodeURIComponent leaves alone are encoded too. */
const encodeSegment = (segment: string): string =>
  encodeURIComponent(segment).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

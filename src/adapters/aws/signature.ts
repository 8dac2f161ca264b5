/**
 * Signs requests to AWS, version 4.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { createHmac, hash } from 'node:crypto';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Who signs, for which service, when. */
export interface Signing {
  readonly credentials: Credentials;
  readonly region: string;
  /** The service's name in signatures: `dynamodb`. */
  readonly signingName: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A request without a query, which none of ours has. */
export interface Unsigned {
  readonly method: string;
  readonly host: string;
  /** As sent, each segment encoded. */
  readonly path: string;
  /** Names in lower case; `host` goes without saying. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** What S3 takes for the digest of a body that TLS protects, and its own checksum. */
const UNSIGNED = 'UNSIGNED-PAYLOAD';

/**
 * The headers of the request with those of its signature.
 * @param isTls whether the connection keeps the body whole, so that S3 needs no digest of it
 */
export const sign = (request: Unsigned, signing: Signing, isTls = true): Readonly<Record<string, string>> => {
  const { credentials, region, signingName } = signing;
  const isS3 = signingName === 's3';
  const time = new Date(signing.at).toISOString().replace(/[-:]|\.\d+/g, '');
  const digest = isS3 && isTls ? UNSIGNED : sha256(request.body);
  const token = credentials.sessionToken;
  const headers: Record<string, string> = {
    ...request.headers,
    'x-amz-date': time,
    ...(isS3 ? { 'x-amz-content-sha256': digest } : {}),
    ...(token === undefined || token === '' ? {} : { 'x-amz-security-token': token }),
  };
  const signed = Object.entries({ ...headers, host: request.host }).sort(([a], [b]) => (a < b ? -1 : 1));
  const names = signed.map(([name]) => name).join(';');
  const canonical = [
    request.method,
    // Every service but S3 wants the encoded path encoded once more.
    isS3 ? request.path : request.path.split('/').map(encodeSegment).join('/'),
    '',
    ...signed.map(([name, value]) => `${name}:${value.trim()}`),
    '',
    names,
    digest,
  ].join('\n');
  const scope = `${time.slice(0, 8)}/${region}/${signingName}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n');
  const signature = createHmac('sha256', keyOf(scope, credentials.secretAccessKey)).update(toSign).digest('hex');
  headers['authorization'] =
    `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return headers;
};

/** RFC 3986: the five marks that encodeURIComponent leaves alone are encoded too. */
export const encodeSegment = (segment: string): string =>
  encodeURIComponent(segment).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

/** The keys of a day, by scope and secret: each takes four digests to make. */
const keys = new Map<string, Buffer>();
/** More than the services that a function calls, in the two days around a midnight. */
const MOST_KEYS = 20;

const keyOf = (scope: string, secret: string): Buffer => {
  const name = `${scope} ${secret}`;
  const known = keys.get(name);
  if (known !== undefined) return known;
  const key = scope
    .split('/')
    .reduce<string | Buffer>(
      (made, part) => createHmac('sha256', made).update(part).digest(),
      `AWS4${secret}`,
    ) as Buffer;
  if (keys.size >= MOST_KEYS) keys.clear();
  keys.set(name, key);
  return key;
};

const sha256 = (data: string | Uint8Array): string => hash('sha256', data, 'hex');

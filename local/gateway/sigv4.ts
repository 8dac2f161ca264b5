/**
 * Verifies AWS Signature Version 4, in headers and in presigned URLs. The signature is really computed: a tampered path,
 * header or body, a wrong secret and an expired request are refused as AWS refuses them.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { AwsError } from '../aws/aws-error.ts';
import type { AwsRequest } from '../aws/service.ts';
import { canonicalQuery, canonicalUri } from './canonical-request.ts';

/** What a signature says about who signed, for which service, when. */
interface Claim {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** ISO 8601 basic format: `20261121T100000Z`. */
  readonly time: string;
  readonly sessionToken: string | undefined;
  /** Seconds; only in presigned URLs. */
  readonly expires: number | undefined;
}

export interface SigningKey {
  readonly secretAccessKey: string;
  /** Undefined for long-lived keys. */
  readonly sessionToken: string | undefined;
}

export interface Verified {
  readonly accessKeyId: string;
  readonly service: string;
  readonly region: string;
}

/** AWS accepts a clock that is up to five minutes off. */
const MAX_SKEW_MS = 5 * 60_000;
/** Longest life of a presigned URL: seven days. */
const MAX_EXPIRES_SECONDS = 7 * 24 * 3600;

const sha256 = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: Buffer | string, data: string): Buffer => createHmac('sha256', key).update(data).digest();

const invalid = (code: string, message: string, status = 403): AwsError => new AwsError({ code, status, message });

/**
 * The signing name in a request's credential scope, verified or not: which service's error format to answer in.
 * @returns an empty text for an unsigned request
 */
export const claimedService = (request: AwsRequest): string => credentialOf(request)?.split('/').at(-2) ?? '';

const credentialOf = (request: AwsRequest): string | undefined =>
  request.query.get('X-Amz-Credential') ?? /Credential=([^,\s]+)/.exec(request.headers['authorization'] ?? '')?.[1];

const readClaim = (request: AwsRequest): Claim => {
  const credential = credentialOf(request);
  const header = request.headers['authorization'] ?? '';
  const presigned = request.query.has('X-Amz-Signature');
  if (credential === undefined)
    throw invalid('MissingAuthenticationTokenException', 'Request is missing Authentication Token');
  const algorithm = presigned ? request.query.get('X-Amz-Algorithm') : header.split(' ', 1)[0];
  if (algorithm !== 'AWS4-HMAC-SHA256')
    throw invalid('IncompleteSignatureException', `the signature algorithm ${algorithm} is not known`, 400);
  const parts = credential.split('/');
  const [accessKeyId, date, region, service, terminator] = parts.slice(-5);
  if (!accessKeyId || !date || !region || !service || terminator !== 'aws4_request')
    throw invalid('IncompleteSignatureException', 'the credential must be key/date/region/service/aws4_request', 400);
  const part = (name: string): string =>
    (presigned ? request.query.get(`X-Amz-${name}`) : new RegExp(`${name}=([^,\\s]+)`).exec(header)?.[1]) ?? '';
  return {
    accessKeyId,
    date,
    region,
    service,
    signedHeaders: part('SignedHeaders').split(';'),
    signature: part('Signature'),
    time: presigned ? part('Date') : (request.headers['x-amz-date'] ?? ''),
    sessionToken: presigned
      ? (request.query.get('X-Amz-Security-Token') ?? undefined)
      : request.headers['x-amz-security-token'],
    expires: presigned ? Number(part('Expires')) : undefined,
  };
};

const parseTime = (time: string): number => {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
};

const checkTime = ({ time, date, expires }: Claim, clocks: readonly number[]): void => {
  const signedAt = parseTime(time);
  const now = clocks.reduce((best, one) => (Math.abs(one - signedAt) < Math.abs(best - signedAt) ? one : best));
  if (Number.isNaN(signedAt) || !time.startsWith(date))
    throw invalid('IncompleteSignatureException', 'the signing date is missing or differs from the credential', 400);
  if (expires === undefined) {
    if (Math.abs(now - signedAt) > MAX_SKEW_MS)
      throw invalid(
        'RequestTimeTooSkewed',
        'The difference between the request time and the current time is too large.',
      );
    return;
  }
  if (!(expires >= 1 && expires <= MAX_EXPIRES_SECONDS))
    throw invalid('AuthorizationQueryParametersError', 'X-Amz-Expires must be between 1 and 604800 seconds', 400);
  if (now > signedAt + expires * 1000 || signedAt > now + MAX_SKEW_MS)
    throw invalid('AccessDenied', 'Request has expired');
};

/** The hash the client signed: of the body, or a marker that says how the body is protected instead. */
const payloadHash = (request: AwsRequest, { service, expires }: Claim): string => {
  const stated = request.headers['x-amz-content-sha256'];
  if (service === 's3') {
    if (expires !== undefined && stated === undefined) return 'UNSIGNED-PAYLOAD';
    if (stated === undefined) throw invalid('InvalidRequest', 'x-amz-content-sha256 is missing', 400);
    if (stated === 'UNSIGNED-PAYLOAD' || stated === 'STREAMING-UNSIGNED-PAYLOAD-TRAILER') return stated;
    if (stated.startsWith('STREAMING-'))
      throw new AwsError({
        code: 'NotImplemented',
        status: 501,
        message: `payloads signed as ${stated} are not implemented by the local cloud`,
      });
  }
  const actual = sha256(request.body);
  if (stated !== undefined && stated !== actual)
    throw invalid('XAmzContentSHA256Mismatch', 'the body is not the one that x-amz-content-sha256 states', 400);
  return actual;
};

const derivedKeys = new Map<string, Buffer>();

const derivedKey = (secret: string, { date, region, service }: Claim): Buffer => {
  const name = `${secret}/${date}/${region}/${service}`;
  let key = derivedKeys.get(name);
  if (key === undefined) {
    key = [date, region, service, 'aws4_request'].reduce<Buffer | string>(hmac, `AWS4${secret}`) as Buffer;
    // One key per role, service and day; a run of a few days stays far below this.
    if (derivedKeys.size > 1000) derivedKeys.clear();
    derivedKeys.set(name, key);
  }
  return key;
};

/**
 * Checks who signed a request.
 * @param keyOf the signing key of an access key id, or undefined when it was never issued
 * @param clocks the clocks that callers live by, in milliseconds since the epoch; the nearest to the signature counts
 * @throws {AwsError} for every signature AWS would refuse
 */
export const verifySignature = (
  request: AwsRequest,
  keyOf: (accessKeyId: string) => SigningKey | undefined,
  ...clocks: readonly [number, ...number[]]
): Verified => {
  const claim = readClaim(request);
  const key = keyOf(claim.accessKeyId);
  if (key === undefined || key.sessionToken !== claim.sessionToken)
    throw invalid(
      claim.service === 's3' ? 'InvalidAccessKeyId' : 'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    );
  checkTime(claim, clocks);
  if (!claim.signedHeaders.includes('host'))
    throw invalid('IncompleteSignatureException', 'the host header must be signed', 400);
  const unsigned = Object.keys(request.headers).find(
    (name) => name.startsWith('x-amz-') && !claim.signedHeaders.includes(name),
  );
  if (unsigned !== undefined)
    throw invalid('AccessDenied', `There were headers present in the request which were not signed: ${unsigned}`);
  const canonical = [
    request.method,
    canonicalUri(request.path, claim.service),
    canonicalQuery(request.query),
    ...claim.signedHeaders.map((name) => `${name}:${(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}`),
    '',
    claim.signedHeaders.join(';'),
    payloadHash(request, claim),
  ].join('\n');
  const scope = `${claim.date}/${claim.region}/${claim.service}/aws4_request`;
  const expected = hmac(
    derivedKey(key.secretAccessKey, claim),
    ['AWS4-HMAC-SHA256', claim.time, scope, sha256(canonical)].join('\n'),
  );
  const given = Buffer.from(claim.signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw invalid(
      claim.service === 's3' ? 'SignatureDoesNotMatch' : 'InvalidSignatureException',
      'The request signature we calculated does not match the signature you provided.',
    );
  return { accessKeyId: claim.accessKeyId, service: claim.service, region: claim.region };
};

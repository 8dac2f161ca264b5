/**
 * Which operation an S3 request means, and every parameter and header that operation understands. Anything else is
 * refused by name: an emulator that ignored `?tagging` would overwrite the object with the tags.
 */
import { notImplemented } from '../aws-error.ts';
import type { AwsRequest } from '../service.ts';

export type OperationName =
  | 'HeadBucket'
  | 'ListObjectsV2'
  | 'DeleteObjects'
  | 'PutObject'
  | 'CopyObject'
  | 'GetObject'
  | 'HeadObject'
  | 'DeleteObject'
  | 'CreateMultipartUpload'
  | 'UploadPart'
  | 'CompleteMultipartUpload'
  | 'AbortMultipartUpload'
  | 'ListParts';

interface Route {
  readonly operation: OperationName;
  readonly method: string;
  readonly on: 'bucket' | 'object';
  /** Query parameters that must be there. */
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** `x-amz-` headers beyond those every request may have. */
  readonly headers: readonly RegExp[];
}

const CHECKSUM = /^checksum-(?!algorithm$|mode$|type$)/;
const STORING = [/^meta-/, /^storage-class$/, /^server-side-encryption$/, /^acl$/];
const FRAMING = [/^decoded-content-length$/, /^trailer$/, /^sdk-checksum-algorithm$/, CHECKSUM];
const OVERRIDES = ['content-type', 'content-disposition', 'content-encoding', 'content-language', 'cache-control'].map(
  (name) => `response-${name}`,
);
const LISTING = [
  'prefix',
  'delimiter',
  'max-keys',
  'continuation-token',
  'start-after',
  'encoding-type',
  'fetch-owner',
];
const COPYING = [/^copy-source$/, /^copy-source-if-/, /^metadata-directive$/, /^checksum-algorithm$/];

const route = (
  operation: OperationName,
  method: string,
  on: Route['on'],
  more: Partial<Pick<Route, 'required' | 'optional' | 'headers'>> = {},
): Route => ({ operation, method, on, required: [], optional: [], headers: [], ...more });

/** Longer lists of required parameters first. */
const ROUTES: readonly Route[] = [
  route('HeadBucket', 'HEAD', 'bucket'),
  route('ListObjectsV2', 'GET', 'bucket', { required: ['list-type'], optional: LISTING }),
  route('DeleteObjects', 'POST', 'bucket', { required: ['delete'], headers: FRAMING }),
  route('UploadPart', 'PUT', 'object', { required: ['uploadId', 'partNumber'], headers: FRAMING }),
  route('CompleteMultipartUpload', 'POST', 'object', {
    required: ['uploadId'],
    headers: [CHECKSUM, /^checksum-type$/, /^mp-object-size$/],
  }),
  route('AbortMultipartUpload', 'DELETE', 'object', { required: ['uploadId'] }),
  route('ListParts', 'GET', 'object', { required: ['uploadId'] }),
  route('CreateMultipartUpload', 'POST', 'object', {
    required: ['uploads'],
    headers: [...STORING, /^checksum-(algorithm|type)$/],
  }),
  route('PutObject', 'PUT', 'object', { headers: [...STORING, ...FRAMING] }),
  route('GetObject', 'GET', 'object', { optional: OVERRIDES, headers: [/^checksum-mode$/] }),
  route('HeadObject', 'HEAD', 'object', { optional: OVERRIDES, headers: [/^checksum-mode$/] }),
  route('DeleteObject', 'DELETE', 'object'),
];

/** A PUT that carries a source is a copy. */
const COPY = route('CopyObject', 'PUT', 'object', { headers: [...STORING, ...COPYING] });

/** Signatures are the gateway's affair; `x-id` is the SDK's note of the operation's name. */
const IGNORED_QUERY = /^(x-id|x-amz-(algorithm|credential|date|expires|signedheaders|signature|security-token))$/i;
const ANY_HEADERS = [/^date$/, /^content-sha256$/, /^security-token$/, /^user-agent$/, /^expected-bucket-owner$/];

/** @throws AwsError 501 for an operation, parameter, header or value that the local S3 does not know */
export const findRoute = (
  request: Pick<AwsRequest, 'method' | 'query' | 'headers'>,
  on: Route['on'],
): OperationName => {
  const names = [...request.query.keys()].filter((name) => !IGNORED_QUERY.test(name));
  const found =
    request.headers['x-amz-copy-source'] !== undefined && request.method === 'PUT' && names.length === 0
      ? COPY
      : ROUTES.find(
          (one) =>
            one.method === request.method && one.on === on && one.required.every((name) => request.query.has(name)),
        );
  if (found === undefined) {
    const what = names.length === 0 ? '' : ` with ?${names.join('&')}`;
    throw notImplemented(`${request.method} of a ${on}${what}`, 'NotImplemented');
  }
  for (const name of names) {
    if (!found.required.includes(name) && !found.optional.includes(name)) {
      throw notImplemented(`${found.operation} with ?${name}`, 'NotImplemented');
    }
  }
  for (const [name, value] of Object.entries(request.headers)) checkHeader(found, name, value);
  return found.operation;
};

/** What STORING headers may say: what is on a laptop anyway. */
const ONLY_VALUES: Readonly<Record<string, RegExp>> = {
  'x-amz-server-side-encryption': /^AES256$/,
  'x-amz-acl': /^(private|bucket-owner-full-control)$/,
  'x-amz-storage-class': /^(STANDARD|STANDARD_IA|ONEZONE_IA|INTELLIGENT_TIERING|GLACIER_IR)$/,
};

const checkHeader = ({ operation, headers }: Route, name: string, value: string): void => {
  if (!name.startsWith('x-amz-')) return;
  const rest = name.slice('x-amz-'.length);
  const isKnown = [...headers, ...ANY_HEADERS].some((known) => known.test(rest));
  if (!isKnown) throw notImplemented(`${operation} with header ${name}`, 'NotImplemented');
  if (ONLY_VALUES[name]?.test(value) === false) throw notImplemented(`${name}: ${value}`, 'NotImplemented');
};

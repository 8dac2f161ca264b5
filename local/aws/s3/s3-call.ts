/** One S3 operation on its way: where it is sent, what it carries, and the answers it may give. */
import { randomUUID } from 'node:crypto';
import type { AwsRequest, AwsResponse } from '../service.ts';
import { xmlDocument } from '../xml.ts';
import { checksumHeaders } from './checksums.ts';
import type { Bucket, ObjectFacts } from './objects.ts';
import { s3Error } from './s3-error.ts';

export interface S3Call {
  readonly bucket: Bucket;
  /** Decoded; empty for an operation on the bucket. */
  readonly key: string;
  readonly query: URLSearchParams;
  /** Names in lower case; what a presigned URL carries in its query has been moved here. */
  readonly headers: AwsRequest['headers'];
  readonly body: Buffer;
}

export type S3Operation = (call: S3Call) => AwsResponse;

export const respond = (
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body: Buffer | string = '',
): AwsResponse => ({ status, headers: { 'x-amz-request-id': randomUUID(), ...headers }, body });

export const respondXml = (root: string, children: readonly string[]): AwsResponse =>
  respond(
    200,
    { 'content-type': 'application/xml' },
    xmlDocument(root, 'http://s3.amazonaws.com/doc/2006-03-01/', children),
  );

/** What S3 says of an object it has stored. */
export const storedHeaders = (object: Pick<ObjectFacts, 'etag' | 'checksum'>): Readonly<Record<string, string>> => ({
  etag: `"${object.etag}"`,
  'x-amz-server-side-encryption': 'AES256',
  ...(object.checksum === undefined ? {} : checksumHeaders(object.checksum)),
});

const KEPT_HEADERS = ['content-type', 'cache-control', 'content-disposition', 'content-language', 'expires'];

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html#UserMetadata */
const MAX_METADATA_BYTES = 2048;

/**
 * The headers of an upload that later reads return.
 * @throws AwsError InvalidRequest when the user-defined ones are too large
 */
export const keptHeaders = (headers: AwsRequest['headers']): Readonly<Record<string, string>> => {
  const kept: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  let metadataBytes = 0;
  for (const [name, value] of Object.entries(headers)) {
    if (KEPT_HEADERS.includes(name)) kept[name] = value;
    if (!name.startsWith('x-amz-meta-')) continue;
    kept[name] = value;
    metadataBytes += Buffer.byteLength(name.slice('x-amz-meta-'.length)) + Buffer.byteLength(value);
  }
  if (metadataBytes > MAX_METADATA_BYTES) {
    throw s3Error('InvalidRequest', {}, `Your metadata headers exceed the maximum of ${MAX_METADATA_BYTES} bytes`);
  }
  // The SDK frames streams as aws-chunked; that is no encoding of the object.
  const encoding = (headers['content-encoding'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== 'aws-chunked');
  if (encoding.length > 0) kept['content-encoding'] = encoding.join(',');
  const storageClass = headers['x-amz-storage-class'];
  if (storageClass !== undefined && storageClass !== 'STANDARD') kept['x-amz-storage-class'] = storageClass;
  return kept;
};

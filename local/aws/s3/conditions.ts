/**
 * Conditional reads and writes.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html
 */
import { notImplemented } from '../aws-error.ts';
import type { AwsRequest } from '../service.ts';
import type { StoredObject } from './objects.ts';
import { s3Error } from './s3-error.ts';

type Headers = AwsRequest['headers'];

/**
 * @param prefix before the headers' names: `x-amz-copy-source-` for the source of a copy
 * @returns whether the caller already has this version, which a GET answers with 304
 * @throws AwsError PreconditionFailed
 */
export const isUnchanged = (headers: Headers, object: StoredObject, prefix = ''): boolean => {
  const ifMatch = headers[`${prefix}if-match`];
  const ifNoneMatch = headers[`${prefix}if-none-match`];
  const modifiedSince = Date.parse(headers[`${prefix}if-modified-since`] ?? '');
  const unmodifiedSince = Date.parse(headers[`${prefix}if-unmodified-since`] ?? '');
  // HTTP dates have whole seconds.
  const modifiedAt = Math.floor(object.modifiedAt / 1000) * 1000;
  if (ifMatch !== undefined ? !matches(ifMatch, object.etag) : modifiedAt > unmodifiedSince) {
    throw s3Error('PreconditionFailed');
  }
  return ifNoneMatch !== undefined ? matches(ifNoneMatch, object.etag) : modifiedAt <= modifiedSince;
};

/**
 * @param current what the write would replace or delete
 * @throws AwsError PreconditionFailed, NoSuchKey; 501 for an If-None-Match other than `*`, as AWS
 */
export const checkWrite = (headers: Headers, current: StoredObject | undefined): void => {
  const ifMatch = headers['if-match'];
  const ifNoneMatch = headers['if-none-match'];
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch !== '*') throw notImplemented('If-None-Match with anything but *', 'NotImplemented');
    if (current !== undefined) throw s3Error('PreconditionFailed', { Condition: 'If-None-Match' });
  }
  if (ifMatch !== undefined) {
    if (current === undefined) throw s3Error('NoSuchKey');
    if (!matches(ifMatch, current.etag)) throw s3Error('PreconditionFailed', { Condition: 'If-Match' });
  }
};

const matches = (list: string, etag: string): boolean =>
  list.split(',').some((one) => ['*', etag].includes(one.trim().replace(/^W\//, '').replaceAll('"', '')));

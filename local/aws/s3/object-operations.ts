/** PutObject, GetObject, HeadObject, DeleteObject and CopyObject. */
import { createHash } from 'node:crypto';
import { notImplemented } from '../aws-error.ts';
import type { AwsResponse, Clock } from '../service.ts';
import { element } from '../xml.ts';
import { type ByteRange, parseRange } from './byte-range.ts';
import { asAlgorithm, type Checksum, checksumElementName, checksumHeaders, checksumOf } from './checksums.ts';
import { checkWrite, isUnchanged } from './conditions.ts';
import type { Objects, StoredObject } from './objects.ts';
import { readBody } from './request-body.ts';
import { keptHeaders, respond, respondXml, type S3Call, type S3Operation, storedHeaders } from './s3-call.ts';
import { s3Error } from './s3-error.ts';

/** Longest key, in bytes of UTF-8. */
const MAX_KEY_BYTES = 1024;

/** @throws AwsError KeyTooLongError */
export const refuseLongKey = (key: string): void => {
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw s3Error('KeyTooLongError');
};

export const putObject =
  (objects: Objects, clock: Clock): S3Operation =>
  ({ bucket, key, headers, body }) => {
    refuseLongKey(key);
    checkWrite(headers, objects.find(bucket.name, key));
    const { bytes, md5, checksum } = readBody({ headers, body });
    const facts = {
      bucket: bucket.name,
      key,
      etag: md5,
      size: bytes.length,
      modifiedAt: clock(),
      headers: keptHeaders(headers),
      ...(checksum === undefined ? {} : { checksum }),
    };
    objects.put(facts, [bytes]);
    return respond(200, storedHeaders(facts));
  };

const findObject = (objects: Objects, bucket: string, key: string): StoredObject => {
  const object = objects.find(bucket, key);
  if (object === undefined) throw s3Error('NoSuchKey', { Key: key });
  return object;
};

export const getObject =
  (objects: Objects): S3Operation =>
  (call) => {
    const object = findObject(objects, call.bucket.name, call.key);
    return answerRead(call, object, (range) => objects.read(object, range.from, range.to));
  };

/** The same headers as GetObject, its length included, and no body. */
export const headObject =
  (objects: Objects): S3Operation =>
  (call) =>
    answerRead(call, findObject(objects, call.bucket.name, call.key), () => '');

const answerRead = (call: S3Call, object: StoredObject, read: (range: ByteRange) => Buffer | string): AwsResponse => {
  const { headers, query } = call;
  const { etag } = object;
  const common = { etag: `"${etag}"`, 'last-modified': new Date(object.modifiedAt).toUTCString() };
  if (isUnchanged(headers, object)) return respond(304, common);

  const range = parseRange(headers['range'], object.size);
  const { from, to } = range ?? { from: 0, to: object.size - 1 };
  const overrides = [...query]
    .filter(([name]) => name.startsWith('response-'))
    .map(([name, value]) => [name.slice('response-'.length), value]);
  return respond(
    range === undefined ? 200 : 206,
    {
      ...object.headers,
      ...Object.fromEntries(overrides),
      ...common,
      'accept-ranges': 'bytes',
      'content-length': String(to - from + 1),
      'x-amz-server-side-encryption': 'AES256',
      ...(range === undefined ? {} : { 'content-range': `bytes ${from}-${to}/${object.size}` }),
      // A part of an object does not have the checksum of the whole.
      ...(headers['x-amz-checksum-mode'] === 'ENABLED' && range === undefined && object.checksum !== undefined
        ? checksumHeaders(object.checksum)
        : {}),
    },
    object.size === 0 ? '' : read({ from, to }),
  );
};

export const deleteObject =
  (objects: Objects): S3Operation =>
  ({ bucket, key, headers }) => {
    const object = objects.find(bucket.name, key);
    if (headers['if-match'] !== undefined) checkWrite({ 'if-match': headers['if-match'] }, object);
    if (object !== undefined) objects.delete(object);
    return respond(204);
  };

export const copyObject =
  (objects: Objects, clock: Clock): S3Operation =>
  ({ bucket, key, headers }) => {
    refuseLongKey(key);
    checkWrite(headers, objects.find(bucket.name, key));
    const source = findSource(objects, headers['x-amz-copy-source']!);
    if (isUnchanged(headers, source, 'x-amz-copy-source-')) throw s3Error('PreconditionFailed');
    const replaces = headers['x-amz-metadata-directive'] === 'REPLACE';
    if (!replaces && source.bucket === bucket.name && source.key === key) {
      throw s3Error('InvalidRequest', {}, 'This copy request is illegal: it copies an object to itself unchanged.');
    }
    const bytes = source.size === 0 ? Buffer.alloc(0) : objects.read(source, 0, source.size - 1);
    const checksum = checksumOfCopy(source, bytes, headers['x-amz-checksum-algorithm']);
    const facts = {
      bucket: bucket.name,
      key,
      etag: createHash('md5').update(bytes).digest('hex'),
      size: source.size,
      modifiedAt: clock(),
      headers: replaces ? keptHeaders(headers) : source.headers,
      ...(checksum === undefined ? {} : { checksum }),
    };
    objects.put(facts, [bytes]);
    return respondXml('CopyObjectResult', [
      element('ETag', `"${facts.etag}"`),
      element('LastModified', new Date(facts.modifiedAt).toISOString()),
      ...(checksum === undefined ? [] : [element(checksumElementName(checksum.algorithm), checksum.value)]),
    ]);
  };

const findSource = (objects: Objects, header: string): StoredObject => {
  if (header.includes('?')) throw notImplemented('versionId in x-amz-copy-source', 'NotImplemented');
  const [bucket = '', ...key] = decodeURIComponent(header).replace(/^\//, '').split('/');
  if (objects.findBucket(bucket) === undefined) throw s3Error('NoSuchBucket', { BucketName: bucket });
  return findObject(objects, bucket, key.join('/'));
};

/** A copy is one piece, so a checksum of checksums does not fit it any more. */
const checksumOfCopy = (source: StoredObject, bytes: Buffer, wanted: string | undefined): Checksum | undefined => {
  const algorithm = wanted === undefined ? source.checksum?.algorithm : asAlgorithm(wanted);
  return algorithm === undefined ? undefined : { algorithm, value: checksumOf(algorithm, bytes), type: 'FULL_OBJECT' };
};

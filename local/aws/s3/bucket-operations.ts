/** HeadBucket, ListObjectsV2 and DeleteObjects. */
import { AwsError, notImplemented } from '../aws-error.ts';
import { childrenNamed, childText, element, parseXml, type XmlElement } from '../xml.ts';
import { checkWrite } from './conditions.ts';
import type { Objects, StoredObject } from './objects.ts';
import { readBody } from './request-body.ts';
import { respond, respondXml, type S3Operation } from './s3-call.ts';
import { s3Error } from './s3-error.ts';

export const headBucket: S3Operation = () => respond(200);

/** Most keys and common prefixes in one page, and most keys in one DeleteObjects. */
const MAX_KEYS = 1000;

export const listObjects =
  (objects: Objects): S3Operation =>
  ({ bucket, query }) => {
    const prefix = query.get('prefix') ?? '';
    const delimiter = query.get('delimiter') ?? '';
    const token = query.get('continuation-token');
    const startAfter = query.get('start-after') ?? '';
    const maxKeys = Number(query.get('max-keys') ?? MAX_KEYS);
    if (!Number.isInteger(maxKeys) || maxKeys < 0) throw s3Error('InvalidArgument', { ArgumentName: 'max-keys' });
    if (query.get('fetch-owner') === 'true') throw notImplemented('fetch-owner=true', 'NotImplemented');
    const encode = query.get('encoding-type') === 'url' ? encodeKey : (text: string) => text;

    const after = token === null ? startAfter : Buffer.from(token, 'base64url').toString();
    const page = listPage(objects, {
      bucket: bucket.name,
      prefix,
      delimiter,
      after,
      limit: Math.min(maxKeys, MAX_KEYS),
    });
    return respondXml('ListBucketResult', [
      element('Name', bucket.name),
      element('Prefix', encode(prefix)),
      ...(delimiter === '' ? [] : [element('Delimiter', encode(delimiter))]),
      ...(startAfter === '' ? [] : [element('StartAfter', encode(startAfter))]),
      ...(token === null ? [] : [element('ContinuationToken', token)]),
      ...(query.has('encoding-type') ? [element('EncodingType', 'url')] : []),
      element('KeyCount', page.objects.length + page.commonPrefixes.length),
      element('MaxKeys', maxKeys),
      element('IsTruncated', page.next !== undefined),
      ...(page.next === undefined
        ? []
        : [element('NextContinuationToken', Buffer.from(page.next).toString('base64url'))]),
      ...page.objects.map((object) =>
        element('Contents', [
          element('Key', encode(object.key)),
          element('LastModified', new Date(object.modifiedAt).toISOString()),
          element('ETag', `"${object.etag}"`),
          element('Size', object.size),
          element('StorageClass', object.headers['x-amz-storage-class'] ?? 'STANDARD'),
        ]),
      ),
      ...page.commonPrefixes.map((one) => element('CommonPrefixes', [element('Prefix', encode(one))])),
    ]);
  };

/** Keys may hold characters that XML cannot; the SDK asks for them percent-encoded. */
const encodeKey = (key: string): string => encodeURIComponent(key).replaceAll('%2F', '/');

interface Page {
  readonly objects: readonly StoredObject[];
  readonly commonPrefixes: readonly string[];
  /** Where the next page starts, when there is one. */
  readonly next?: string;
}

interface Listing {
  readonly bucket: string;
  readonly prefix: string;
  readonly delimiter: string;
  readonly after: string;
  readonly limit: number;
}

/** After every key that begins with what stands before it. */
const LAST_CHARACTER = '\u{10FFFF}';

const listPage = (store: Objects, { bucket, prefix, delimiter, after, limit }: Listing): Page => {
  const objects: StoredObject[] = [];
  const commonPrefixes: string[] = [];
  let position = after;
  while (limit > 0) {
    const rows = store.list(bucket, prefix, position, delimiter === '' ? limit + 1 : MAX_KEYS);
    let isSkipping = false;
    for (const object of rows) {
      if (!object.key.startsWith(prefix)) return { objects, commonPrefixes };
      if (objects.length + commonPrefixes.length >= limit) return { objects, commonPrefixes, next: position };
      const end = delimiter === '' ? -1 : object.key.indexOf(delimiter, prefix.length);
      if (end >= 0) {
        const common = object.key.slice(0, end + delimiter.length);
        commonPrefixes.push(common);
        position = common + LAST_CHARACTER;
        isSkipping = true;
        break;
      }
      objects.push(object);
      position = object.key;
    }
    if (rows.length === 0 || (!isSkipping && rows.length < MAX_KEYS)) break;
  }
  return { objects, commonPrefixes };
};

export const deleteObjects =
  (objects: Objects): S3Operation =>
  ({ bucket, headers, body }) => {
    const request = parseDelete(readBody({ headers, body }).bytes);
    const isQuiet = childText(request, 'Quiet') === 'true';
    const wanted = childrenNamed(request, 'Object');
    if (wanted.length === 0 || wanted.length > MAX_KEYS) throw s3Error('MalformedXML');
    for (const { name } of wanted.flatMap(({ children }) => children)) {
      if (name !== 'Key' && name !== 'ETag') throw notImplemented(`${name} in DeleteObjects`, 'NotImplemented');
    }
    const results = wanted.flatMap((one) => {
      const key = childText(one, 'Key') ?? '';
      const etag = childText(one, 'ETag');
      const object = objects.find(bucket.name, key);
      try {
        if (etag !== undefined) checkWrite({ 'if-match': etag }, object);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        return [
          element('Error', [element('Key', key), element('Code', error.code), element('Message', error.message)]),
        ];
      }
      if (object !== undefined) objects.delete(object);
      return isQuiet ? [] : [element('Deleted', [element('Key', key)])];
    });
    return respondXml('DeleteResult', results);
  };

const parseDelete = (bytes: Buffer): XmlElement => {
  try {
    return parseXml(bytes.toString('utf8'));
  } catch {
    throw s3Error('MalformedXML');
  }
};

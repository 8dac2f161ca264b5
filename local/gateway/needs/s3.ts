/**
 * S3: which actions on which buckets and objects a request needs. The operation is told by method and sub-resource.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
import type { AwsRequest } from '../../aws/service.ts';
import type { Need } from '../../iam/authority.ts';
import { type NeedReader, unknownOperation } from './need-reader.ts';

type Route = readonly [operation: string, action: string];

/** Sub-resources of a bucket: `METHOD parameter` → operation and action. */
const BUCKET: Readonly<Record<string, Route>> = {
  'GET list-type': ['ListObjectsV2', 'ListBucket'],
  'GET uploads': ['ListMultipartUploads', 'ListBucketMultipartUploads'],
  'GET versions': ['ListObjectVersions', 'ListBucketVersions'],
  'GET location': ['GetBucketLocation', 'GetBucketLocation'],
  'GET versioning': ['GetBucketVersioning', 'GetBucketVersioning'],
  'GET policy': ['GetBucketPolicy', 'GetBucketPolicy'],
  'GET encryption': ['GetBucketEncryption', 'GetEncryptionConfiguration'],
  'GET lifecycle': ['GetBucketLifecycleConfiguration', 'GetLifecycleConfiguration'],
  'GET tagging': ['GetBucketTagging', 'GetBucketTagging'],
  'POST delete': ['DeleteObjects', 'DeleteObject'],
  GET: ['ListObjects', 'ListBucket'],
  HEAD: ['HeadBucket', 'ListBucket'],
  PUT: ['CreateBucket', 'CreateBucket'],
  DELETE: ['DeleteBucket', 'DeleteBucket'],
};

const OBJECT: Readonly<Record<string, Route>> = {
  'GET tagging': ['GetObjectTagging', 'GetObjectTagging'],
  'PUT tagging': ['PutObjectTagging', 'PutObjectTagging'],
  'DELETE tagging': ['DeleteObjectTagging', 'DeleteObjectTagging'],
  'GET uploadId': ['ListParts', 'ListMultipartUploadParts'],
  'DELETE uploadId': ['AbortMultipartUpload', 'AbortMultipartUpload'],
  'POST uploads': ['CreateMultipartUpload', 'PutObject'],
  'POST uploadId': ['CompleteMultipartUpload', 'PutObject'],
  'PUT uploadId': ['UploadPart', 'PutObject'],
  'GET versionId': ['GetObject', 'GetObjectVersion'],
  'HEAD versionId': ['HeadObject', 'GetObjectVersion'],
  'DELETE versionId': ['DeleteObject', 'DeleteObjectVersion'],
  'GET attributes': ['GetObjectAttributes', 'GetObjectAttributes'],
  GET: ['GetObject', 'GetObject'],
  HEAD: ['HeadObject', 'GetObject'],
  PUT: ['PutObject', 'PutObject'],
  DELETE: ['DeleteObject', 'DeleteObject'],
};

/** Sub-resources this file does not know: their permission would be guessed, so they are answered 501. */
const UNKNOWN_SUBRESOURCES = [
  'acl', 'policy', 'cors', 'website', 'logging', 'notification', 'replication', 'torrent', 'restore', 'select',
  'legal-hold', 'retention', 'object-lock', 'accelerate', 'requestPayment', 'inventory', 'metrics', 'analytics',
  'intelligent-tiering', 'ownershipControls', 'publicAccessBlock', 'encryption', 'lifecycle', 'versioning', 'tagging',
  'attributes', 'versions', 'location',
]; // biome-ignore format: a word list

const find = (routes: Readonly<Record<string, Route>>, { method, query }: AwsRequest): Route | undefined => {
  for (const [name, route] of Object.entries(routes)) {
    const [verb, parameter] = name.split(' ');
    if (verb !== method || (parameter !== undefined && !query.has(parameter))) continue;
    if (parameter === undefined && UNKNOWN_SUBRESOURCES.some((unknown) => query.has(unknown))) return undefined;
    return route;
  }
  return undefined;
};

const value = (name: string, text: string | null): Readonly<Record<string, readonly string[]>> =>
  text === null ? {} : { [name]: [text] };

export const s3Needs: NeedReader = (request) => {
  const [, bucket = '', ...rest] = request.path.split('/');
  const key = rest.map(decodeURIComponent).join('/');
  if (bucket === '') {
    if (request.method !== 'GET') throw unknownOperation('s3', `${request.method} /`);
    return { operation: 'ListBuckets', resource: '*', needs: [{ action: 's3:ListAllMyBuckets', resource: '*' }] };
  }
  const bucketArn = `arn:aws:s3:::${bucket}`;
  const route = find(key === '' ? BUCKET : OBJECT, request);
  if (route === undefined) throw unknownOperation('s3', `${request.method} ?${[...request.query.keys()].join('&')}`);
  const [operation, action] = route;
  const resource = key === '' ? bucketArn : `${bucketArn}/${key}`;
  const needs: Need[] = [];
  if (operation === 'DeleteObjects')
    for (const [, name = ''] of request.body.toString('utf8').matchAll(/<Key>([^<]*)<\/Key>/g))
      needs.push({ action: 's3:DeleteObject', resource: `${bucketArn}/${name}` });
  else
    needs.push({
      action: `s3:${action}`,
      resource,
      context: {
        ...value('s3:prefix', request.query.get('prefix')),
        ...value('s3:delimiter', request.query.get('delimiter')),
      },
    });
  const source = request.headers['x-amz-copy-source'];
  if (source !== undefined)
    needs.push({
      action: 's3:GetObject',
      resource: `arn:aws:s3:::${decodeURIComponent(source.split('?')[0]!).replace(/^\//, '')}`,
    });
  if (request.headers['x-amz-tagging'] !== undefined) needs.push({ action: 's3:PutObjectTagging', resource });
  return {
    operation: source === undefined ? operation : operation.replace('PutObject', 'CopyObject'),
    resource,
    needs,
  };
};

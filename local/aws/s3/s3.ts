/** S3 for the local cloud: small, and right about what it does; whatever it does not do, it refuses by name. */
import { join } from 'node:path';
import { AwsError, notImplemented } from '../aws-error.ts';
import type { AwsRequest, AwsResponse, AwsService, Clock } from '../service.ts';
import { closeDatabase, openDatabase } from '../sqlite.ts';
import { element } from '../xml.ts';
import { deleteObjects, headBucket, listObjects } from './bucket-operations.ts';
import { isAbandoned, isExpired } from './lifecycle.ts';
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
  listParts,
  uploadPart,
} from './multipart.ts';
import { copyObject, deleteObject, getObject, headObject, putObject } from './object-operations.ts';
import { OBJECTS_SCHEMA, type Objects, openObjects } from './objects.ts';
import { findRoute, type OperationName } from './routes.ts';
import { respond, type S3Operation } from './s3-call.ts';
import { s3Error } from './s3-error.ts';
import { bucketFromTemplate } from './template.ts';
import { openUploads, UPLOADS_SCHEMA, type Uploads } from './uploads.ts';

export interface CreatedBucket {
  /** What `Ref` gives. */
  readonly name: string;
  readonly arn: string;
}

export interface S3 extends AwsService {
  /**
   * Creates the bucket of an AWS::S3::Bucket, or gives the existing one its lifecycle rules; objects stay.
   * @param name the bucket's name unless the properties give one
   * @param properties with all intrinsics resolved
   * @throws Error naming a property that the local S3 does not honour
   */
  createBucketFromTemplate(name: string, properties: Readonly<Record<string, unknown>>): CreatedBucket;
  /**
   * Deletes the objects and abandoned uploads that the buckets' lifecycle rules have ended.
   * @param now milliseconds since the epoch
   * @returns how many
   */
  sweepExpired(now: number): Promise<number>;
}

export interface S3Options {
  readonly directory: string;
  /** The account that owns every bucket; a request that expects another owner is refused. */
  readonly accountId?: string;
  readonly clock?: Clock;
}

/** Objects are large and few; larger pages make for shorter chains of them. */
const PAGE_BYTES = 16 * 1024;

export const createS3 = async ({ directory, accountId, clock = Date.now }: S3Options): Promise<S3> => {
  const database = openDatabase(join(directory, 's3.db'), OBJECTS_SCHEMA + UPLOADS_SCHEMA, PAGE_BYTES);
  const objects = openObjects(database);
  const uploads = openUploads(database);
  const operations: Readonly<Record<OperationName, S3Operation>> = {
    HeadBucket: headBucket,
    ListObjectsV2: listObjects(objects),
    DeleteObjects: deleteObjects(objects),
    PutObject: putObject(objects, clock),
    CopyObject: copyObject(objects, clock),
    GetObject: getObject(objects),
    HeadObject: headObject(objects),
    DeleteObject: deleteObject(objects),
    CreateMultipartUpload: createMultipartUpload(uploads, clock),
    UploadPart: uploadPart(uploads, clock),
    CompleteMultipartUpload: completeMultipartUpload(objects, uploads, clock),
    AbortMultipartUpload: abortMultipartUpload(uploads),
    ListParts: listParts(uploads),
  };

  const answer = (request: AwsRequest): AwsResponse => {
    const [, bucketName = '', ...rest] = request.path.split('/');
    if (bucketName === '') throw notImplemented(`${request.method} of the service`, 'NotImplemented');
    const key = decode(rest.join('/'));
    const { headers, query } = hoistHeaders(request);
    const operation = findRoute({ method: request.method, headers, query }, key === '' ? 'bucket' : 'object');
    const bucket = objects.findBucket(decode(bucketName));
    if (bucket === undefined) throw s3Error('NoSuchBucket', { BucketName: bucketName });
    const owner = headers['x-amz-expected-bucket-owner'];
    if (owner !== undefined && accountId !== undefined && owner !== accountId) {
      throw new AwsError({ code: 'AccessDenied', status: 403, message: 'Access Denied' });
    }
    return operations[operation]({ bucket, key, query, headers, body: request.body });
  };

  return {
    signingName: 's3',
    handle: async (request) => {
      try {
        return answer(request);
      } catch (error) {
        return answerError(request, error);
      }
    },
    createBucketFromTemplate: (name, properties) => {
      const bucket = bucketFromTemplate(name, properties);
      objects.ensureBucket(bucket, clock());
      return { name: bucket.name, arn: `arn:aws:s3:::${bucket.name}` };
    },
    sweepExpired: async (now) => sweepExpired(objects, uploads, now),
    close: async () => closeDatabase(database),
  };
};

/** A presigned URL carries headers in its query, where their names keep their case. */
const hoistHeaders = ({ headers, query }: AwsRequest): Pick<AwsRequest, 'headers' | 'query'> => {
  const hoisted = [...query].filter(([name]) => name.startsWith('x-amz-'));
  const rest = [...query].filter(([name]) => !name.startsWith('x-amz-'));
  return { headers: { ...Object.fromEntries(hoisted), ...headers }, query: new URLSearchParams(rest) };
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw s3Error('InvalidArgument', {}, 'The path is not percent-encoded UTF-8');
  }
};

const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

const answerError = (request: AwsRequest, thrown: unknown): AwsResponse => {
  const error =
    thrown instanceof AwsError
      ? thrown
      : new AwsError({ code: 'InternalError', status: 500, message: `the local cloud failed: ${thrown}` });
  const details = Object.entries(error.details).map(([name, value]) => element(name, String(value)));
  const body = element('Error', [
    element('Code', error.code),
    element('Message', error.message),
    ...details,
    element('Resource', request.path),
  ]);
  return respond(
    error.status,
    { 'content-type': 'application/xml' },
    request.method === 'HEAD' ? '' : `${XML_DECLARATION}${body}`,
  );
};

const SWEEP_KEYS = 1000;

const sweepExpired = (objects: Objects, uploads: Uploads, now: number): number => {
  let deleted = 0;
  for (const { name, lifecycle } of objects.allBuckets()) {
    if (lifecycle.length === 0) continue;
    for (let after: string | undefined = ''; after !== undefined; ) {
      const page = objects.list(name, '', after, SWEEP_KEYS);
      for (const object of page.filter((one) => isExpired(lifecycle, one, now))) {
        objects.delete(object);
        deleted++;
      }
      after = page.at(-1)?.key;
    }
    for (const upload of uploads.all(name).filter((one) => isAbandoned(lifecycle, one, now))) {
      uploads.delete(upload.id);
      deleted++;
    }
  }
  return deleted;
};

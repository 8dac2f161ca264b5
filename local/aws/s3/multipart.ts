/** CreateMultipartUpload, UploadPart, CompleteMultipartUpload, AbortMultipartUpload and ListParts. */
import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../service.ts';
import { childrenNamed, childText, element, parseXml } from '../xml.ts';
import { asAlgorithm, type Checksum, checksumElementName, checksumOf, compositeChecksum } from './checksums.ts';
import { checkWrite } from './conditions.ts';
import { refuseLongKey } from './object-operations.ts';
import type { Objects } from './objects.ts';
import { readBody } from './request-body.ts';
import { keptHeaders, respond, respondXml, type S3Call, type S3Operation, storedHeaders } from './s3-call.ts';
import { s3Error } from './s3-error.ts';
import type { Part, Upload, Uploads } from './uploads.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const MAX_PART_NUMBER = 10_000;
const MIN_PART_BYTES = 5 * 1024 * 1024;

export const createMultipartUpload =
  (uploads: Uploads, clock: Clock): S3Operation =>
  ({ bucket, key, headers }) => {
    refuseLongKey(key);
    const wanted = headers['x-amz-checksum-algorithm'];
    const algorithm = wanted === undefined ? undefined : asAlgorithm(wanted);
    const upload: Upload = {
      id: randomBytes(24).toString('base64url'),
      bucket: bucket.name,
      key,
      headers: keptHeaders(headers),
      checksumType: headers['x-amz-checksum-type'] === 'FULL_OBJECT' ? 'FULL_OBJECT' : 'COMPOSITE',
      startedAt: clock(),
      ...(algorithm === undefined ? {} : { algorithm }),
    };
    uploads.start(upload);
    const answer = respondXml('InitiateMultipartUploadResult', [
      element('Bucket', bucket.name),
      element('Key', key),
      element('UploadId', upload.id),
    ]);
    return algorithm === undefined
      ? answer
      : {
          ...answer,
          headers: {
            ...answer.headers,
            'x-amz-checksum-algorithm': algorithm.toUpperCase(),
            'x-amz-checksum-type': upload.checksumType,
          },
        };
  };

const findUpload = (uploads: Uploads, { bucket, key, query }: S3Call): Upload => {
  const upload = uploads.find(query.get('uploadId')!);
  if (upload?.bucket !== bucket.name || upload.key !== key) throw s3Error('NoSuchUpload');
  return upload;
};

export const uploadPart =
  (uploads: Uploads, clock: Clock): S3Operation =>
  (call) => {
    const upload = findUpload(uploads, call);
    const number = Number(call.query.get('partNumber'));
    if (!Number.isInteger(number) || number < 1 || number > MAX_PART_NUMBER) {
      throw s3Error('InvalidArgument', {}, `Part number must be an integer between 1 and ${MAX_PART_NUMBER}`);
    }
    const { bytes, md5, checksum } = readBody(call);
    // The parts' checksums make the object's, so each needs one, of the upload's algorithm.
    const value =
      upload.algorithm === undefined || checksum?.algorithm === upload.algorithm
        ? checksum?.value
        : checksumOf(upload.algorithm, bytes);
    uploads.putPart(
      upload.id,
      {
        number,
        etag: md5,
        size: bytes.length,
        modifiedAt: clock(),
        ...(value === undefined ? {} : { checksum: value }),
      },
      bytes,
    );
    const { 'x-amz-checksum-type': _, ...headers } = storedHeaders({
      etag: md5,
      ...(checksum === undefined ? {} : { checksum }),
    });
    return respond(200, headers);
  };

export const completeMultipartUpload =
  (objects: Objects, uploads: Uploads, clock: Clock): S3Operation =>
  (call) => {
    const upload = findUpload(uploads, call);
    checkWrite(call.headers, objects.find(upload.bucket, upload.key));
    const parts = chooseParts(call.body, uploads.parts(upload.id));
    const chunks = parts.map(({ number }) => uploads.readPart(upload.id, number));
    const checksum = checksumOfUpload(upload, parts, chunks);
    const sent = checksum === undefined ? undefined : call.headers[`x-amz-checksum-${checksum.algorithm}`];
    // The sender may leave out the count of parts that we end a composite checksum with.
    if (sent !== undefined && sent.split('-')[0] !== checksum?.value.split('-')[0]) throw s3Error('BadDigest');
    const facts = {
      bucket: upload.bucket,
      key: upload.key,
      etag: `${md5OfMd5s(parts)}-${parts.length}`,
      size: parts.reduce((bytes, { size }) => bytes + size, 0),
      modifiedAt: clock(),
      headers: upload.headers,
      ...(checksum === undefined ? {} : { checksum }),
    };
    objects.put(facts, chunks);
    // Should the process die here, the object stands, and the upload's leftovers go with the lifecycle.
    uploads.delete(upload.id);
    return respondXml('CompleteMultipartUploadResult', [
      element('Bucket', upload.bucket),
      element('Key', upload.key),
      element('ETag', `"${facts.etag}"`),
      ...(checksum === undefined
        ? []
        : [element(checksumElementName(checksum.algorithm), checksum.value), element('ChecksumType', checksum.type)]),
    ]);
  };

/** @throws AwsError MalformedXML, InvalidPart, InvalidPartOrder, EntityTooSmall */
const chooseParts = (body: Buffer, stored: readonly Part[]): readonly Part[] => {
  let wanted: readonly { readonly number: number; readonly etag: string }[];
  try {
    wanted = childrenNamed(parseXml(body.toString('utf8')), 'Part').map((part) => ({
      number: Number(childText(part, 'PartNumber')),
      etag: (childText(part, 'ETag') ?? '').replaceAll('"', ''),
    }));
  } catch {
    throw s3Error('MalformedXML');
  }
  if (wanted.length === 0) throw s3Error('MalformedXML');
  if (wanted.some(({ number }, position) => position > 0 && number <= wanted[position - 1]!.number)) {
    throw s3Error('InvalidPartOrder');
  }
  return wanted.map(({ number, etag }, position) => {
    const part = stored.find((one) => one.number === number && one.etag === etag);
    if (part === undefined) throw s3Error('InvalidPart', { PartNumber: number });
    if (position < wanted.length - 1 && part.size < MIN_PART_BYTES) {
      throw s3Error('EntityTooSmall', { PartNumber: number, MinSizeAllowed: MIN_PART_BYTES, ProposedSize: part.size });
    }
    return part;
  });
};

const checksumOfUpload = (
  { algorithm, checksumType }: Upload,
  parts: readonly Part[],
  chunks: readonly Uint8Array[],
): Checksum | undefined => {
  if (algorithm === undefined) return undefined;
  return checksumType === 'COMPOSITE'
    ? compositeChecksum(
        algorithm,
        parts.map((part) => part.checksum!),
      )
    : { algorithm, value: checksumOf(algorithm, Buffer.concat(chunks)), type: checksumType };
};

const md5OfMd5s = (parts: readonly Part[]): string => {
  const hash = createHash('md5');
  for (const { etag } of parts) hash.update(Buffer.from(etag, 'hex'));
  return hash.digest('hex');
};

export const abortMultipartUpload =
  (uploads: Uploads): S3Operation =>
  (call) => {
    uploads.delete(findUpload(uploads, call).id);
    return respond(204);
  };

/** All parts in one page: the local cloud's uploads have few. */
export const listParts =
  (uploads: Uploads): S3Operation =>
  (call) => {
    const upload = findUpload(uploads, call);
    return respondXml('ListPartsResult', [
      element('Bucket', upload.bucket),
      element('Key', upload.key),
      element('UploadId', upload.id),
      element('IsTruncated', false),
      ...uploads
        .parts(upload.id)
        .map((part) =>
          element('Part', [
            element('PartNumber', part.number),
            element('LastModified', new Date(part.modifiedAt).toISOString()),
            element('ETag', `"${part.etag}"`),
            element('Size', part.size),
          ]),
        ),
    ]);
  };

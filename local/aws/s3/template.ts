/** Makes a bucket from the CloudFormation properties of AWS::S3::Bucket. */
import { asNumber, type Properties, readProperties } from '../template-properties.ts';
import type { LifecycleRule } from './lifecycle.ts';
import type { Bucket } from './objects.ts';

/** Storage classes whose objects are read like any other. Objects in Glacier would first have to be restored. */
const READABLE_CLASSES = ['STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'GLACIER_IR'];

/**
 * @param name the bucket's name unless the properties give one
 * @param properties with all intrinsics resolved
 * @throws Error naming whatever the local S3 does not honour
 */
export const bucketFromTemplate = (name: string, properties: Properties): Bucket => {
  const where = `S3 bucket ${name}`;
  const bucket = readProperties(where, properties);
  const versioning = bucket.read('VersioningConfiguration');
  if (versioning !== undefined && (versioning as Properties)['Status'] !== 'Suspended') {
    throw new Error(`${where}: VersioningConfiguration must be Suspended; the local S3 keeps no versions`);
  }
  const lifecycle = readLifecycle(where, bucket.read('LifecycleConfiguration'));
  const ownName = bucket.read('BucketName') ?? name;
  if (typeof ownName !== 'string' || !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(ownName)) {
    throw new Error(`${where}: a bucket's name has 3 to 63 of a-z, 0-9, dots and hyphens`);
  }
  // Encryption at rest (the gateway checks who may use the key), blocked public access, ownership, access logs and tags change nothing for callers that the
  // gateway has already authorised, and nobody else reaches a loopback port.
  bucket.ignore(
    'BucketEncryption',
    'PublicAccessBlockConfiguration',
    'OwnershipControls',
    'LoggingConfiguration',
    'Tags',
  );
  bucket.finish();
  return { name: ownName, lifecycle };
};

const readLifecycle = (where: string, configuration: unknown): readonly LifecycleRule[] => {
  if (configuration === undefined) return [];
  const lifecycle = readProperties(`${where}, LifecycleConfiguration`, configuration);
  const rules = lifecycle.read('Rules');
  lifecycle.ignore('TransitionDefaultMinimumObjectSize');
  lifecycle.finish();
  if (!Array.isArray(rules)) throw new Error(`${where}: LifecycleConfiguration needs Rules`);
  return rules.flatMap((rule, position) => readRule(`${where}, lifecycle rule ${position}`, rule));
};

const readRule = (where: string, properties: unknown): readonly LifecycleRule[] => {
  const rule = readProperties(where, properties);
  const expirationDays = asNumber(`${where}, ExpirationInDays`, rule.read('ExpirationInDays'));
  const date = rule.read('ExpirationDate');
  const abort = rule.read('AbortIncompleteMultipartUpload') as Properties | undefined;
  const abortUploadDays = asNumber(`${where}, DaysAfterInitiation`, abort?.['DaysAfterInitiation']);
  const largerThan = asNumber(`${where}, ObjectSizeGreaterThan`, rule.read('ObjectSizeGreaterThan'));
  const smallerThan = asNumber(`${where}, ObjectSizeLessThan`, rule.read('ObjectSizeLessThan'));
  const prefix = String(rule.read('Prefix') ?? '');
  const transitions = [rule.read('Transition'), rule.read('Transitions')].flat().filter((one) => one !== undefined);
  for (const { StorageClass } of transitions as unknown as readonly Properties[]) {
    if (!READABLE_CLASSES.includes(String(StorageClass))) {
      throw new Error(`${where}: the local S3 has no storage class ${StorageClass}`);
    }
  }
  const isEnabled = rule.read('Status') === 'Enabled';
  // Without versions there are no noncurrent ones, and no delete markers.
  rule.ignore('Id', 'ExpiredObjectDeleteMarker', 'NoncurrentVersionExpiration', 'NoncurrentVersionExpirationInDays');
  rule.ignore('NoncurrentVersionTransition', 'NoncurrentVersionTransitions');
  rule.finish();
  if (!isEnabled) return [];
  return [
    {
      prefix,
      ...(expirationDays === undefined ? {} : { expirationDays }),
      ...(date === undefined ? {} : { expirationDate: Date.parse(String(date)) }),
      ...(abortUploadDays === undefined ? {} : { abortUploadDays }),
      ...(largerThan === undefined ? {} : { largerThan }),
      ...(smallerThan === undefined ? {} : { smallerThan }),
    },
  ];
};

/** Which key of the template encrypts what, and whether CloudWatch Logs is let in to it. */
import type { KeyOf } from '../gateway/needs/encrypted.ts';
import type { Authority } from '../iam/authority.ts';
import { isObject, type JsonObject, listAt, optionalText } from '../template/json.ts';
import type { Resource } from '../template/resolve-assembly.ts';
import type { Place } from './place.ts';
import type { Refuse } from './refuse.ts';

const firstOf = (properties: JsonObject, path: string): JsonObject => listAt(properties, path).find(isObject) ?? {};

/** Where each type names its key. */
const KEY_NAMES: Readonly<Record<string, (properties: JsonObject) => string | undefined>> = {
  'AWS::DynamoDB::Table': (table) => optionalText(table, 'SSESpecification.KMSMasterKeyId'),
  'AWS::DynamoDB::GlobalTable': (table) => optionalText(firstOf(table, 'Replicas'), 'SSESpecification.KMSMasterKeyId'),
  'AWS::S3::Bucket': (bucket) =>
    optionalText(
      firstOf(bucket, 'BucketEncryption.ServerSideEncryptionConfiguration'),
      'ServerSideEncryptionByDefault.KMSMasterKeyID',
    ),
  'AWS::SQS::Queue': (queue) => optionalText(queue, 'KmsMasterKeyId'),
  'AWS::SNS::Topic': (topic) => optionalText(topic, 'KmsMasterKeyId'),
  'AWS::SecretsManager::Secret': (secret) => optionalText(secret, 'KmsKeyId'),
  'AWS::Logs::LogGroup': (group) => optionalText(group, 'KmsKeyId'),
};

/** The keys by what they encrypt. Keys of AWS (`alias/aws/…`) let in everybody of the account. */
export const encryptionKeys = (resources: readonly Resource[]): KeyOf => {
  const keys = new Map<string, string>();
  for (const { type, arn, properties } of resources) {
    const named = KEY_NAMES[type]?.(properties);
    if (named === undefined || named.includes('alias/aws/')) continue;
    const made = resources.find((resource) => resource.type === 'AWS::KMS::Key' && resource.ref === named);
    keys.set(arn, made?.arn ?? named);
  }
  return (arn) => keys.get(arn);
};

/** Refuses log groups whose key does not let CloudWatch Logs in: AWS would not make them, and without them there are no metrics. */
export const checkLogGroups = (
  resources: readonly Resource[],
  {
    keyOf,
    authority,
    refuse,
    region,
  }: Pick<Place, 'region'> & {
    readonly keyOf: KeyOf;
    readonly authority: Authority;
    readonly refuse: Refuse;
  },
): void => {
  const isOurs = (key: string): boolean => resources.some(({ type, arn }) => type === 'AWS::KMS::Key' && arn === key);
  for (const group of resources.filter(({ type }) => type === 'AWS::Logs::LogGroup')) {
    const key = keyOf(group.arn);
    if (key === undefined || !isOurs(key)) continue;
    const groupArn = group.arn.replace(/:\*$/, '');
    const { allowed } = authority.decide(
      { kind: 'service', service: `logs.${region}.amazonaws.com`, sourceArn: groupArn },
      {
        action: 'kms:GenerateDataKey',
        resource: key,
        context: { 'kms:encryptioncontext:aws:logs:arn': [groupArn] },
      },
    );
    if (!allowed) refuse.add(group, 'Properties.KmsKeyId', `the policy of ${key} does not let CloudWatch Logs use it`);
  }
};

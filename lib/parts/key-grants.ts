/** Grants on the stage's key of its own: who may use a resource that it encrypts must be allowed to use the key through that service. */
import { Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import type { Construct, IConstruct } from 'constructs';

/**
 * What the services ask of the key in the name of their caller. DynamoDB has one key for a whole table, whatever is done with its rows;
 * SQS and SNS make sure that they can read what they have just encrypted.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
const USES = {
  'read rows': ['dynamodb', ['kms:Decrypt', 'kms:DescribeKey']],
  'write rows': [
    'dynamodb',
    [
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'kms:GenerateDataKeyWithoutPlaintext',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ],
  ],
  'read objects': ['s3', ['kms:Decrypt']],
  'write objects': ['s3', ['kms:GenerateDataKey']],
  'send messages': ['sqs', ['kms:Decrypt', 'kms:GenerateDataKey']],
  'receive messages': ['sqs', ['kms:Decrypt']],
  'publish notices': ['sns', ['kms:Decrypt', 'kms:GenerateDataKey']],
  'read the secret': ['secretsmanager', ['kms:Decrypt']],
} as const satisfies Readonly<Record<string, readonly [service: string, actions: readonly string[]]>>;

export type KeyUse = keyof typeof USES;

/** Lets a principal use the key for this and through the service concerned only; nothing where there is no such key. */
export const allowKey = (grantee: IGrantable & IConstruct, key: IKey | undefined, use: KeyUse): void => {
  if (key === undefined) return;
  const [service, actions] = USES[use];
  Grant.addToPrincipal({
    grantee,
    actions: [...actions],
    resourceArns: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': viaService(grantee, service) } },
  });
};

/** The value of `kms:ViaService` when a service of the stack's region uses the key for a caller. */
export const viaService = (scope: IConstruct, service: string): string => {
  const { region, urlSuffix } = Stack.of(scope as Construct);
  return `${service}.${region}.${urlSuffix}`;
};

/** How a queue is encrypted: with the key of its own, or with one of SQS. */
export const queueEncryption = (key: IKey | undefined): Pick<QueueProps, 'encryption' | 'encryptionMasterKey'> =>
  key === undefined
    ? { encryption: QueueEncryption.SQS_MANAGED }
    : { encryption: QueueEncryption.KMS, encryptionMasterKey: key };

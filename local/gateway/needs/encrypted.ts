/**
 * What a request to an encrypted resource needs beside its own permission: that of using the key, in the caller's name and through
 * the service that holds the resource.
 */
import type { Need } from '../../iam/authority.ts';
import type { NeedReader } from './need-reader.ts';

/** The ARN of the key that encrypts a resource; undefined where one of AWS does. */
export type KeyOf = (resourceArn: string) => string | undefined;

const SEND = ['kms:GenerateDataKey', 'kms:Decrypt'];
const READ = ['kms:Decrypt'];

/**
 * By the action on the resource. DynamoDB reads the table's one key whatever is done with its rows.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 */
export const KEY_USES: Readonly<Record<string, readonly string[]>> = {
  'dynamodb:GetItem': READ,
  'dynamodb:BatchGetItem': READ,
  'dynamodb:Query': READ,
  'dynamodb:Scan': READ,
  'dynamodb:PutItem': READ,
  'dynamodb:UpdateItem': READ,
  'dynamodb:DeleteItem': READ,
  'dynamodb:BatchWriteItem': READ,
  'dynamodb:ConditionCheckItem': READ,
  's3:GetObject': READ,
  's3:PutObject': ['kms:GenerateDataKey'],
  'sqs:SendMessage': SEND,
  'sqs:ReceiveMessage': READ,
  'sns:Publish': SEND,
  'secretsmanager:GetSecretValue': READ,
  'secretsmanager:PutSecretValue': SEND,
  'secretsmanager:UpdateSecret': SEND,
};

/** The table of an index and the bucket of an object are what is encrypted. */
const holderOf = (arn: string): string =>
  arn.replace(/(:table\/[^/]+)\/.*$/, '$1').replace(/^(arn:aws:s3:::[^/]+)\/.*$/, '$1');

/** The needs of using a key for one need of a request; none where the resource has no key of its own. */
export const keyNeeds = (
  { action, resource }: Need,
  keyOf: KeyOf,
  { accountId, region }: { readonly accountId: string; readonly region: string },
): readonly Need[] => {
  const key = keyOf(holderOf(resource));
  if (key === undefined) return [];
  const context = {
    'kms:calleraccount': [accountId],
    'kms:viaservice': [`${action.split(':')[0]}.${region}.amazonaws.com`],
  };
  return (KEY_USES[action] ?? []).map((use) => ({ action: use, resource: key, context }));
};

/** A service's needs, with those of the keys. */
export const withKeyNeeds =
  (reader: NeedReader, keyOf: KeyOf): NeedReader =>
  (request, account) => {
    const requirement = reader(request, account);
    const needs = requirement.needs.flatMap((need) => [need, ...keyNeeds(need, keyOf, account)]);
    return { ...requirement, needs };
  };

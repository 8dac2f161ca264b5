/** The key of one's own (a customer managed key of AWS KMS) that encrypts what a stage keeps: one that is made here, or one that exists. */
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccountRootPrincipal,
  AnyPrincipal,
  PolicyDocument,
  PolicyStatement,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { StageSettings } from '../stage-settings.ts';
import { viaService } from './key-grants.ts';

/** The key that the settings name, or undefined where AWS's own keys are good enough. */
export const encryptionKey = (scope: Construct, { stage, kmsKey }: StageSettings): IKey | undefined => {
  if (kmsKey === undefined) return undefined;
  const keyArn = kmsKey === 'create' ? createKey(scope, stage).keyArn : kmsKey;
  // By its ARN also where it was made here: constructs that are given a key itself write statements of their own into its policy.
  return Key.fromKeyArn(scope, 'KeyByArn', keyArn);
};

/** A year old, its material is replaced; what older material encrypted stays readable. Kept, as nothing can be read without it. */
const createKey = (scope: Construct, stage: string): Key =>
  new Key(scope, 'Key', {
    description: `Sightglass ${stage}: encrypts everything that it keeps. Without it nothing of that can be read again.`,
    enableKeyRotation: true,
    policy: keyPolicy(scope, stage),
    removalPolicy: RemovalPolicy.RETAIN,
  });

/**
 * Who may do what with the key. Nobody may encrypt or decrypt with it directly, not even an administrator: only through a service
 * that holds data of Sightglass. docs/key-policy.json has the same for keys that exist.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
const keyPolicy = (scope: Construct, stage: string): PolicyDocument => {
  const { account, region, partition, urlSuffix } = Stack.of(scope);
  const throughHolders = {
    'kms:CallerAccount': account,
    'kms:ViaService': HOLDERS.map((service) => viaService(scope, service)),
  };
  const of = (statement: Omit<ConstructorParameters<typeof PolicyStatement>[0] & object, 'resources'>) =>
    new PolicyStatement({ ...statement, resources: ['*'] });
  return new PolicyDocument({
    statements: [
      of({
        sid: 'AdministeredByThisAccount',
        principals: [new AccountRootPrincipal()],
        actions: ADMINISTRATION,
      }),
      of({
        sid: 'UsedThroughServicesOnly',
        principals: [new AccountRootPrincipal()],
        actions: USE,
        conditions: { StringEquals: throughHolders },
      }),
      // The functions have grants of their own. Where a stage gets its key later, these come with the service stack, minutes after the
      // data are encrypted with it: until then this lets the functions in, and no call is refused.
      of({
        sid: 'RolesOfThisStage',
        principals: [new AnyPrincipal()],
        actions: USE,
        conditions: {
          StringEquals: throughHolders,
          ArnLike: { 'aws:PrincipalArn': `arn:${partition}:iam::${account}:role/sightglass-${stage}-*` },
        },
      }),
      // DynamoDB takes a grant when the table gets its key, to use it when nobody asks: for backups, and to expire rows.
      of({
        sid: 'HandedToTheTable',
        principals: [new AccountRootPrincipal()],
        actions: ['kms:CreateGrant'],
        conditions: {
          StringEquals: { 'kms:CallerAccount': account, 'kms:ViaService': viaService(scope, 'dynamodb') },
          Bool: { 'kms:GrantIsForAWSResource': 'true' },
        },
      }),
      of({
        sid: 'WatchedByDynamoDb',
        principals: [new ServicePrincipal('dynamodb.amazonaws.com')],
        actions: ['kms:Describe*', 'kms:Get*', 'kms:List*'],
      }),
      // Without this no alarm reaches an encrypted topic, and nothing but the alarm's own history says so.
      of({
        sid: 'AlarmsOfThisAccount',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:${partition}:cloudwatch:${region}:${account}:alarm:*` },
        },
      }),
      of({
        sid: 'LogsOfThisStage',
        principals: [new ServicePrincipal(`logs.${region}.${urlSuffix}`)],
        actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
        conditions: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': [`/sightglass/${stage}/`, `/aws/vendedlogs/sightglass/${stage}/`].map(
              (prefix) => `arn:${partition}:logs:${region}:${account}:log-group:${prefix}*`,
            ),
          },
        },
      }),
    ],
  });
};

/** Services that encrypt with the key on behalf of whoever calls them. */
const HOLDERS = ['dynamodb', 's3', 'sqs', 'sns', 'secretsmanager'] as const;

/** All that keeps a key in order, without what could read with it; `kms:CreateGrant` could hand that to anybody. */
const ADMINISTRATION = [
  'kms:CancelKeyDeletion',
  'kms:CreateAlias',
  'kms:DeleteAlias',
  'kms:Describe*',
  'kms:Disable*',
  'kms:Enable*',
  'kms:Get*',
  'kms:List*',
  'kms:PutKeyPolicy',
  'kms:RevokeGrant',
  'kms:RotateKeyOnDemand',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:Update*',
];

const USE = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];

/** The layout of table and bucket as far as AWS must know it, and grants of single verbs on it. */
import { Validations } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Effect, Grant, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { allowKey } from './key-grants.ts';

/** What holds the data of a stage, as the service sees it. */
export interface Kept {
  readonly table: TableV2;
  readonly bucket: Bucket;
  readonly secret: Secret;
  /** Encrypts all three, and the service's queues, topics and logs; undefined where keys of AWS do. */
  readonly key: IKey | undefined;
}

/** The table's only index: fragments by project, day and shard, then start time. */
export const BY_TIME = {
  name: 'by-time',
  partitionKey: 'g1pk',
  sortKey: 'g1sk',
  /** Attributes the index repeats: `s` holds the lean facts that lists show and filter by; payloads stay in the table. */
  carries: ['s'],
} as const;

/** First part of every object's key in the bucket; each expires after its own time. */
export const PREFIXES = { payloads: 'payloads/', held: 'held/', summaries: 'summaries/' } as const;

/** What partition keys of API keys look like; those of everything else begin with a project. */
const API_KEYS = 'KEY#*';

type TableVerb = 'GetItem' | 'PutItem' | 'BatchWriteItem' | 'DeleteItem' | 'Query';
type ObjectVerb = 'GetObject' | 'PutObject' | 'DeleteObject';

/** Lets a function use these verbs on the table's rows, and no other; API keys it may only read. */
export const allowRows = (grantee: LambdaFunction, { table, key }: Kept, verbs: readonly TableVerb[]): void => {
  Grant.addToPrincipal({
    grantee,
    actions: verbs.map((verb) => `dynamodb:${verb}`),
    resourceArns: [table.tableArn],
  });
  const writes = verbs.filter((verb) => WRITES.has(verb));
  if (writes.length > 0) grantee.addToRolePolicy(refuseKeys(table, writes));
  allowKey(grantee, key, writes.length > 0 ? 'write rows' : 'read rows');
};

const WRITES: ReadonlySet<TableVerb> = new Set(['PutItem', 'BatchWriteItem', 'DeleteItem']);

/** API keys are made and revoked by people with credentials of the account: a function that was taken over must not make itself one. */
const refuseKeys = (table: TableV2, verbs: readonly TableVerb[]): PolicyStatement =>
  new PolicyStatement({
    effect: Effect.DENY,
    actions: verbs.map((verb) => `dynamodb:${verb}`),
    resources: [table.tableArn],
    conditions: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': [API_KEYS] } },
  });

/**
 * Lets a function put rows of one kind, of any project, and no other rows.
 * @param partition what partition keys of the kind look like, with `*` for the project
 */
export const allowPutOf = (grantee: LambdaFunction, { table, key }: Kept, partition: `*#${string}`): void => {
  grantee.addToRolePolicy(
    new PolicyStatement({
      actions: ['dynamodb:PutItem'],
      resources: [table.tableArn],
      conditions: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [partition] },
        // `ForAllValues` holds for a request without the key too.
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    }),
  );
  allowKey(grantee, key, 'write rows');
};

/** Lets a function query the by-time index. */
export const allowByTime = (grantee: LambdaFunction, { table, key }: Kept): void => {
  Grant.addToPrincipal({
    grantee,
    actions: ['dynamodb:Query'],
    resourceArns: [`${table.tableArn}/index/${BY_TIME.name}`],
  });
  allowKey(grantee, key, 'read rows');
};

/** Lets a function use one verb on the objects of one kind. */
export const allowObjects = (
  grantee: LambdaFunction,
  { bucket, key }: Kept,
  { verb, kind }: { readonly verb: ObjectVerb; readonly kind: keyof typeof PREFIXES },
): void => {
  Grant.addToPrincipal({
    grantee,
    actions: [`s3:${verb}`],
    resourceArns: [bucket.arnForObjects(`${PREFIXES[kind]}*`)],
  });
  if (verb === 'GetObject') allowKey(grantee, key, 'read objects');
  if (verb === 'PutObject') allowKey(grantee, key, 'write objects');
  Validations.of(grantee.role!).acknowledge({
    id: `AwsSolutions-IAM5[Resource::${importName(bucket)}/${PREFIXES[kind]}*]`,
    reason: `Objects are named when they are made, so the grant names their prefix: ${verb} under ${PREFIXES[kind]} and nowhere else.`,
  });
};

/** Lets a function tell an absent object from one that it is refused: S3 answers 403 to both for whoever may not list the bucket. */
export const allowTellingAbsence = (grantee: LambdaFunction, { bucket }: Kept): void => {
  Grant.addToPrincipal({ grantee, actions: ['s3:ListBucket'], resourceArns: [bucket.bucketArn] });
};

/** The bucket's ARN under the name by which the service stack imports it: cdk-nag tells findings apart by it. */
const importName = (bucket: Bucket): string =>
  bucket.stack.resolve(bucket.stack.exportValue(bucket.bucketArn))['Fn::ImportValue'];

/** Lets a function read the key of the pseudonyms. */
export const allowSecret = (grantee: LambdaFunction, { secret, key }: Kept): void => {
  Grant.addToPrincipal({
    grantee,
    actions: ['secretsmanager:GetSecretValue'],
    resourceArns: [secret.secretArn],
  });
  allowKey(grantee, key, 'read the secret');
};

/** What must survive everything else: one table, one bucket, one secret, and their key where the stage has its own. Their logical ids are promises, pinned by a test. */
import { CfnOutput, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  type CfnGlobalTable,
  ProjectionType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, type LifecycleRule, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { encryptionKey } from '../parts/encryption-key.ts';
import { BY_TIME, PREFIXES } from '../parts/keeping.ts';
import type { RetentionSettings, StageSettings } from '../stage-settings.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });

export class DataStack extends Stack {
  /** Fragments, postings, feedback, receipts, roll-ups, keys: every row, told apart by its keys. */
  readonly table: TableV2;
  /** Payloads too large for a row, and reports. */
  readonly bucket: Bucket;
  /** Keys the pseudonyms of users; whoever has it can tell which pseudonym is whose. */
  readonly secret: Secret;

  /** The key that encrypts all three, for the service to import; undefined where keys of AWS do. */
  readonly keyArn: string | undefined;

  constructor(scope: Construct, id: string, settings: StageSettings) {
    const { stage, keepsData, retention } = settings;
    super(scope, id, {
      description: `Sightglass ${stage}: the data it keeps`,
      terminationProtection: keepsData,
    });
    const key = encryptionKey(this, settings);
    // An export under one name, wherever the key comes from: CloudFormation refuses to take it away from the service that reads with
    // it, so that a deployment that forgets the choice fails before it does harm.
    this.keyArn = key && this.exportValue(key.keyArn, { name: `${this.stackName}:KmsKeyArn` });
    const removalPolicy = keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

    this.table = new TableV2(this, 'Calls', {
      partitionKey: text('pk'),
      sortKey: text('sk'),
      globalSecondaryIndexes: [
        {
          indexName: BY_TIME.name,
          partitionKey: text(BY_TIME.partitionKey),
          sortKey: text(BY_TIME.sortKey),
          projectionType: ProjectionType.INCLUDE,
          nonKeyAttributes: [...BY_TIME.carries],
        },
      ],
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.dynamoOwnedKey(),
      timeToLiveAttribute: 'ttl',
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        recoveryPeriodInDays: retention.restoreDays,
      },
      deletionProtection: keepsData,
      removalPolicy,
    });
    if (key !== undefined) encryptTable(this.table, key);

    this.bucket = new Bucket(this, 'Archive', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      ...(key === undefined
        ? { encryption: BucketEncryption.S3_MANAGED }
        : // Bucket keys: one request to KMS for many objects. Without, each PUT and GET would be one as well.
          { encryption: BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true }),
      enforceSSL: true,
      // Old versions would keep what a person had the right to have erased.
      versioned: false,
      lifecycleRules: lifecycle(retention),
      removalPolicy,
    });
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Only the functions of this app may read the bucket, each under the prefixes it needs; what callers and admins ask of them is ' +
        "in the API's access log and in the audit trail of each project. Server access logs would need a second bucket that logs nobody.",
    });

    this.secret = new Secret(this, 'PseudonymKey', {
      description: `Sightglass ${stage}: keys the pseudonyms of users. Changing it cuts every user off from their history.`,
      // 64 characters of a 62-letter alphabet are 381 bits, more than HMAC-SHA-256 can use.
      ...(key === undefined ? {} : { encryptionKey: key }),
      generateSecretString: { passwordLength: 64, excludePunctuation: true, includeSpace: false },
      removalPolicy,
    });
    Validations.of(this.secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'The secret keys the pseudonyms of users: rotating it would give every user a new pseudonym and cut the link to ' +
        'their history. It is never sent anywhere, and only functions that meet ids of users may read it.',
    });

    new CfnOutput(this, 'TableName', { value: this.table.tableName, description: 'The table of all rows' });
    new CfnOutput(this, 'BucketName', { value: this.bucket.bucketName, description: 'Large payloads and reports' });
    new CfnOutput(this, 'SecretArn', { value: this.secret.secretArn, description: 'Keys the pseudonyms of users' });
  }
}

/** As `TableEncryptionV2.customerManagedKey` would, which wants to know the region; ours is where the stacks are deployed. */
const encryptTable = (table: TableV2, key: IKey): void => {
  const resource = table.node.defaultChild as CfnGlobalTable;
  resource.sseSpecification = { sseEnabled: true, sseType: 'KMS' };
  resource.addPropertyOverride('Replicas.0.SSESpecification.KMSMasterKeyId', key.keyArn);
};

/** Objects expire a day after the rows that point at them, so that no row ever points at nothing. */
const lifecycle = (retention: RetentionSettings): LifecycleRule[] => [
  { id: 'payloads', prefix: PREFIXES.payloads, expiration: Duration.days(retention.interactionDays + 1) },
  // Payloads that sampling left out may be held for two days at most, see the settings' `hold_ms`.
  { id: 'held', prefix: PREFIXES.held, expiration: Duration.days(3) },
  { id: 'summaries', prefix: PREFIXES.summaries, expiration: Duration.days(retention.summaryDays + 1) },
  { id: 'abandoned-uploads', abortIncompleteMultipartUploadAfter: Duration.days(1) },
];

/** Makes a table's definition from CloudFormation's AWS::DynamoDB::GlobalTable or AWS::DynamoDB::Table. */
import { AwsError } from '../aws-error.ts';
import { asBoolean, type Properties, readProperties } from '../template-properties.ts';
import { parseRequest } from './dynalite.ts';
import type { IndexSchema, TableSchema } from './schema.ts';
import type { TableDefinition } from './tables.ts';

/**
 * @param name the table's name unless the properties give one
 * @param properties with all intrinsics resolved
 * @throws Error naming the first property that is not honoured, or that DynamoDB would refuse
 */
export const tableFromTemplate = (name: string, properties: Properties): TableDefinition => {
  const where = `DynamoDB table ${name}`;
  const table = readProperties(where, properties);
  const replicas = table.read('Replicas');
  const replica = replicas === undefined ? undefined : readReplica(where, replicas);
  const recovery = table.read('PointInTimeRecoverySpecification') ?? replica?.pointInTimeRecovery;
  const timeToLiveAttribute = readTimeToLive(where, table.read('TimeToLiveSpecification'));
  const billing = table.read('BillingMode');
  if (billing !== 'PAY_PER_REQUEST') {
    throw new Error(`${where}: only BillingMode PAY_PER_REQUEST is known, got ${JSON.stringify(billing)}`);
  }
  const schema = {
    TableName: (table.read('TableName') ?? name) as string,
    KeySchema: table.read('KeySchema'),
    AttributeDefinitions: table.read('AttributeDefinitions'),
    ...readIndexes(where, table.read('GlobalSecondaryIndexes')),
  };
  // Encryption at rest changes nothing here (the gateway checks who may use the key), and tags change no behaviour; nothing deletes a local table, so it needs no protection; ceilings
  // on throughput and warm throughput guard a bill that a laptop does not run up.
  table.ignore(
    'SSESpecification',
    'Tags',
    'DeletionProtectionEnabled',
    'TableClass',
    'ContributorInsightsSpecification',
  );
  table.ignore('WriteOnDemandThroughputSettings', 'OnDemandThroughput', 'WarmThroughput');
  table.finish();
  checkSchema(where, schema);
  return {
    schema: schema as TableSchema,
    pointInTimeRecovery: recovery !== undefined && readRecovery(where, recovery),
    ...(timeToLiveAttribute === undefined ? {} : { timeToLiveAttribute }),
  };
};

/** dynalite knows DynamoDB's rules for tables and indexes; its message says which one is broken. */
const checkSchema = (where: string, schema: Properties): void => {
  try {
    parseRequest('CreateTable', { ...schema, BillingMode: 'PAY_PER_REQUEST' });
  } catch (error) {
    throw error instanceof AwsError ? new Error(`${where}: ${error.message}`) : error;
  }
};

/** A global table with one replica is an ordinary table. */
const readReplica = (where: string, replicas: unknown): { readonly pointInTimeRecovery: unknown } => {
  if (!Array.isArray(replicas) || replicas.length !== 1) {
    throw new Error(`${where}: Replicas must name one region; the local cloud has no second`);
  }
  const replica = readProperties(`${where}, Replicas[0]`, replicas[0]);
  replica.ignore('Region', 'SSESpecification', 'Tags', 'DeletionProtectionEnabled', 'TableClass');
  replica.ignore('ContributorInsightsSpecification', 'ReadOnDemandThroughputSettings', 'GlobalSecondaryIndexes');
  const pointInTimeRecovery = replica.read('PointInTimeRecoverySpecification');
  replica.finish();
  return { pointInTimeRecovery };
};

const readRecovery = (where: string, specification: unknown): boolean => {
  const recovery = readProperties(`${where}, PointInTimeRecoverySpecification`, specification);
  const isEnabled = asBoolean(recovery.read('PointInTimeRecoveryEnabled'));
  // Nothing is restored locally, so the length of the window says nothing.
  recovery.ignore('RecoveryPeriodInDays');
  recovery.finish();
  return isEnabled;
};

const readTimeToLive = (where: string, specification: unknown): string | undefined => {
  if (specification === undefined) return undefined;
  const timeToLive = readProperties(`${where}, TimeToLiveSpecification`, specification);
  const attribute = timeToLive.read('AttributeName');
  const isEnabled = asBoolean(timeToLive.read('Enabled'));
  timeToLive.finish();
  return isEnabled ? String(attribute) : undefined;
};

const readIndexes = (
  where: string,
  indexes: unknown,
): { readonly GlobalSecondaryIndexes?: readonly Partial<IndexSchema>[] } => {
  if (!Array.isArray(indexes) || indexes.length === 0) return {};
  return {
    GlobalSecondaryIndexes: indexes.map((given, position) => {
      const index = readProperties(`${where}, GlobalSecondaryIndexes[${position}]`, given);
      const schema = {
        IndexName: index.read('IndexName') as string,
        KeySchema: index.read('KeySchema') as IndexSchema['KeySchema'],
        Projection: index.read('Projection') as IndexSchema['Projection'],
      };
      index.ignore('WriteOnDemandThroughputSettings', 'OnDemandThroughput', 'WarmThroughput');
      index.ignore('ContributorInsightsSpecification');
      index.finish();
      return schema;
    }),
  };
};

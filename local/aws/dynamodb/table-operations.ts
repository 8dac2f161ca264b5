/** What DynamoDB's API says about tables, and the settings it changes: time to live, point-in-time recovery. */
import { AwsError, notImplemented } from '../aws-error.ts';
import { type JsonObject, type JsonOperation, refuseUnknownParameters } from '../json-protocol.ts';
import { parseRequest } from './dynalite.ts';
import type { Stored } from './plan-write.ts';
import { type TableSchema, validationError } from './schema.ts';
import type { Table } from './tables.ts';

export interface Place {
  readonly region: string;
  readonly accountId: string;
}

export const tableArn = (place: Place, name: string): string =>
  `arn:aws:dynamodb:${place.region}:${place.accountId}:table/${name}`;

export const tableOperations = ({ tables, rows }: Stored, place: Place): Readonly<Record<string, JsonOperation>> => {
  const describe = (table: Table): JsonObject => {
    const { schema } = table;
    const arn = tableArn(place, schema.TableName);
    const throughput = { NumberOfDecreasesToday: 0, ReadCapacityUnits: 0, WriteCapacityUnits: 0 };
    const sizeOf = (space: number) => rows.bytes(space);
    return {
      ...schema,
      TableArn: arn,
      TableId: table.id,
      TableStatus: 'ACTIVE',
      CreationDateTime: table.createdAt / 1000,
      ItemCount: rows.count(table.space),
      TableSizeBytes: sizeOf(table.space),
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      ProvisionedThroughput: throughput,
      DeletionProtectionEnabled: false,
      ...(schema.GlobalSecondaryIndexes === undefined
        ? {}
        : {
            GlobalSecondaryIndexes: schema.GlobalSecondaryIndexes.map((index) => ({
              ...index,
              IndexArn: `${arn}/index/${index.IndexName}`,
              IndexStatus: 'ACTIVE',
              ItemCount: rows.count(table.indexSpaces.get(index.IndexName)!),
              IndexSizeBytes: sizeOf(table.indexSpaces.get(index.IndexName)!),
              ProvisionedThroughput: throughput,
            })),
          }),
    };
  };

  const backups = (table: Table): JsonObject => ({
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: {
        PointInTimeRecoveryStatus: table.pointInTimeRecovery ? 'ENABLED' : 'DISABLED',
      },
    },
  });

  return {
    CreateTable: (input) => {
      const request = parseRequest('CreateTable', input) as unknown as TableSchema & JsonObject;
      if (request['LocalSecondaryIndexes'] !== undefined) throw notImplemented('parameter LocalSecondaryIndexes');
      if (tables.all().some(({ schema }) => schema.TableName === request.TableName)) {
        throw new AwsError({
          code: 'ResourceInUseException',
          message: `Table already exists: ${request.TableName}`,
        });
      }
      const { TableName, KeySchema, AttributeDefinitions, GlobalSecondaryIndexes } = request;
      const schema = {
        TableName,
        KeySchema,
        AttributeDefinitions,
        ...(GlobalSecondaryIndexes === undefined ? {} : { GlobalSecondaryIndexes }),
      };
      return { output: { TableDescription: describe(tables.ensure({ schema, pointInTimeRecovery: false })) } };
    },

    DescribeTable: (input) => ({ output: { Table: describe(tables.find(input['TableName'])) } }),

    ListTables: (input) => {
      refuseUnknownParameters('ListTables', input, []);
      const names = tables.all().map(({ schema }) => schema.TableName);
      return { output: { TableNames: names.toSorted() } };
    },

    DescribeTimeToLive: (input) => {
      const { timeToLiveAttribute } = tables.find(input['TableName']);
      return {
        output: {
          TimeToLiveDescription:
            timeToLiveAttribute === undefined
              ? { TimeToLiveStatus: 'DISABLED' }
              : { TimeToLiveStatus: 'ENABLED', AttributeName: timeToLiveAttribute },
        },
      };
    },

    UpdateTimeToLive: (input) => {
      const table = tables.find(input['TableName']);
      const wanted = input['TimeToLiveSpecification'] as { Enabled?: unknown; AttributeName?: unknown } | undefined;
      if (typeof wanted?.Enabled !== 'boolean' || typeof wanted.AttributeName !== 'string') {
        throw validationError('TimeToLiveSpecification needs Enabled and AttributeName');
      }
      if (wanted.Enabled === (table.timeToLiveAttribute !== undefined)) {
        throw validationError(`TimeToLive is already ${wanted.Enabled ? 'enabled' : 'disabled'}`);
      }
      const { pointInTimeRecovery } = table;
      tables.changeSettings(
        table,
        wanted.Enabled ? { pointInTimeRecovery, timeToLiveAttribute: wanted.AttributeName } : { pointInTimeRecovery },
      );
      return { output: { TimeToLiveSpecification: wanted } };
    },

    DescribeContinuousBackups: (input) => ({ output: backups(tables.find(input['TableName'])) }),

    UpdateContinuousBackups: (input) => {
      const table = tables.find(input['TableName']);
      const wanted = input['PointInTimeRecoverySpecification'] as { PointInTimeRecoveryEnabled?: unknown } | undefined;
      if (typeof wanted?.PointInTimeRecoveryEnabled !== 'boolean') {
        throw validationError('PointInTimeRecoverySpecification needs PointInTimeRecoveryEnabled');
      }
      const { timeToLiveAttribute } = table;
      const changed = tables.changeSettings(table, {
        pointInTimeRecovery: wanted.PointInTimeRecoveryEnabled,
        ...(timeToLiveAttribute === undefined ? {} : { timeToLiveAttribute }),
      });
      return { output: backups(changed) };
    },
  };
};

/** CloudFormation's properties of a table, as CDK writes them, become its definition. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tableFromTemplate } from '../../../local/aws/dynamodb/template.ts';

/** What CDK's TableV2 synthesises, with the region resolved. */
const GLOBAL_TABLE = {
  AttributeDefinitions: ['pk', 'sk', 'gpk', 'gsk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  BillingMode: 'PAY_PER_REQUEST',
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-time',
      KeySchema: [
        { AttributeName: 'gpk', KeyType: 'HASH' },
        { AttributeName: 'gsk', KeyType: 'RANGE' },
      ],
      Projection: { NonKeyAttributes: ['a', 'b'], ProjectionType: 'INCLUDE' },
    },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  Replicas: [
    {
      DeletionProtectionEnabled: true,
      GlobalSecondaryIndexes: [{ IndexName: 'by-time' }],
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      Region: 'eu-central-1',
    },
  ],
  TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
};

test("tableFromTemplate() understands CDK's TableV2", () => {
  const definition = tableFromTemplate('Data', GLOBAL_TABLE);

  assert.equal(definition.schema.TableName, 'Data');
  assert.deepEqual(definition.schema.KeySchema, GLOBAL_TABLE.KeySchema);
  assert.deepEqual(definition.schema.GlobalSecondaryIndexes, GLOBAL_TABLE.GlobalSecondaryIndexes);
  assert.equal(definition.timeToLiveAttribute, 'ttl');
  assert.equal(definition.pointInTimeRecovery, true);
});

test('tableFromTemplate() understands AWS::DynamoDB::Table with a name of its own', () => {
  const definition = tableFromTemplate('Data', {
    TableName: 'named',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'N' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: 'true' },
    SSESpecification: { SSEEnabled: true },
    Tags: [{ Key: 'a', Value: 'b' }],
  });

  assert.equal(definition.schema.TableName, 'named');
  assert.equal(definition.pointInTimeRecovery, true);
  assert.equal(definition.timeToLiveAttribute, undefined);
});

const REFUSED: readonly (readonly [string, object, RegExp])[] = [
  ['a stream', { StreamSpecification: { StreamViewType: 'NEW_IMAGE' } }, /does not know StreamSpecification/],
  ['local indexes', { LocalSecondaryIndexes: [] }, /does not know LocalSecondaryIndexes/],
  ['provisioned billing', { BillingMode: 'PROVISIONED' }, /only BillingMode PAY_PER_REQUEST/],
  ['two regions', { Replicas: [{ Region: 'a' }, { Region: 'b' }] }, /Replicas must name one region/],
  ['a replica setting', { Replicas: [{ Region: 'a', KinesisStreamSpecification: {} }] }, /KinesisStreamSpecification/],
  ['a key without definition', { AttributeDefinitions: [] }, /not defined|no definition/],
  ['an unresolved intrinsic', { TableName: { Ref: 'X' } }, /structure or map found/],
];

for (const [what, change, message] of REFUSED) {
  test(`tableFromTemplate() refuses ${what} by name`, () => {
    assert.throws(() => tableFromTemplate('Data', { ...GLOBAL_TABLE, ...change }), { message });
  });
}

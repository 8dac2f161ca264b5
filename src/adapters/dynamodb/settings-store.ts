/** Reads and changes a project's settings; a change and its line in the audit trail are written together or not at all. */
import { type DynamoDBClient, TransactionCanceledException, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { SettingsStore } from '../../pipelines/ports/settings.ts';
import { calling } from '../aws-errors.ts';
import { auditItem } from './audit.ts';
import { settingsKey } from './keys.ts';
import { createSettingsReader, SETTINGS_FORMAT } from './settings-reader.ts';
import { createTable } from './table.ts';

export const createSettingsStore = (client: DynamoDBClient, tableName: string): SettingsStore => ({
  ...createSettingsReader(createTable(client, tableName)),

  changeSettings: async (project, record, entry, { signal }) => {
    const { pk, sk } = settingsKey(project);
    const item = {
      pk: { S: pk },
      sk: { S: sk },
      v: { N: String(SETTINGS_FORMAT) },
      n: { N: String(record.version) },
      s: { S: JSON.stringify(record) },
    };
    const isNext =
      record.version === 1
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: 'n = :before',
            ExpressionAttributeValues: { ':before': { N: String(record.version - 1) } },
          };
    const command = new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { TableName: tableName, Item: item, ...isNext } },
        { Put: { TableName: tableName, Item: auditItem(project, entry, `settings-${record.version}`) } },
      ],
    });
    try {
      await calling('TransactWriteItems', () => client.send(command, signal ? { abortSignal: signal } : {}));
      return true;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = (error.CancellationReasons ?? []).map(({ Code }) => Code);
      if (reasons.includes('ConditionalCheckFailed') || reasons.includes('TransactionConflict')) return false;
      throw error;
    }
  },
});

/** What a workload leaves behind: bytes of rows, index rows and objects, each weighed by how long of the month it stays. */
import { type AttributeValue, type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { BY_TIME } from '../../lib/parts/keeping.ts';

export interface StoredBytes {
  /** Bytes times the months that they stay: a row that stays for two days counts a fifteenth. */
  readonly table: number;
  readonly index: number;
  readonly objects: number;
}

type Item = Readonly<Record<string, AttributeValue>>;

/** Each item of a table, and of an index, takes 100 bytes more than its own. */
const ITEM_OVERHEAD_BYTES = 100;
const MONTH_SECONDS = 30 * 86_400;

const bytesOf = (item: Item, names: readonly string[] = Object.keys(item)): number =>
  names.reduce((sum, name) => {
    const { S, N, B } = item[name] as { S?: string; N?: string; B?: Uint8Array };
    const value = S === undefined ? (B?.length ?? Math.ceil((N?.length ?? 0) / 2) + 1) : Buffer.byteLength(S);
    return sum + Buffer.byteLength(name) + value;
  }, 0);

/** Reads a whole table: of a workload's size, no more. */
export const rowsOf = async (client: DynamoDBClient, tableName: string): Promise<readonly Item[]> => {
  const items: Item[] = [];
  let start: Item | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: tableName, ...(start === undefined ? {} : { ExclusiveStartKey: start as never }) }),
    );
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return items;
};

/** What rows take, in bytes for a month: one that stays for a year counts twelve times, as so many are there at once. */
export const weighRows = (
  items: readonly Item[],
  nowSeconds: number,
): { readonly table: number; readonly index: number } => {
  let [table, index] = [0, 0];
  for (const item of items) {
    const carried = [BY_TIME.partitionKey, BY_TIME.sortKey, 'pk', 'sk', ...BY_TIME.carries];
    const months = Math.max(0, Number(item['ttl']?.N ?? nowSeconds + MONTH_SECONDS) - nowSeconds) / MONTH_SECONDS;
    table += (bytesOf(item) + ITEM_OVERHEAD_BYTES) * months;
    if (item[BY_TIME.partitionKey] === undefined) continue;
    const indexed = bytesOf(
      item,
      carried.filter((name) => name in item),
    );
    index += (indexed + ITEM_OVERHEAD_BYTES) * months;
  }
  return { table, index };
};

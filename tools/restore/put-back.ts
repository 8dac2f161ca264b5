/**
 * Puts back into a table what another one, restored from a point in time, has and it has not. Rows that are there are left as they are:
 * they may have been redacted again, repriced or changed since.
 */
import {
  type AttributeValue,
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  type PutItemCommandInput,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { inLanes } from '../../src/domain/call/in-lanes.ts';
import type { EpochMs } from '../../src/domain/call/units.ts';

type Row = Record<string, AttributeValue>;

export interface PutBackRequest {
  readonly client: DynamoDBClient;
  /** The restored table. */
  readonly from: string;
  /** The table that the service uses. */
  readonly to: string;
  readonly now: EpochMs;
  /** Whether to put back what is missing, or only to count it. */
  readonly apply: boolean;
  /** Told the counts so far after each page. */
  readonly onPage?: (counts: PutBackCounts) => void;
}

export interface PutBackCounts {
  readonly rows: number;
  /** Past their time: DynamoDB deletes them within days, and they count as gone. */
  readonly expired: number;
  readonly present: number;
  /** Put back, or where nothing is applied: to be put back. */
  readonly missing: number;
}

/** Most keys of one BatchGetItem. */
const KEYS_AT_ONCE = 100;

/** Compares the tables row by row; a run that died may simply be repeated. */
export const putBack = async (request: PutBackRequest): Promise<PutBackCounts> => {
  const marks: Row[] = [];
  const { client, from, to, now, apply, onPage } = request;
  let counts: PutBackCounts = { rows: 0, expired: 0, present: 0, missing: 0 };
  let start: Row | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: from, ...(start ? { ExclusiveStartKey: start } : {}) }),
    );
    const rows = (page.Items ?? []) as Row[];
    const alive = rows.filter(({ ttl }) => ttl?.N === undefined || Number(ttl.N) * 1000 > now);
    const present = await presentOf(client, to, alive);
    marks.push(...alive.filter(isRegisteredUntil));
    const absent = alive.filter((row) => !present.has(keyOf(row)));
    if (apply) await inLanes(absent, (row) => putIfAbsent(client, to, row));
    counts = {
      rows: counts.rows + rows.length,
      expired: counts.expired + rows.length - alive.length,
      present: counts.present + present.size,
      missing: counts.missing + absent.length,
    };
    onPage?.(counts);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  // After the calls, so that no run that is under way just then goes by without them.
  if (apply && counts.missing > 0) await inLanes(marks, (row) => putIfEarlier(client, to, row));
  return counts;
};

/**
 * How far a project's hours are registered. Hours since then may have been registered without what is put back, and who looks for it by
 * user or session would not find it; from there they are registered again.
 */
const isRegisteredUntil = ({ pk, sk }: Row): boolean => sk?.S === 'until' && pk?.S?.endsWith('#X') === true;

const keyOf = ({ pk, sk }: Row): string => JSON.stringify([pk?.S, sk?.S]);

/** The keys among those of the rows that a table has. */
const presentOf = async (client: DynamoDBClient, table: string, rows: readonly Row[]): Promise<ReadonlySet<string>> => {
  const found = new Set<string>();
  const keys = rows.map(({ pk, sk }) => ({ pk, sk }) as Row);
  for (let at = 0; at < keys.length; at += KEYS_AT_ONCE) {
    let left = keys.slice(at, at + KEYS_AT_ONCE);
    while (left.length > 0) {
      const answer = await client.send(
        new BatchGetItemCommand({
          RequestItems: { [table]: { Keys: left, ProjectionExpression: 'pk, sk', ConsistentRead: true } },
        }),
      );
      for (const row of answer.Responses?.[table] ?? []) found.add(keyOf(row));
      left = (answer.UnprocessedKeys?.[table]?.Keys ?? []) as Row[];
    }
  }
  return found;
};

/** Somebody who wrote the row meanwhile has the newer one. */
const putIfAbsent = (client: DynamoDBClient, table: string, row: Row): Promise<void> =>
  putIf({ TableName: table, Item: row, ConditionExpression: 'attribute_not_exists(pk)' }, client);

const putIfEarlier = (client: DynamoDBClient, table: string, row: Row): Promise<void> => {
  const condition = {
    ConditionExpression: 'attribute_not_exists(pk) OR #at > :at',
    ExpressionAttributeNames: { '#at': 'at' },
    ExpressionAttributeValues: { ':at': row['at'] as AttributeValue },
  };
  return putIf({ TableName: table, Item: row, ...condition }, client);
};

const putIf = async (input: PutItemCommandInput, client: DynamoDBClient): Promise<void> => {
  try {
    await client.send(new PutItemCommand(input));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};

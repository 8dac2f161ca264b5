/** The few table operations that the stores are made of, with paging, batching, retries of leftovers and errors translated. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AttributeValue,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { inLanes } from '../../domain/call/in-lanes.ts';
import { AppError } from '../../domain/call/problem.ts';
import type { Waiting } from '../../pipelines/ports/time.ts';
import { calling } from '../aws-errors.ts';
import { type Key, TIME_INDEX } from './keys.ts';

export type Item = Record<string, AttributeValue>;

/**
 * Most rows of one BatchWriteItem.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 */
const BATCH_ROWS = 25;

/** Batches under way at once: enough to hide the latency of a request, few enough to leave sockets for others. */
const BATCHES_AT_ONCE = 8;

/** Rounds of leftovers before we tell the caller to come back: 50 + 100 + 200 + 400 ms. */
const LEFTOVER_ROUNDS = 5;

/** Rows that an answer grows to: what a request costs is spread thin by then, and an answer is half a megabyte of JSON. */
const MAX_GROWN_ROWS = 640;

export interface Page {
  readonly pk: string;
  readonly from: string;
  /** Inclusive. */
  readonly to: string;
  readonly newestFirst?: boolean;
  readonly limit?: number;
  /** Whether every answer may hold twice as many rows as the one before, as whoever has read that far mostly reads on. */
  readonly grows?: boolean;
  readonly index?: boolean;
  readonly consistent?: boolean;
}

/** One table, by the handful of things that we do with it. */
export const createTable = (client: DynamoDBClient, tableName: string) => {
  const batch = async (items: readonly Item[], { signal }: Waiting): Promise<void> => {
    let left: readonly Item[] = items;
    for (let round = 0; left.length > 0; round++) {
      if (round === LEFTOVER_ROUNDS) {
        throw new AppError('unavailable', 'The table takes no more writes just now; send the same request again.', {
          retryAfterSeconds: 2,
        });
      }
      // Half of the pause is chance, so that callers who were turned away together don't come back together.
      if (round > 0) await sleep(25 * 2 ** round * (0.5 + Math.random() / 2), undefined, signal ? { signal } : {});
      const requests = left.map((Item) => ({ PutRequest: { Item } }));
      const answer = await calling('BatchWriteItem', () =>
        client.send(
          new BatchWriteItemCommand({ RequestItems: { [tableName]: requests } }),
          signal ? { abortSignal: signal } : {},
        ),
      );
      left = (answer.UnprocessedItems?.[tableName] ?? []).map(({ PutRequest }) => PutRequest?.Item as Item);
    }
  };

  /** Rows of a partition between two sort keys, in the pages that they come in, as those are asked for. */
  const pages = async function* (page: Page, { signal }: Waiting): AsyncGenerator<readonly Item[]> {
    const [pk, sk] = page.index ? ['g1pk', 'g1sk'] : ['pk', 'sk'];
    const input: QueryCommandInput = {
      TableName: tableName,
      ...(page.index ? { IndexName: TIME_INDEX } : { ConsistentRead: page.consistent ?? false }),
      KeyConditionExpression: `${pk} = :pk AND ${sk} BETWEEN :from AND :to`,
      ExpressionAttributeValues: { ':pk': { S: page.pk }, ':from': { S: page.from }, ':to': { S: page.to } },
      ScanIndexForward: !page.newestFirst,
    };
    let start: Item | undefined;
    let limit = page.limit;
    do {
      const answer = await calling('Query', () =>
        client.send(
          new QueryCommand({
            ...input,
            ...(limit === undefined ? {} : { Limit: limit }),
            ...(start === undefined ? {} : { ExclusiveStartKey: start }),
          }),
          signal ? { abortSignal: signal } : {},
        ),
      );
      yield answer.Items ?? [];
      if (page.grows === true && limit !== undefined) limit = Math.min(2 * limit, MAX_GROWN_ROWS);
      start = answer.LastEvaluatedKey;
    } while (start !== undefined);
  };

  return {
    get: async (key: Key, { signal }: Waiting, consistent = true): Promise<Item | undefined> => {
      const answer = await calling('GetItem', () =>
        client.send(
          new GetItemCommand({ TableName: tableName, Key: keyOf(key), ConsistentRead: consistent }),
          signal ? { abortSignal: signal } : {},
        ),
      );
      return answer.Item;
    },

    /** Puts an item; tells whether its key was free. What was there is replaced, unless `keepsOld`. */
    put: async (
      item: Item,
      { signal }: Waiting,
      { keepsOld = false }: { readonly keepsOld?: boolean } = {},
    ): Promise<{ readonly isNew: boolean }> => {
      try {
        const answer = await calling('PutItem', () =>
          client.send(
            new PutItemCommand({
              TableName: tableName,
              Item: item,
              ...(keepsOld ? { ConditionExpression: 'attribute_not_exists(pk)' } : { ReturnValues: 'ALL_OLD' }),
            }),
            signal ? { abortSignal: signal } : {},
          ),
        );
        return { isNew: answer.Attributes === undefined };
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return { isNew: false };
        throw error;
      }
    },

    /** Puts an item in place of one whose facts are still `s`, and does nothing where they are not. */
    putOver: async (item: Item, { s }: { readonly s: AttributeValue }, { signal }: Waiting): Promise<void> => {
      try {
        await calling('PutItem', () =>
          client.send(
            new PutItemCommand({
              TableName: tableName,
              Item: item,
              ConditionExpression: 's = :s',
              ExpressionAttributeValues: { ':s': s },
            }),
            signal ? { abortSignal: signal } : {},
          ),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },

    /** Puts many items, in any order, not atomically: every one is there when it returns. */
    putAll: async (items: readonly Item[], waiting: Waiting): Promise<void> => {
      const distinct = [...new Map(items.map((item) => [`${item['pk']?.S}\0${item['sk']?.S}`, item])).values()];
      const batches: Item[][] = [];
      for (let at = 0; at < distinct.length; at += BATCH_ROWS) batches.push(distinct.slice(at, at + BATCH_ROWS));
      await inLanes(batches, (items) => batch(items, waiting), BATCHES_AT_ONCE);
    },

    /** Deletes a row, only while its attribute `mark` still has this value. */
    deleteIfMarked: async (key: Key, mark: string, { signal }: Waiting): Promise<void> => {
      try {
        await calling('DeleteItem', () =>
          client.send(
            new DeleteItemCommand({
              TableName: tableName,
              Key: keyOf(key),
              ConditionExpression: 'mark = :mark',
              ExpressionAttributeValues: { ':mark': { S: mark } },
            }),
            signal ? { abortSignal: signal } : {},
          ),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },

    /** All rows of a partition between two sort keys, one by one. */
    query: async function* (page: Page, waiting: Waiting): AsyncGenerator<Item> {
      for await (const items of pages(page, waiting)) for (const item of items) yield item;
    },

    pages,
  };
};

export type Table = ReturnType<typeof createTable>;

const keyOf = ({ pk, sk }: Key): Item => ({ pk: { S: pk }, sk: { S: sk } });

/** A row's time to live, in the epoch seconds that DynamoDB expects. */
export const ttl = (expiresAt: number): AttributeValue => ({ N: String(Math.floor(expiresAt / 1000)) });

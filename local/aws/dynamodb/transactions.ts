/** TransactWriteItems and TransactGetItems. */
import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { AwsError, notImplemented } from '../aws-error.ts';
import { type JsonObject, type JsonOperation, refuseUnknownParameters } from '../json-protocol.ts';
import type { Clock } from '../service.ts';
import { type Charge, capacityHeaders, consumedCapacity } from './capacity.ts';
import { type Change, chargesOf, commitChanges } from './changes.ts';
import { itemBytes } from './item.ts';
import { ConditionFailed, planWrite, prepareWrite, type Stored, type WriteKind } from './plan-write.ts';
import { readItem } from './read-item.ts';
import { validationError } from './schema.ts';

export const TRANSACTIONS_SCHEMA = `
  CREATE TABLE IF NOT EXISTS transactions (token TEXT PRIMARY KEY, digest TEXT NOT NULL, at INTEGER NOT NULL);
`;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const MAX_ITEMS = 100;
const MAX_BYTES = 4 * 1024 * 1024;
/** How long a ClientRequestToken makes a repetition harmless. The SDK sends one with every transaction. */
const TOKEN_LIFE_MS = 10 * 60 * 1000;

const KINDS: Readonly<Record<string, WriteKind>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheck',
};

const WRITE_PARAMETERS = [
  'TransactItems',
  'ClientRequestToken',
  'ReturnConsumedCapacity',
  'ReturnItemCollectionMetrics',
];

export const transactWrite = (database: DatabaseSync, stored: Stored, clock: Clock): JsonOperation => {
  const findToken = database.prepare('SELECT digest FROM transactions WHERE token = ? AND at > ?');
  const keepToken = database.prepare('INSERT OR REPLACE INTO transactions (token, digest, at) VALUES (?, ?, ?)');
  const forgetTokens = database.prepare('DELETE FROM transactions WHERE at <= ?');

  return (input) => {
    refuseUnknownParameters('TransactWriteItems', input, WRITE_PARAMETERS);
    const token = input['ClientRequestToken'] as string | undefined;
    const digest = createHash('sha256').update(JSON.stringify(input['TransactItems'])).digest('base64');
    const now = clock();
    const writes = transactItems(input).map((item) => {
      const [name = '', body = {}] = Object.entries(item)[0] ?? [];
      const kind = Object.hasOwn(KINDS, name) && Object.keys(item).length === 1 ? KINDS[name] : undefined;
      if (kind === undefined) {
        throw validationError('TransactItems can only contain one of ConditionCheck, Put, Update or Delete');
      }
      if (kind === 'ConditionCheck' && body['ConditionExpression'] === undefined) {
        throw validationError('The parameter ConditionExpression is required in a ConditionCheck');
      }
      if (body['ReturnValues'] !== undefined) throw notImplemented(`parameter ReturnValues of ${name}`);
      return prepareWrite(stored, kind, body);
    });
    if (new Set(writes.map(({ table, key }) => `${table.space}~${key}`)).size < writes.length) {
      throw validationError('Transaction request cannot include multiple operations on one item');
    }

    const seen = token === undefined ? undefined : findToken.get(token, now - TOKEN_LIFE_MS);
    if (seen !== undefined) {
      if (seen['digest'] === digest) return { output: {} };
      throw new AwsError({
        code: 'IdempotentParameterMismatchException',
        message: 'Request rejected because it attempted to use a previously used token with different parameters',
      });
    }

    const outcomes = writes.map((write) => attempt(() => planWrite(stored, write).change));
    const changes = outcomes.flatMap(({ change }) => (change === undefined ? [] : [change]));
    const charges = changes.flatMap((change) => chargesOf(change, 2));
    if (outcomes.some(({ reason }) => reason.Code !== 'None')) throw cancelled(outcomes, charges);
    if (changes.reduce((bytes, { after }) => bytes + (after === undefined ? 0 : itemBytes(after)), 0) > MAX_BYTES) {
      throw validationError('Collection size of items in transaction exceeds the maximum of 4 MB');
    }
    commitChanges(database, stored.rows, changes, () => {
      if (token === undefined) return;
      forgetTokens.run(now - TOKEN_LIFE_MS);
      keepToken.run(token, digest, now);
    });
    const ConsumedCapacity = consumedCapacity(charges, input['ReturnConsumedCapacity']);
    return {
      output: ConsumedCapacity === undefined ? {} : { ConsumedCapacity },
      headers: capacityHeaders(charges),
    };
  };
};

export const transactGet =
  (stored: Stored): JsonOperation =>
  (input) => {
    refuseUnknownParameters('TransactGetItems', input, ['TransactItems', 'ReturnConsumedCapacity']);
    const reads = transactItems(input).map((item) => {
      const { Get, ...others } = item;
      if (Get === undefined || Object.keys(others).length > 0) throw validationError('TransactItems must contain Get');
      return readItem(stored, { ...Get, ConsistentRead: true });
    });
    const charges = reads.map(({ charge }) => ({ ...charge, read: 2 * charge.read }));
    const ConsumedCapacity = consumedCapacity(charges, input['ReturnConsumedCapacity']);
    return {
      output: {
        Responses: reads.map(({ item }) => (item === undefined ? {} : { Item: item })),
        ...(ConsumedCapacity === undefined ? {} : { ConsumedCapacity }),
      },
      headers: capacityHeaders(charges),
    };
  };

const transactItems = (input: JsonObject): readonly Readonly<Record<string, JsonObject>>[] => {
  const items = input['TransactItems'];
  if (Array.isArray(items) && items.length >= 1 && items.length <= MAX_ITEMS) return items;
  throw validationError(`TransactItems must have length between 1 and ${MAX_ITEMS}`);
};

interface Outcome {
  /** Absent when the item could not even be planned; a refused condition leaves the item as it was. */
  readonly change?: Change;
  readonly reason: { readonly Code: string; readonly Message?: string; readonly Item?: unknown };
}

const attempt = (plan: () => Change): Outcome => {
  try {
    return { change: plan(), reason: { Code: 'None' } };
  } catch (error) {
    if (error instanceof ConditionFailed) {
      return {
        change: error.refused,
        reason: { Code: 'ConditionalCheckFailed', Message: error.message, ...error.details },
      };
    }
    if (error instanceof AwsError && error.code === 'ValidationException') {
      return { reason: { Code: 'ValidationError', Message: error.message } };
    }
    throw error;
  }
};

const cancelled = (outcomes: readonly Outcome[], charges: readonly Charge[]): AwsError =>
  new AwsError({
    code: 'TransactionCanceledException',
    message:
      'Transaction cancelled, please refer cancellation reasons for specific reasons ' +
      `[${outcomes.map(({ reason }) => reason.Code).join(', ')}]`,
    details: { CancellationReasons: outcomes.map(({ reason }) => reason) },
    headers: capacityHeaders(charges),
  });

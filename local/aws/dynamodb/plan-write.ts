/** Plans what PutItem, UpdateItem, DeleteItem and ConditionCheck would do to an item, without doing it. */
import { AwsError } from '../aws-error.ts';
import type { JsonObject } from '../json-protocol.ts';
import { type Change, changeOf } from './changes.ts';
import { applyUpdate, dynalite, parseRequest, refuse } from './dynalite.ts';
import type { ParsedRequest } from './dynalite-types.ts';
import { holds } from './expression.ts';
import type { Item } from './item.ts';
import type { Rows } from './rows.ts';
import { refuseBadItem, validationError } from './schema.ts';
import type { Table, Tables } from './tables.ts';

/** Where planning looks tables and items up. */
export interface Stored {
  readonly tables: Tables;
  readonly rows: Rows;
}

export type WriteKind = 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheck';

/** A refused condition; it knows the item it met, because AWS charges for reading that. */
export class ConditionFailed extends AwsError {
  readonly refused: Change;

  constructor(refused: Change, returnItem: boolean) {
    super({
      code: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      details: returnItem && refused.before !== undefined ? { Item: refused.before } : {},
    });
    this.refused = refused;
  }
}

/** A request that has been checked as far as it can be without looking at the item. */
export interface PreparedWrite {
  readonly kind: WriteKind;
  readonly table: Table;
  readonly key: string;
  readonly request: ParsedRequest;
  readonly returnItemOnFailure: boolean;
}

/** @throws AwsError ValidationException, ResourceNotFoundException */
export const prepareWrite = ({ tables }: Stored, kind: WriteKind, input: JsonObject): PreparedWrite => {
  const { ReturnValuesOnConditionCheckFailure: returnOnFailure, ...rest } = input;
  if (returnOnFailure !== undefined && returnOnFailure !== 'ALL_OLD' && returnOnFailure !== 'NONE') {
    throw validationError('ReturnValuesOnConditionCheckFailure must be ALL_OLD or NONE');
  }
  const request = parseRequest(kind === 'ConditionCheck' ? 'DeleteItem' : kind, rest);
  const table = tables.find(request.TableName);
  if (kind === 'PutItem') {
    refuse(dynalite.validateItem(request.Item, table.schema));
    refuseBadItem(table.schema, request.Item);
  } else {
    refuse(dynalite.validateKey(request.Key, table.schema));
    refuseBadItem(table.schema, request.Key);
  }
  return {
    kind,
    table,
    key: dynalite.createKey(kind === 'PutItem' ? request.Item : request.Key, table.schema),
    request,
    returnItemOnFailure: returnOnFailure === 'ALL_OLD',
  };
};

const meetsCondition = (request: ParsedRequest, item: Item): boolean => {
  if (request._condition !== undefined) return holds(request._condition.expression, item);
  return request.Expected === undefined || dynalite.matchesFilter(item, request.Expected, request.ConditionalOperator);
};

export interface PlannedWrite {
  readonly change: Change;
  /** What ReturnValues asked for. */
  readonly attributes: Item | undefined;
}

/** @throws ConditionFailed when the item is not as the request demands; AwsError ValidationException */
export const planWrite = ({ rows }: Stored, write: PreparedWrite): PlannedWrite => {
  const { kind, table, key, request } = write;
  const before = rows.get(table.space, key);
  if (!meetsCondition(request, before ?? {})) {
    throw new ConditionFailed(changeOf(table, key, before, before), write.returnItemOnFailure);
  }
  if (kind === 'ConditionCheck') return { change: changeOf(table, key, before, before), attributes: undefined };
  if (kind === 'UpdateItem') {
    const { after, attributes } = applyUpdate(table.schema, request, before);
    refuseBadItem(table.schema, after);
    return { change: changeOf(table, key, before, after), attributes };
  }
  const after = kind === 'PutItem' ? request.Item : undefined;
  return {
    change: changeOf(table, key, before, after),
    attributes: request.ReturnValues === 'ALL_OLD' ? before : undefined,
  };
};

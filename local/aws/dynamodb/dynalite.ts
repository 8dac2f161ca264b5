/**
 * What we take from dynalite: the validation of requests, the expression language, the encoding of keys, the key range of
 * a query, and what an update makes of an item. How items are kept, and that writes are atomic, is ours.
 * These are dynalite's internals, so package.json pins its exact version.
 */
import { EventEmitter } from 'node:events';
import query from 'dynalite/actions/query.js';
import scan from 'dynalite/actions/scan.js';
import updateItem from 'dynalite/actions/updateItem.js';
import db from 'dynalite/db/index.js';
import batchGetItemRules from 'dynalite/validations/batchGetItem.js';
import createTableRules from 'dynalite/validations/createTable.js';
import deleteItemRules from 'dynalite/validations/deleteItem.js';
import getItemRules from 'dynalite/validations/getItem.js';
import validations from 'dynalite/validations/index.js';
import putItemRules from 'dynalite/validations/putItem.js';
import queryRules from 'dynalite/validations/query.js';
import scanRules from 'dynalite/validations/scan.js';
import updateItemRules from 'dynalite/validations/updateItem.js';
import { AwsError } from '../aws-error.ts';
import { type JsonObject, refuseUnknownParameters } from '../json-protocol.ts';
import type {
  Callback,
  DynaliteAction,
  DynaliteError,
  DynaliteStore,
  KeyRange,
  ParsedRequest,
  UpdateSection,
} from './dynalite-types.ts';
import { type Item, MAX_ITEM_BYTES } from './item.ts';
import type { TableSchema } from './schema.ts';

export { db as dynalite };

const RULES = {
  GetItem: getItemRules,
  PutItem: putItemRules,
  UpdateItem: updateItemRules,
  DeleteItem: deleteItemRules,
  Query: queryRules,
  Scan: scanRules,
  BatchGetItem: batchGetItemRules,
  CreateTable: createTableRules,
} as const;

const OPTIONS = { options: { maxItemSize: MAX_ITEM_BYTES } } as const;

/**
 * Checks a request's types, limits and expressions.
 * @throws AwsError as DynamoDB would; 501 for a parameter that dynalite would drop in silence
 */
export const parseRequest = (operation: keyof typeof RULES, input: JsonObject): ParsedRequest => {
  const { types, custom } = RULES[operation];
  refuseUnknownParameters(operation, input, Object.keys(types));
  return translateErrors(() => {
    // checkTypes removes what is null from what it is given.
    const request = validations.checkTypes({ ...input }, types);
    validations.checkValidations(request, types, custom, OPTIONS);
    return request as ParsedRequest;
  });
};

/** Throws what dynalite returns as an error. */
export const refuse = (error: DynaliteError | null | undefined): void => {
  if (error !== null && error !== undefined) throw asAwsError(error);
};

const asAwsError = (error: unknown): unknown => {
  const { body, statusCode } = error as Partial<DynaliteError>;
  if (body === undefined) return error;
  return new AwsError({
    code: body.__type.split('#').at(-1)!,
    status: statusCode ?? 400,
    message: body.message ?? body.Message ?? (error as Error).message,
  });
};

const translateErrors = <Result>(work: () => Result): Result => {
  try {
    return work();
  } catch (error) {
    throw asAwsError(error);
  }
};

/** Runs an action to its end: over a store that answers at once, dynalite calls back before it returns. */
const runAction = (action: DynaliteAction, store: DynaliteStore, request: ParsedRequest): unknown => {
  let outcome: { readonly error: unknown; readonly value: unknown } | undefined;
  action(store, request, (error, value) => {
    outcome = { error, value };
  });
  if (outcome?.error !== undefined && outcome.error !== null) throw asAwsError(outcome.error);
  return outcome?.value;
};

const storeOf = (schema: TableSchema, items: object): DynaliteStore => ({
  ...OPTIONS,
  getTable: (_name, callbackOrCheck, callback) =>
    (typeof callbackOrCheck === 'function' ? callbackOrCheck : callback!)(null, schema),
  getItemDb: () => items,
  getIndexDb: () => items,
});

export interface UpdateOutcome {
  readonly after: Item;
  /** What ReturnValues asked for. */
  readonly attributes: Item | undefined;
}

/**
 * What UpdateItem makes of `before`, without storing it, and without looking at the request's condition.
 * @throws AwsError ValidationException
 */
export const applyUpdate = (schema: TableSchema, request: ParsedRequest, before: Item | undefined): UpdateOutcome => {
  const { _condition, Expected, ...unconditional } = request;
  const captured: { after?: Item } = {};
  const items = {
    lock: (_key: string, work: (release: (callback: Callback) => Callback) => void) => work((callback) => callback),
    get: (_key: string, callback: Callback) => callback(null, before),
    put: (key: string, item: Item, callback: Callback) => {
      // Index rows pass here too; the item itself comes last, after all of them.
      captured.after = item;
      callback(null, key);
    },
    del: (_key: string, callback: Callback) => callback(null),
  };
  const answer = runAction(updateItem, storeOf(schema, items), inSafeOrder(unconditional)) as
    | { readonly Attributes?: Item }
    | undefined;
  if (captured.after === undefined) throw new Error('dynalite did not finish an update; is it version 4.0.0?');
  return { after: captured.after, attributes: answer?.Attributes };
};

/**
 * All paths of an update mean the item as it was, but dynalite goes from section to section. So what moves list members
 * comes last, and from the end of the list.
 */
const inSafeOrder = (request: ParsedRequest): ParsedRequest => {
  if (request._updates === undefined) return request;
  const { sections } = request._updates;
  const removals = sections.filter(({ type }) => type === 'remove');
  const others = sections.filter(({ type }) => type !== 'remove');
  const lastIndex = ({ path }: UpdateSection): number => Number(path.at(-1)) || 0;
  const ordered = [...others, ...removals.toSorted((a, b) => lastIndex(b) - lastIndex(a))];
  return { ...request, _updates: { ...request._updates, sections: ordered } };
};

/**
 * The range of encoded keys that a Query or Scan reads, in dynalite's encoding, after all its checks.
 * @throws AwsError ValidationException
 */
export const keyRangeOf = (operation: 'Query' | 'Scan', schema: TableSchema, request: ParsedRequest): KeyRange => {
  const captured: { range?: KeyRange } = {};
  const rows = {
    createValueStream: (range: KeyRange) => {
      captured.range = range;
      return new EventEmitter();
    },
  };
  runAction(operation === 'Query' ? query : scan, storeOf(schema, rows), request);
  if (captured.range === undefined) throw new Error('dynalite read nothing; is it version 4.0.0?');
  return captured.range;
};

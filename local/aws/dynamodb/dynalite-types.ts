/** What dynalite's own functions take and give: a request it has parsed, a table as it sees one, the store it expects. */
import type { AttributeValue, Item } from './item.ts';
import type { TableSchema } from './schema.ts';

/** A request after dynalite's validation; the members with an underscore are its parsed expressions. */
export interface ParsedRequest {
  readonly TableName: string;
  readonly Item: Item;
  readonly Key: Item;
  readonly IndexName?: string;
  readonly Select?: string;
  readonly Limit?: number;
  readonly ConsistentRead?: boolean;
  readonly ScanIndexForward?: boolean;
  readonly ExclusiveStartKey?: Item;
  readonly ReturnValues?: string;
  readonly ReturnConsumedCapacity?: 'INDEXES' | 'TOTAL' | 'NONE';
  readonly ConditionExpression?: string;
  readonly ConditionalOperator?: string;
  readonly Expected?: object;
  readonly QueryFilter?: object;
  readonly ScanFilter?: object;
  readonly AttributesToGet?: readonly string[];
  readonly _condition?: { readonly expression: Expression };
  readonly _filter?: { readonly expression: Expression };
  readonly _updates?: { readonly sections: readonly UpdateSection[] };
  readonly _projection?: ParsedProjection;
  readonly RequestItems: Readonly<Record<string, unknown>>;
}

/** A node of a parsed condition: an operator, or a function by its name. */
export interface Expression {
  readonly type: string;
  readonly name?: string;
  readonly args: readonly (Expression | ExpressionOperand)[];
}

/** A path into the item, a value, or the function `size`. */
export type ExpressionOperand = readonly (string | number)[] | AttributeValue | Expression;

export interface UpdateSection {
  readonly type: 'set' | 'add' | 'delete' | 'remove';
  readonly path: readonly (string | number)[];
}

export interface ParsedProjection {
  readonly paths: readonly ProjectionPath[];
  readonly nestedPaths: object;
}

export type ProjectionPath = string | readonly (string | number)[];

/** An error with the answer that dynalite would have sent. */
export interface DynaliteError extends Error {
  readonly statusCode: number;
  readonly body: { readonly __type: string; readonly message?: string; readonly Message?: string };
}

export type Callback = (error: unknown, value?: unknown) => void;

/** The bounds of a range of keys, as LevelDB takes them. */
export interface KeyRange {
  readonly gt?: string;
  readonly gte?: string;
  readonly lt?: string;
  readonly lte?: string;
  readonly reverse?: boolean;
}

export interface DynaliteStore {
  readonly options: { readonly maxItemSize: number };
  getTable(name: string, callbackOrCheck: Callback | boolean, callback?: Callback): void;
  getItemDb(name: string): object;
  getIndexDb(kind: string, table: string, index: string): object;
}

export type DynaliteAction = (store: DynaliteStore, request: ParsedRequest, callback: Callback) => void;

export interface DynaliteRules {
  readonly types: Readonly<Record<string, object>>;
  readonly custom?: (request: object, store: Pick<DynaliteStore, 'options'>) => string | undefined;
}

export interface DynaliteValidations {
  checkTypes(request: object, types: DynaliteRules['types']): object;
  checkValidations(
    request: object,
    types: DynaliteRules['types'],
    custom: DynaliteRules['custom'],
    store: Pick<DynaliteStore, 'options'>,
  ): void;
}

export interface DynaliteDb {
  createKey(item: Item, table: TableSchema): string;
  createIndexKey(item: Item, table: TableSchema, keySchema: TableSchema['KeySchema']): string;
  validateItem(item: Item, table: TableSchema): DynaliteError | null | undefined;
  validateKey(key: Item, table: TableSchema): DynaliteError | null | undefined;
  validateKeyPaths(nestedPaths: object | undefined, table: TableSchema): DynaliteError | null | undefined;
  compare(
    operator: string,
    value: AttributeValue | undefined,
    others: readonly (AttributeValue | undefined)[],
  ): boolean;
  mapPath(path: readonly (string | number)[], item: Item): AttributeValue | null | undefined;
  matchesFilter(item: Item, filter: object, conditionalOperator: string | undefined): boolean;
  mapPaths(paths: readonly ProjectionPath[], item: Item): Readonly<Record<string, AttributeValue>>;
}

/** DynamoDB: which actions on which tables and indexes a request needs. */
import type { Need } from '../../iam/authority.ts';
import type { RequestContext } from '../../iam/conditions.ts';
import { type Account, jsonInput, type NeedReader, targetOperation, unknownOperation } from './need-reader.ts';

type Input = Readonly<Record<string, unknown>>;

/** Operations about one table named in TableName; their action has the operation's name. */
const ON_TABLE: ReadonlySet<string> = new Set([
  'GetItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'Query',
  'Scan',
  'CreateTable',
  'UpdateTable',
  'DeleteTable',
  'DescribeTable',
  'DescribeTimeToLive',
  'UpdateTimeToLive',
  'DescribeContinuousBackups',
  'UpdateContinuousBackups',
]);

/** Each part of a transaction needs the permission of the plain operation. */
const TRANSACTION_ACTIONS: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

const object = (value: unknown): Input => (typeof value === 'object' && value !== null ? (value as Input) : {});
const array = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const tableName = (nameOrArn: string): string => nameOrArn.split('/')[1] ?? nameOrArn;

const tableArn = ({ region, accountId }: Account, name: string): string =>
  `arn:aws:dynamodb:${region}:${accountId}:table/${tableName(name)}`;

/** `{"S": "x"}` → `x`; the values of dynamodb:LeadingKeys are compared as text. */
const keyText = (attribute: unknown): readonly string[] => Object.values(object(attribute)).map(String).slice(0, 1);

/** The partition key's value in a KeyConditionExpression: `pk = :p` or `#k = :p`. */
const queriedKey = (input: Input, key: string): readonly string[] => {
  const names = object(input['ExpressionAttributeNames']);
  for (const [, name = '', value = ''] of String(input['KeyConditionExpression'] ?? '').matchAll(
    /([#\w.-]+)\s*=\s*(:\w+)/g,
  ))
    if ((names[name] ?? name) === key) return keyText(object(input['ExpressionAttributeValues'])[value]);
  return [];
};

const contextOf = (input: Input, account: Account): RequestContext => {
  const table = tableName(String(input['TableName']));
  const key = account.partitionKey(table, input['IndexName'] as string | undefined);
  const item = object(input['Key'] ?? input['Item']);
  const leading =
    key === undefined
      ? []
      : input['KeyConditionExpression'] === undefined
        ? keyText(item[key])
        : queriedKey(input, key);
  const attributes = [
    ...Object.keys(item),
    ...Object.values(object(input['ExpressionAttributeNames'])).map(String),
    ...array(input['AttributesToGet']).map(String),
    ...String(input['ProjectionExpression'] ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('#')),
  ];
  return {
    ...(leading.length > 0 ? { 'dynamodb:leadingkeys': leading } : {}),
    ...(attributes.length > 0 ? { 'dynamodb:attributes': [...new Set(attributes)] } : {}),
    ...(input['Select'] === undefined ? {} : { 'dynamodb:select': [String(input['Select'])] }),
  };
};

/** Items of a batch on one table, as single requests would name them. */
const batchKeys = (requests: unknown, table: string, account: Account): readonly string[] => {
  const key = account.partitionKey(table, undefined);
  if (key === undefined) return [];
  const items = Array.isArray(requests)
    ? requests.map(
        (request) =>
          object(Object.values(object(request))[0])['Item'] ?? object(Object.values(object(request))[0])['Key'],
      )
    : array(object(requests)['Keys']);
  return items.flatMap((item) => keyText(object(item)[key]));
};

export const dynamodbNeeds: NeedReader = (request, account) => {
  const operation = targetOperation(request);
  const input = jsonInput(request);
  const answer = (needs: readonly Need[]) => ({ operation, resource: needs[0]?.resource ?? '*', needs });
  if (ON_TABLE.has(operation)) {
    const table = tableArn(account, String(input['TableName']));
    const index = input['IndexName'];
    const resource = typeof index === 'string' ? `${table}/index/${index}` : table;
    return answer([{ action: `dynamodb:${operation}`, resource, context: contextOf(input, account) }]);
  }
  switch (operation) {
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return answer(
        Object.entries(object(input['RequestItems'])).map(([table, requests]) => {
          const keys = batchKeys(requests, tableName(table), account);
          return {
            action: `dynamodb:${operation}`,
            resource: tableArn(account, table),
            ...(keys.length > 0 ? { context: { 'dynamodb:leadingkeys': keys } } : {}),
          };
        }),
      );
    case 'TransactGetItems':
    case 'TransactWriteItems':
      return answer(
        array(input['TransactItems']).flatMap((item) =>
          Object.entries(object(item)).map(([kind, part]) => ({
            action: `dynamodb:${TRANSACTION_ACTIONS[kind] ?? kind}`,
            resource: tableArn(account, String(object(part)['TableName'])),
            context: contextOf(object(part), account),
          })),
        ),
      );
    case 'ListTables':
    case 'DescribeLimits':
    case 'DescribeEndpoints':
      return answer([{ action: `dynamodb:${operation}`, resource: '*' }]);
    case 'TagResource':
    case 'UntagResource':
    case 'ListTagsOfResource':
      return answer([{ action: `dynamodb:${operation}`, resource: String(input['ResourceArn']) }]);
    default:
      throw unknownOperation('dynamodb', operation);
  }
};

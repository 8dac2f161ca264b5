/** What the gateway must know of the account to authorise: keys of tables, ARNs of secrets. */
import type { Account } from '../gateway/needs/need-reader.ts';
import { isObject, type JsonObject, listAt, textAt } from '../template/json.ts';
import type { Resource } from '../template/resolve-assembly.ts';

const hashKey = (schemaOwner: JsonObject): string | undefined =>
  listAt(schemaOwner, 'KeySchema')
    .filter(isObject)
    .filter((key) => key['KeyType'] === 'HASH')
    .map((key) => textAt(key, 'AttributeName'))[0];

/** Partition keys by table name, and by `table/index` for indexes. */
const partitionKeys = (resources: readonly Resource[]): ReadonlyMap<string, string> => {
  const keys = new Map<string, string>();
  for (const { type, name, properties } of resources) {
    if (!type.startsWith('AWS::DynamoDB::')) continue;
    const tableKey = hashKey(properties);
    if (tableKey !== undefined) keys.set(name, tableKey);
    for (const index of listAt(properties, 'GlobalSecondaryIndexes').filter(isObject)) {
      const indexKey = hashKey(index);
      if (indexKey !== undefined) keys.set(`${name}/${textAt(index, 'IndexName')}`, indexKey);
    }
  }
  return keys;
};

export const accountOf = (
  resources: readonly Resource[],
  place: { readonly accountId: string; readonly region: string },
): Account => {
  const keys = partitionKeys(resources);
  return {
    ...place,
    partitionKey: (table, index) => keys.get(index === undefined ? table : `${table}/${index}`),
  };
};

/** The ARN of a secret named by its name, its ARN, or its ARN without the six characters Secrets Manager appends. */
export const secretArns =
  (resources: readonly Resource[]) =>
  (id: string): string =>
    resources.find(
      ({ type, name, arn }) =>
        type === 'AWS::SecretsManager::Secret' && (name === id || arn === id || arn.slice(0, -7) === id),
    )?.arn ?? id;

/**
 * Read and write units as AWS would bill them, for every request, whether the caller asked for them or not.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
import type { JsonObject } from '../json-protocol.ts';
import type { IndexChange } from './indexes.ts';
import { type Item, itemBytes } from './item.ts';

/** Units one request consumed of one table or, with `index`, of one of its indexes. */
export interface Charge {
  readonly table: string;
  readonly index?: string;
  readonly read: number;
  readonly write: number;
}

/** One unit writes 1 KB; what is absent or refused costs one too. */
export const writeUnits = (...versions: readonly (Item | undefined)[]): number =>
  Math.max(1, ...versions.map((item) => (item === undefined ? 0 : Math.ceil(itemBytes(item) / 1024))));

/** One unit reads 4 KB with strong consistency, or 8 KB without; what is absent costs as much as the smallest item. */
export const readUnits = (bytes: number, isConsistent: boolean): number =>
  Math.max(1, Math.ceil(bytes / 4096)) * (isConsistent ? 1 : 0.5);

/** Moving a row within an index is a delete and a put; changing it in place is one write of the larger version. */
export const indexWriteUnits = ({ before, after }: IndexChange): number => {
  if (before !== undefined && after !== undefined && before.key !== after.key) {
    return writeUnits(before.item) + writeUnits(after.item);
  }
  return writeUnits(before?.item, after?.item);
};

/** Sums charges for the same table or index. */
const totalCharges = (charges: readonly Charge[]): readonly Charge[] => {
  const totals = new Map<string, Charge>();
  for (const charge of charges) {
    const name = resourceName(charge);
    const sum = totals.get(name);
    totals.set(
      name,
      sum === undefined ? charge : { ...sum, read: sum.read + charge.read, write: sum.write + charge.write },
    );
  }
  return [...totals.values()];
};

/**
 * The header that carries every response's charges:
 * `x-local-capacity: {"Calls":{"read":0,"write":3},"Calls/index/by-time":{"read":0,"write":1}}`.
 */
export const capacityHeaders = (charges: readonly Charge[]): Readonly<Record<string, string>> => ({
  'x-local-capacity': JSON.stringify(
    Object.fromEntries(
      totalCharges(charges).map((charge) => [resourceName(charge), { read: charge.read, write: charge.write }]),
    ),
  ),
});

const resourceName = (charge: Charge): string =>
  charge.index === undefined ? charge.table : `${charge.table}/index/${charge.index}`;

/** `ConsumedCapacity` for each table touched, in the detail that ReturnConsumedCapacity asks for. */
export const consumedCapacity = (charges: readonly Charge[], detail: unknown): readonly JsonObject[] | undefined => {
  if (detail !== 'TOTAL' && detail !== 'INDEXES') return undefined;
  const byTable = Map.groupBy(totalCharges(charges), (charge) => charge.table);
  return [...byTable].map(([TableName, parts]) => {
    const units = { CapacityUnits: sumOf(parts) };
    if (detail === 'TOTAL') return { TableName, ...units };
    const indexes = parts.flatMap((part) =>
      part.index === undefined ? [] : [[part.index, { CapacityUnits: sumOf([part]) }] as const],
    );
    return {
      TableName,
      ...units,
      Table: { CapacityUnits: sumOf(parts.filter((part) => part.index === undefined)) },
      ...(indexes.length > 0 ? { GlobalSecondaryIndexes: Object.fromEntries(indexes) } : {}),
    };
  });
};

const sumOf = (charges: readonly Charge[]): number =>
  charges.reduce((sum, charge) => sum + charge.read + charge.write, 0);

/** PutItem, UpdateItem and DeleteItem: one planned change, carried out. */
import type { DatabaseSync } from 'node:sqlite';
import { AwsError } from '../aws-error.ts';
import type { JsonOperation } from '../json-protocol.ts';
import { capacityHeaders, consumedCapacity } from './capacity.ts';
import { chargesOf, commitChanges } from './changes.ts';
import { ConditionFailed, planWrite, prepareWrite, type Stored, type WriteKind } from './plan-write.ts';

export const singleWrite =
  (database: DatabaseSync, stored: Stored, kind: Exclude<WriteKind, 'ConditionCheck'>): JsonOperation =>
  (input) => {
    const write = prepareWrite(stored, kind, input);
    const { change, attributes } = planOrCharge(() => planWrite(stored, write));
    commitChanges(database, stored.rows, [change]);
    const charges = chargesOf(change);
    const [ConsumedCapacity] = consumedCapacity(charges, write.request.ReturnConsumedCapacity) ?? [];
    return {
      output: {
        ...(attributes === undefined ? {} : { Attributes: attributes }),
        ...(ConsumedCapacity === undefined ? {} : { ConsumedCapacity }),
      },
      headers: capacityHeaders(charges),
    };
  };

/** A refused condition is charged as a write of the item it met. */
const planOrCharge = <Result>(plan: () => Result): Result => {
  try {
    return plan();
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    const { code, message, details, refused } = error;
    throw new AwsError({ code, message, details, headers: capacityHeaders(chargesOf(refused)) });
  }
};

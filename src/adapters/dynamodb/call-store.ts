/** The store of calls: one table, its by-time index and one bucket. */
import type { CallStore, PriceCalls } from '../../pipelines/ports/calls.ts';
import type { Clock } from '../../pipelines/ports/time.ts';
import type { Packs } from '../s3/packs.ts';
import { createKeep, packSpans } from './keep.ts';
import {
  createKnownStarts,
  createReadHeld,
  createReadPayloads,
  createReadTrace,
  createRowsByTime,
  createSlicesByTime,
} from './read.ts';
import { createRegister, createRegisterHour } from './register.ts';
import { createRowsByPosting } from './rows-by-posting.ts';
import type { Table } from './table.ts';
import { createUnsettle } from './unsettle.ts';

export const createCallStore = (table: Table, packs: Packs, clock: Clock, price?: PriceCalls): CallStore => ({
  ...(price === undefined ? {} : { price }),
  keep: createKeep(table, packs),
  readTrace: createReadTrace(table, clock),
  knownStarts: createKnownStarts(table),
  unsettle: createUnsettle(table),
  readPayloads: createReadPayloads(packs),
  readHeld: createReadHeld(table, packs, clock),
  restore: async (project, fragment, expiresAt, waiting) => {
    const { item } = await packSpans(packs, { project, fragment, expiresAt }, waiting);
    await table.put(item, waiting);
  },
  rowsByTime: createRowsByTime(table),
  slicesByTime: createSlicesByTime(table),
  rowsByPosting: createRowsByPosting(table, clock),
  register: createRegister(table),
  registerHour: createRegisterHour(table),
});

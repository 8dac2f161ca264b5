/**
 * Registers as they were before entries pointed into the by-time index: 26 bytes each, of the id's hash, milliseconds within the hour
 * and the trace. None are written any more; they are read until the last of them has expired.
 */
import { createHash } from 'node:crypto';
import type { TraceId } from '../call/ids.ts';
import type { EpochMs } from '../call/units.ts';
import type { Id } from './register-rows.ts';

const HASH_BYTES = 6;
const ENTRY_BYTES = HASH_BYTES + 4 + 16;
const LEVELS = [
  { name: 'a', buckets: 1 },
  { name: 'd', buckets: 16 },
  { name: 'b', buckets: 32 },
  { name: 'c', buckets: 1024 },
] as const;

const hashOf = ({ kind, value }: Id): Buffer =>
  createHash('sha256').update(`${kind}\0${value}`).digest().subarray(0, 8);

/** The buckets that may hold an id, one of each level. */
export const formerBucketsOf = (id: Id): readonly string[] =>
  LEVELS.map(({ name, buckets }) => `${name}${hashOf(id).readUInt16BE(6) % buckets}`);

/** The traces of one packed row that carry an id, with the instants at which they do. */
export const findTraces = (
  entries: Uint8Array,
  id: Id,
  hour: EpochMs,
): readonly { readonly at: EpochMs; readonly traceId: TraceId }[] => {
  const bytes = Buffer.from(entries.buffer, entries.byteOffset, entries.byteLength);
  const hash = hashOf(id).subarray(0, HASH_BYTES);
  const found: { at: EpochMs; traceId: TraceId }[] = [];
  for (let at = 0; at < bytes.length; at += ENTRY_BYTES) {
    if (bytes.compare(hash, 0, HASH_BYTES, at, at + HASH_BYTES) !== 0) continue;
    const traceId = bytes.toString('hex', at + HASH_BYTES + 4, at + ENTRY_BYTES) as TraceId;
    found.push({ at: hour + bytes.readUInt32BE(at + HASH_BYTES), traceId });
  }
  return found;
};

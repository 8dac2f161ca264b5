/** The documents of a stored span, and back: for kinds of jobs that look into them. */
import type { RedactedJson } from '../../domain/call/redacted.ts';
import { PAYLOAD_FIELDS, type PayloadSlot, type StoredSpan } from '../../domain/fragment/fragment.ts';

/** Documents that are in place, by their field; undefined when the span has none. */
export const documentsOf = (payload: StoredSpan['payload']): Readonly<Record<string, RedactedJson>> | undefined => {
  if (payload === undefined) return undefined;
  const documents: Record<string, RedactedJson> = {};
  for (const field of PAYLOAD_FIELDS) {
    const slot = payload[field];
    if (slot !== undefined && 'value' in slot) documents[field] = slot.value;
  }
  return documents;
};

export const slotsOf = (documents: object): StoredSpan['payload'] =>
  Object.fromEntries(
    Object.entries(documents).map(([field, value]): [string, PayloadSlot] => [field, { value: value as RedactedJson }]),
  );

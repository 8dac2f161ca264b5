/** Reads all fields off a span's attributes in one pass over them. */
import type { Attributes } from '../wire/model.ts';
import { FIELDS as CALL_FIELDS } from './fields.ts';
import { COUNT_FIELDS } from './usage-fields.ts';

const FIELDS = { ...CALL_FIELDS, ...COUNT_FIELDS };

export type Field = keyof typeof FIELDS;

/** What the table's readers made of a span's attributes. */
export type Found = { readonly [Name in Field]?: NonNullable<ReturnType<(typeof FIELDS)[Name]['read']>> };

/** Where each name leads: a name may fill several fields. */
const BY_NAME = new Map<string, { readonly field: Field; readonly rank: number }[]>();
for (const [field, { names }] of Object.entries(FIELDS) as [Field, { names: readonly string[] }][]) {
  for (const [rank, name] of names.entries()) {
    const targets = BY_NAME.get(name);
    if (targets === undefined) BY_NAME.set(name, [{ field, rank }]);
    else targets.push({ field, rank });
  }
}

/** Whether the table knows a name: then its value has a place in the record and need not be kept twice. */
export const isFieldName = (name: string): boolean => BY_NAME.has(name);

const PERSON_NAMES: ReadonlySet<string> = new Set(FIELDS.userId.names);

/** Whether an attribute names a person: the record has it as a pseudonym, and it must stand nowhere else. */
export const isPersonName = (name: string): boolean => PERSON_NAMES.has(name);

/** Reads every field off the attributes in one pass: of several aliases the best that can be read wins. */
export const findFields = (attributes: Attributes): Found => {
  const found: Partial<Record<Field, unknown>> = {};
  const ranks: Partial<Record<Field, number>> = {};
  for (const name in attributes) {
    const targets = BY_NAME.get(name);
    if (targets === undefined) continue;
    for (const { field, rank } of targets) {
      if ((ranks[field] ?? Number.POSITIVE_INFINITY) <= rank) continue;
      const value = FIELDS[field].read(attributes[name] ?? null);
      if (value === undefined) continue;
      found[field] = value;
      ranks[field] = rank;
    }
  }
  return found as Found;
};

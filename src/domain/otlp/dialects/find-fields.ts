/** Reads all fields off a span's attributes in one pass over them. */
import type { Attributes } from '../wire/model.ts';
import { FIELDS as CALL_FIELDS } from './fields.ts';
import { COUNT_FIELDS } from './usage-fields.ts';
import type { Read } from './values.ts';

const FIELDS = { ...CALL_FIELDS, ...COUNT_FIELDS };

export type Field = keyof typeof FIELDS;

/** What the table's readers made of a span's attributes. */
export type Found = { readonly [Name in Field]?: NonNullable<ReturnType<(typeof FIELDS)[Name]['read']>> };

/** A field that a name fills, and how good a name for it this is: 0 is the best. */
interface Target {
  readonly field: Field;
  /** The field's number, for a table of ranks by number is faster than one by name. */
  readonly number: number;
  readonly rank: number;
  readonly read: Read<unknown>;
}

/** Where each name leads: a name may fill several fields. */
const BY_NAME = new Map<string, Target[]>();
const FIELD_NAMES = Object.keys(FIELDS) as readonly Field[];
for (const [number, field] of FIELD_NAMES.entries()) {
  const { read, names } = FIELDS[field];
  for (const [rank, name] of names.entries()) {
    const target: Target = { field, number, rank, read };
    const targets = BY_NAME.get(name);
    if (targets === undefined) BY_NAME.set(name, [target]);
    else targets.push(target);
  }
}

/** No name has this rank. */
const UNFOUND = 255;

/** Whether the table knows a name: then its value has a place in the record and need not be kept twice. */
export const isFieldName = (name: string): boolean => BY_NAME.has(name);

const PERSON_NAMES: ReadonlySet<string> = new Set(FIELDS.userId.names);

/** Whether an attribute names a person: the record has it as a pseudonym, and it must stand nowhere else. */
export const isPersonName = (name: string): boolean => PERSON_NAMES.has(name);

/** Reads every field off the attributes in one pass: of several aliases the best that can be read wins. */
export const findFields = (attributes: Attributes): Found => {
  const found: Partial<Record<Field, unknown>> = {};
  const ranks = new Uint8Array(FIELD_NAMES.length).fill(UNFOUND);
  for (const name in attributes) {
    const targets = BY_NAME.get(name);
    if (targets === undefined) continue;
    for (const { field, number, rank, read } of targets) {
      if ((ranks[number] as number) <= rank) continue;
      const value = read(attributes[name] ?? null);
      if (value === undefined) continue;
      found[field] = value;
      ranks[number] = rank;
    }
  }
  return found as Found;
};

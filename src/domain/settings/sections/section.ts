/** What every section of the settings is made of, and the reading that they share. */
import type * as v from 'valibot';
import type { Json, JsonObject } from '../../call/json.ts';
import type { FieldProblem, Result } from '../../call/problem.ts';
import { check } from '../../decode/check.ts';

/** A section as people write and read it: JSON in snake_case on the outside, a value of the stage's own type on the inside. */
export interface Section<Value> {
  /** Reads the section; fields that are left out are as in the default. Problems name fields and quote nothing. */
  readonly read: (json: JsonObject) => Result<Value>;
  /** The section as `read` takes it. */
  readonly show: (value: Value) => Json;
}

/** Checks a section against a schema, and that it has no field that the schema does not know: a misspelt one would do nothing. */
export const readFields = <Entries extends v.ObjectEntries>(
  schema: v.ObjectSchema<Entries, undefined>,
  json: JsonObject,
): Result<v.InferOutput<v.ObjectSchema<Entries, undefined>>> => {
  const known = Object.keys(schema.entries);
  const isStrange = Object.keys(json).some((field) => !known.includes(field));
  const checked = check(schema, json);
  if (checked.ok && !isStrange) return checked;
  const strange: FieldProblem = { path: '', message: `has a field that is not one of ${known.join(', ')}` };
  return { ok: false, problems: [...(isStrange ? [strange] : []), ...(checked.ok ? [] : checked.problems)] };
};

/** Most entries of a map or list that people fill in by hand. */
export const MAX_ENTRIES = 200;

/**
 * A check for maps whose keys are a project's own words: it looks at the whole, so that no problem names a key.
 * @example v.check(isMapOf(isShare), 'must be …')
 */
export const isMapOf =
  (isFine: (value: unknown) => boolean) =>
  (map: unknown): boolean => {
    if (typeof map !== 'object' || map === null || Array.isArray(map)) return false;
    const entries = Object.entries(map);
    return (
      entries.length <= MAX_ENTRIES && entries.every(([key, value]) => key !== '' && key.length <= 256 && isFine(value))
    );
  };

/** Whether a value is a share, 0 to 1. */
export const isShare = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= 1;

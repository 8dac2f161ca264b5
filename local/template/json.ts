/** JSON as a type, and readers that say which property was missing or of the wrong kind. */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a dotted path such as `Code.S3Key`, or undefined when any step is absent. */
export const valueAt = (object: JsonObject, path: string): Json | undefined => {
  let value: Json | undefined = object;
  for (const step of path.split('.')) {
    if (!isObject(value)) return undefined;
    value = value[step];
  }
  return value;
};

/** The text at a path; CloudFormation accepts numbers and booleans where text is meant, so they are written out. */
export const optionalText = (object: JsonObject, path: string): string | undefined => {
  const value = valueAt(object, path);
  if (value === undefined) return undefined;
  if (typeof value === 'object') throw new Error(`${path} must be text, got ${JSON.stringify(value)}`);
  return String(value);
};

/** @throws when the property is absent */
export const textAt = (object: JsonObject, path: string): string => {
  const value = optionalText(object, path);
  if (value === undefined) throw new Error(`${path} is required`);
  return value;
};

/** The number at a path; CloudFormation accepts `"30"` for 30. */
export const optionalNumber = (object: JsonObject, path: string): number | undefined => {
  const value = valueAt(object, path);
  if (value === undefined) return undefined;
  const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  if (Number.isNaN(number)) throw new Error(`${path} must be a number, got ${JSON.stringify(value)}`);
  return number;
};

/** The list at a path; absent is empty, and a single value is a list of one, as in policy documents. */
export const listAt = (object: JsonObject, path: string): readonly Json[] => {
  const value = valueAt(object, path);
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
};

export const textsAt = (object: JsonObject, path: string): readonly string[] => listAt(object, path).map(String);

/** The object at a path; absent is empty. */
export const objectAt = (object: JsonObject, path: string): JsonObject => {
  const value = valueAt(object, path);
  if (value === undefined) return {};
  if (!isObject(value)) throw new Error(`${path} must be an object, got ${JSON.stringify(value)}`);
  return value;
};

/** Whether a property is true; CloudFormation accepts `"true"`. */
export const isTrueAt = (object: JsonObject, path: string): boolean => String(valueAt(object, path)) === 'true';

/**
 * Checks a value against the part of JSON Schema that apps give to models: types, required and additional properties,
 * items, enums, alternatives, bounds. Keywords beyond it are passed over, so a value is never failed for what is not
 * understood here.
 * @see https://json-schema.org/draft/2020-12/json-schema-validation
 */
import type { RedactedJson, RedactedObject } from '../call/redacted.ts';

/** Depth of schemas followed: deeper ones, and circles of references, count as met. */
const MAX_DEPTH = 16;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where a value breaks its schema, as a kind of fault in our own words; undefined when it keeps to it. */
export const schemaFault = (
  value: unknown,
  schema: RedactedJson,
  root: RedactedJson = schema,
  depth = 0,
): string | undefined => {
  if (depth > MAX_DEPTH || !isObject(schema)) return schema === false ? 'a value is not allowed' : undefined;
  const rules = schema as RedactedObject;
  const target = typeof rules['$ref'] === 'string' ? resolve(rules['$ref'], root) : undefined;
  if (target !== undefined) return schemaFault(value, target, root, depth + 1);
  return (
    typeFault(value, rules['type']) ??
    choiceFault(value, rules) ??
    boundsFault(value, rules) ??
    alternativesFault(value, rules, root, depth) ??
    (isObject(value) ? objectFault(value, rules, root, depth) : undefined) ??
    (Array.isArray(value) ? arrayFault(value, rules, root, depth) : undefined)
  );
};

const resolve = (reference: string, root: RedactedJson): RedactedJson | undefined => {
  if (!reference.startsWith('#/')) return undefined;
  let at: RedactedJson | undefined = root;
  for (const step of reference.slice(2).split('/')) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    at = isObject(at) && Object.hasOwn(at, key) ? (at as RedactedObject)[key] : undefined;
  }
  return at;
};

const kindOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value;
};

const typeFault = (value: unknown, type: RedactedJson | undefined): string | undefined => {
  if (type === undefined) return undefined;
  const allowed = Array.isArray(type) ? type : [type];
  const kind = kindOf(value);
  const matches = allowed.some((name) => name === kind || (name === 'number' && kind === 'integer'));
  return matches ? undefined : 'a value has the wrong type';
};

const choiceFault = (value: unknown, rules: RedactedObject): string | undefined => {
  const text = JSON.stringify(value);
  const choices = rules['enum'];
  if (Array.isArray(choices) && !choices.some((choice) => JSON.stringify(choice) === text)) {
    return 'a value is none of those allowed';
  }
  return rules['const'] !== undefined && JSON.stringify(rules['const']) !== text
    ? 'a value is not the one required'
    : undefined;
};

const boundsFault = (value: unknown, rules: RedactedObject): string | undefined => {
  const outside = (size: number, least: string, most: string): boolean =>
    (typeof rules[least] === 'number' && size < rules[least]) ||
    (typeof rules[most] === 'number' && size > rules[most]);
  if (typeof value === 'number' && outside(value, 'minimum', 'maximum')) return 'a number is out of bounds';
  if (typeof value === 'string' && outside(value.length, 'minLength', 'maxLength'))
    return 'a text is too short or long';
  if (Array.isArray(value) && outside(value.length, 'minItems', 'maxItems')) return 'a list is too short or long';
  return undefined;
};

const alternativesFault = (
  value: unknown,
  rules: RedactedObject,
  root: RedactedJson,
  depth: number,
): string | undefined => {
  const fits = (schema: RedactedJson): boolean => schemaFault(value, schema, root, depth + 1) === undefined;
  const any = rules['anyOf'] ?? rules['oneOf'];
  if (Array.isArray(any) && !any.some(fits)) return 'a value fits none of the alternatives';
  const all = rules['allOf'];
  return Array.isArray(all) && !all.every(fits) ? 'a value does not fit every part of its schema' : undefined;
};

const objectFault = (
  value: Readonly<Record<string, unknown>>,
  rules: RedactedObject,
  root: RedactedJson,
  depth: number,
): string | undefined => {
  const required = rules['required'];
  if (Array.isArray(required) && !required.every((name) => typeof name === 'string' && Object.hasOwn(value, name))) {
    return 'a required property is missing';
  }
  const properties = isObject(rules['properties']) ? (rules['properties'] as RedactedObject) : {};
  const additional = rules['additionalProperties'];
  for (const [name, item] of Object.entries(value)) {
    const known = Object.hasOwn(properties, name);
    if (!known && additional === false) return 'there is a property too many';
    const schema = known ? properties[name] : additional;
    const fault = schema === undefined || schema === true ? undefined : schemaFault(item, schema, root, depth + 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
};

const arrayFault = (
  value: readonly unknown[],
  rules: RedactedObject,
  root: RedactedJson,
  depth: number,
): string | undefined => {
  const items = rules['items'];
  if (!isObject(items)) return undefined;
  for (const item of value) {
    const fault = schemaFault(item, items as RedactedJson, root, depth + 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
};

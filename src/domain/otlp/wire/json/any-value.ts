/** Attribute values and scalars from OTLP/JSON, which is protobuf's JSON with ids in hex. */
import { isJsonObject, type Json, type JsonObject } from '../../../call/json.ts';
import { AppError } from '../../../call/problem.ts';
import { BadItem, type Budget, MAX_DEPTH } from '../limits.ts';
import type { Attributes, Nanos } from '../model.ts';

/**
 * A field's value; undefined when absent or null, which mean the same in protobuf's JSON. A plain look-up: no object inherits any
 * of OTLP's field names.
 */
export const get = (object: JsonObject, key: string): Json | undefined => object[key] ?? undefined;

/** The objects of a list that frames items. @throws AppError `undecodable-body` when it is no list of objects */
export const framesAt = (object: JsonObject, key: string): readonly JsonObject[] => {
  const list = get(object, key) ?? [];
  if (!Array.isArray(list) || !list.every(isJsonObject)) {
    throw new AppError('undecodable-body', `The body is not an OTLP request: ${key} must be a list of objects.`);
  }
  return list;
};

/** The elements of a list inside an item. @throws BadItem when it is no list */
export const listAt = (object: JsonObject, key: string): readonly Json[] => {
  const list = get(object, key) ?? [];
  if (!Array.isArray(list)) throw new BadItem(`${key} must be a list`);
  return list;
};

export const textAt = (object: JsonObject, key: string): string => {
  const value = get(object, key) ?? '';
  if (typeof value !== 'string') throw new BadItem(`${key} must be a string`);
  return value;
};

/** A 32-bit integer or an enum: a number, its decimal text, or, from clients that know no better, the enum's name. */
export const integerAt = (object: JsonObject, key: string, names: Readonly<Record<string, number>> = {}): number => {
  const value = get(object, key) ?? 0;
  const number = typeof value === 'string' && Object.hasOwn(names, value) ? names[value] : Number(value);
  if (typeof value === 'object' || number === undefined || !Number.isFinite(number))
    throw new BadItem(`${key} must be an integer`);
  return Math.trunc(number);
};

/** A double, which may come as text (`NaN`, `Infinity`). */
export const doubleAt = (object: JsonObject, key: string): number | undefined => {
  const value = get(object, key);
  if (value === undefined) return undefined;
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number !== 'number') throw new BadItem(`${key} must be a number`);
  return number;
};

/** Thrown when a 64-bit integer came as a bare number and has lost its last digits before we see it; request.ts reads the text again. */
export const INEXACT = Symbol('a number that lost its last digits');

/** An unsigned 64-bit time. @throws INEXACT */
export const nanosAt = (object: JsonObject, key: string): Nanos => {
  const value = get(object, key) ?? 0;
  if (typeof value === 'string' && /^\d{1,20}$/.test(value)) return BigInt.asUintN(64, BigInt(value));
  if (typeof value === 'number' && value > Number.MAX_SAFE_INTEGER) throw INEXACT;
  if (typeof value === 'number' && value >= 0) return BigInt(Math.trunc(value));
  throw new BadItem(`${key} must be nanoseconds since 1970, as decimal text`);
};

/**
 * An id as hex. The specification wants hex; clients made with a plain protobuf library send base64, which is told by its
 * length (24 and 12 against 32 and 16).
 */
export const idAt = (object: JsonObject, key: string): string => {
  const value = textAt(object, key);
  const isBase64 = (value.length === 24 || value.length === 12) && /^[A-Za-z0-9+/]+={0,2}$/.test(value);
  return isBase64 ? Buffer.from(value, 'base64').toString('hex') : value;
};

/** The attributes of an item. */
export const attributesAt = (object: JsonObject, key: string, budget: Budget): Attributes =>
  readMap(listAt(object, key), budget, 0);

const readMap = (list: readonly Json[], budget: Budget, depth: number): Attributes => {
  const map = Object.create(null) as Record<string, Json>;
  for (const entry of list) {
    budget.spend();
    if (!isJsonObject(entry)) throw new BadItem('attributes must be objects with a key and a value');
    map[textAt(entry, 'key')] = readAnyValue(get(entry, 'value'), budget, depth);
  }
  return map;
};

/** Reads a value. An empty one is null; an integer too long for a number stays decimal text. */
export const readAnyValue = (value: Json | undefined, budget: Budget, depth: number): Json => {
  if (depth > MAX_DEPTH) throw new BadItem(`attribute values must nest at most ${MAX_DEPTH} deep`);
  if (value === undefined) return null;
  if (!isJsonObject(value)) throw new BadItem('an attribute value must be an object as {"stringValue": …}');
  const text = value['stringValue'];
  if (typeof text === 'string') return text;
  for (const kind of Object.keys(value)) {
    const inner = get(value, kind);
    if (inner === undefined) continue;
    switch (kind) {
      case 'stringValue':
      case 'bytesValue':
        return textAt(value, kind);
      case 'boolValue':
        return inner === true || inner === 'true';
      case 'intValue':
        return exactInteger(inner);
      case 'doubleValue':
        return finite(doubleAt(value, kind) as number);
      case 'arrayValue':
        budget.spend();
        return nested(inner).map((element) => readAnyValue(element, budget, depth + 1));
      case 'kvlistValue':
        budget.spend();
        return readMap(nested(inner), budget, depth + 1);
    }
  }
  return null;
};

const nested = (value: Json): readonly Json[] => {
  if (!isJsonObject(value)) throw new BadItem('a list value must be an object as {"values": […]}');
  return listAt(value, 'values');
};

const exactInteger = (value: Json): Json => {
  if (typeof value !== 'number' && !(typeof value === 'string' && /^-?\d{1,20}$/.test(value))) {
    throw new BadItem('intValue must be an integer');
  }
  const number = Number(value);
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) throw INEXACT;
  return Number.isSafeInteger(number) || typeof value === 'number'
    ? number
    : BigInt.asIntN(64, BigInt(value)).toString();
};

const finite = (value: number): Json => (Number.isFinite(value) ? value : String(value));

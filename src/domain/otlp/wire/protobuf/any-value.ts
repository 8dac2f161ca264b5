/** Attribute values and lists of them, from protobuf. */
import type { Json } from '../../../call/json.ts';
import { BadItem, type Budget, MAX_DEPTH } from '../limits.ts';
import type { Attributes } from '../model.ts';
import { BYTES, FIXED64, type Reader, VARINT } from './reader.ts';

/** Where a message is read from, and what it may still spend. */
export interface Source {
  readonly reader: Reader;
  readonly budget: Budget;
}

/** Attributes being read. They have no prototype: a key `__proto__` is a key like any other. */
export type Draft = Record<string, Json>;

export const noAttributes = (): Draft => Object.create(null) as Draft;

/** Reads a key and its value into `into`; a key given twice has its last value. Always true, for the sake of handlers. */
export const readKeyValue = (source: Source, into: Draft, depth = 0): true => {
  const { reader, budget } = source;
  let key = '';
  let value: Json = null;
  budget.spend();
  const outer = reader.enter();
  while (reader.hasMore()) {
    const tag = reader.tag();
    if (tag === ((1 << 3) | BYTES)) key = reader.name();
    else if (tag === ((2 << 3) | BYTES)) value = readAnyValue(source, depth);
    else reader.skip(tag);
  }
  reader.leave(outer);
  into[key] = value;
  return true;
};

/** Reads the attributes of a message that has nothing else we want: they stand in field `field`. */
export const readAttributesOf = (source: Source, field: number): Attributes => {
  const attributes = noAttributes();
  source.reader.message((tag) => tag === ((field << 3) | BYTES) && readKeyValue(source, attributes));
  return attributes;
};

/** Reads a value. An empty one is null; a double that is no number is its name, as in OTLP/JSON. */
export const readAnyValue = (source: Source, depth: number): Json => {
  if (depth > MAX_DEPTH) throw new BadItem(`attribute values must nest at most ${MAX_DEPTH} deep`);
  const { reader } = source;
  let value: Json = null;
  const outer = reader.enter();
  while (reader.hasMore()) {
    const tag = reader.tag();
    switch (tag) {
      case (1 << 3) | BYTES:
        value = reader.string();
        break;
      case (2 << 3) | VARINT:
        value = reader.bool();
        break;
      case (3 << 3) | VARINT:
        value = reader.int64();
        break;
      case (4 << 3) | FIXED64:
        value = finite(reader.double());
        break;
      case (5 << 3) | BYTES:
        value = readArray(source, depth + 1);
        break;
      case (6 << 3) | BYTES:
        value = readMap(source, depth + 1);
        break;
      case (7 << 3) | BYTES:
        value = reader.base64();
        break;
      default:
        reader.skip(tag);
    }
  }
  reader.leave(outer);
  return value;
};

const readArray = (source: Source, depth: number): Json => {
  const values: Json[] = [];
  source.budget.spend();
  source.reader.message((tag) => {
    if (tag !== ((1 << 3) | BYTES)) return false;
    values.push(readAnyValue(source, depth));
    return true;
  });
  return values;
};

const readMap = (source: Source, depth: number): Json => {
  const map = noAttributes();
  source.budget.spend();
  source.reader.message((tag) => tag === ((1 << 3) | BYTES) && readKeyValue(source, map, depth));
  return map;
};

const finite = (value: number): Json => (Number.isFinite(value) ? value : String(value));

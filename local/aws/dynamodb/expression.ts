/**
 * Evaluates condition and filter expressions as dynalite has parsed them. Scalars are compared by dynalite; lists and maps
 * here, since to dynalite no two of them are ever equal, and sizes here, since it counts UTF-16 units for bytes.
 */
import { isDeepStrictEqual } from 'node:util';
import { dynalite } from './dynalite.ts';
import type { Expression, ExpressionOperand } from './dynalite-types.ts';
import type { AttributeValue, Item } from './item.ts';

export const holds = (expression: Expression, item: Item): boolean => {
  if (expression.type === 'and') return logical(expression).every((part) => holds(part, item));
  if (expression.type === 'or') return logical(expression).some((part) => holds(part, item));
  if (expression.type === 'not') return !holds(logical(expression)[0]!, item);
  const operator = expression.type === 'function' ? expression.name! : expression.type;
  const [value, ...others] = (expression.args as readonly ExpressionOperand[]).map((operand) => resolve(operand, item));
  switch (operator) {
    case '=':
      return areEqual(value, others[0]);
    case '<>':
      return !areEqual(value, others[0]);
    case 'in':
      return others.some((other) => areEqual(value, other));
    case 'contains':
      if (value?.L !== undefined) return value.L.some((member) => areEqual(member, others[0]));
  }
  return dynalite.compare(operator, value, others);
};

const logical = ({ args }: Expression): readonly Expression[] => args as readonly Expression[];

const resolve = (operand: ExpressionOperand, item: Item): AttributeValue | undefined => {
  // A path; mapPath gives null where it leads nowhere.
  if (Array.isArray(operand)) return dynalite.mapPath(operand, item) ?? undefined;
  if (!('type' in operand)) return operand as AttributeValue;
  const { args } = operand as Expression;
  const value = resolve((args as readonly ExpressionOperand[])[0]!, item);
  const size = value === undefined ? undefined : sizeOf(value);
  return size === undefined ? undefined : { N: String(size) };
};

/** Bytes of a text or binary, members of a collection. */
const sizeOf = (value: AttributeValue): number | undefined => {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.B !== undefined) return Buffer.byteLength(value.B, 'base64');
  const members = value.SS ?? value.NS ?? value.BS ?? value.L;
  return value.M === undefined ? members?.length : Object.keys(value.M).length;
};

const areEqual = (one: AttributeValue | undefined, other: AttributeValue | undefined): boolean => {
  if (one === undefined || other === undefined) return false;
  return isDeepStrictEqual(inOneOrder(one), inOneOrder(other));
};

/** A plain value with the members of its sets sorted. Numbers have been normalised when the request was parsed. */
const inOneOrder = (value: AttributeValue): unknown => {
  if (value.M !== undefined) {
    return { M: Object.fromEntries(Object.entries(value.M).map(([name, member]) => [name, inOneOrder(member)])) };
  }
  if (value.L !== undefined) return { L: value.L.map(inOneOrder) };
  const [[type, content] = []] = Object.entries(value);
  return [type, Array.isArray(content) ? content.toSorted() : content];
};

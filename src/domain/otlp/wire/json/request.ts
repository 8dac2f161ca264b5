/** The frame that the three signals' requests share in JSON: resources hold scopes hold items. */
import { type Body, withoutMark } from '../../../call/body.ts';
import { refuseCrowded } from '../../../call/crowded-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../call/json.ts';
import { AppError } from '../../../call/problem.ts';
import { Gathering } from '../items.ts';
import { BadItem, Budget } from '../limits.ts';
import type { Attributes, Decoded } from '../model.ts';
import { attributesAt, framesAt, get, INEXACT, listAt, textAt } from './any-value.ts';

/** The names of a signal's three levels: `resourceSpans`, `scopeSpans`, `spans`. */
export interface Frame {
  readonly resources: string;
  readonly scopes: string;
  readonly items: string;
}

/** Reads one item, counting it in; undefined when it is refused. */
export type ReadItem<Item> = (value: Json, budget: Budget, gathering: Gathering<Item>) => Item | undefined;

/** @throws AppError `undecodable-body`, `too-large` */
export const readRequest = <Item>(body: Body, frame: Frame, readItem: ReadItem<Item>): Decoded<Item> => {
  const text = textOf(body);
  const exactly = (body: string): Decoded<Item> | undefined => {
    try {
      return readBody(parse(body), frame, readItem);
    } catch (error) {
      if (error === INEXACT) return undefined;
      throw error;
    }
  };
  const decoded = exactly(text) ?? exactly(withExactNumbers(text));
  if (decoded !== undefined) return decoded;
  throw new AppError(
    'undecodable-body',
    'The body holds 64-bit numbers that lost their last digits; send them as text.',
  );
};

const readBody = <Item>(body: JsonObject, frame: Frame, readItem: ReadItem<Item>): Decoded<Item> => {
  const budget = new Budget();
  const gathering = new Gathering<Item>();
  for (const resource of framesAt(body, frame.resources)) {
    budget.spend();
    const attributes = framed(() => resourceAttributes(resource, budget));
    for (const group of framesAt(resource, frame.scopes)) {
      budget.spend();
      const scope = framed(() => scopeOf(get(group, 'scope')));
      const items = framed(() => listAt(group, frame.items))
        .map((value) => readItem(value, budget, gathering))
        .filter((item) => item !== undefined);
      gathering.batch(attributes, scope, items);
    }
  }
  return gathering.result();
};

const resourceAttributes = (group: JsonObject, budget: Budget): Attributes => {
  const resource = get(group, 'resource');
  return isJsonObject(resource) ? attributesAt(resource, 'attributes', budget) : attributesAt({}, 'attributes', budget);
};

const scopeOf = (scope: Json | undefined) =>
  isJsonObject(scope) ? { name: textAt(scope, 'name'), version: textAt(scope, 'version') } : { name: '', version: '' };

/** What is wrong in the frame is wrong for all its items. */
const framed = <Value>(read: () => Value): Value => {
  try {
    return read();
  } catch (error) {
    if (error instanceof BadItem) {
      throw new AppError('undecodable-body', `The body is not an OTLP request: ${error.message}.`);
    }
    throw error;
  }
};

const textOf = (body: Body): string =>
  withoutMark(
    typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'),
  );

const parse = (text: string): JsonObject => {
  if (text === '') return {};
  refuseCrowded(text);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new AppError('undecodable-body', 'The body is not valid JSON.');
  }
  if (!isJsonObject(body)) throw new AppError('undecodable-body', 'The body must be a JSON object.');
  return body;
};

/**
 * Puts quotes around 64-bit integers that a client wrote as bare numbers, for a double would round a time of today by up to
 * 128 ns. Only keys match: within a string a quote stands escaped, so `"timeUnixNano":` cannot occur there. Nearly no client does
 * so, and looking through every body for it took a tenth of all decoding.
 */
const withExactNumbers = (text: string): string =>
  text.replace(BARE, (whole: string, key: string, number: string) => {
    if (/^-?\d+$/.test(number)) return `${key}"${number}"`;
    const value = Number(number);
    return Math.abs(value) > Number.MAX_SAFE_INTEGER && Math.abs(value) < 2 ** 64
      ? `${key}"${BigInt(Math.trunc(value))}"`
      : Number.isSafeInteger(Math.trunc(value))
        ? whole
        : `${key}"out of range"`;
  });

const BARE =
  /("(?:timeUnixNano|startTimeUnixNano|endTimeUnixNano|observedTimeUnixNano|intValue|asInt)"\s*:\s*)(-?\d[\d.eE+-]*)/g;

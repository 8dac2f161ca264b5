/** Reads a typed value out of an attribute that may hold anything. Each reader gives undefined for what it cannot use. */
import { isJsonObject, type Json, type JsonObject } from '../../call/json.ts';

/** Turns an attribute's value into a field's; undefined makes the next alias have its turn. */
export type Read<Value> = (value: Json) => Value | undefined;

/** Names of a field, best first, and how to read it. */
export interface Alias<Value> {
  readonly read: Read<Value>;
  readonly names: readonly string[];
}

/** A field's names, in one text with blanks in between. */
export const alias = <Value>(read: Read<Value>, names: string): Alias<Value> => ({
  read,
  names: names.trim().split(/\s+/),
});

/** What clients put where a text was taken out: no id, and no content. @see https://logfire.pydantic.dev/docs/how-to-guides/scrubbing/ */
const TAKEN_OUT = /^(?:\[Scrubbed\b|__REDACTED__$|<redacted>$|\[REDACTED\]$)/;

/** Whether a text was taken out by the client before it was sent. */
const isTakenOut = (text: string): boolean => TAKEN_OUT.test(text);

/** A text, or a number or boolean as one. */
export const asText: Read<string> = (value) => {
  if (typeof value === 'string') return value.trim() === '' || isTakenOut(value) ? undefined : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
};

/** The first text of a list (`http.request.header.*` are lists), or a text. */
export const asFirstText: Read<string> = (value) => asText(Array.isArray(value) ? (value[0] ?? null) : value);

/** An id: a text, unless it is one of the words that stand for none. */
export const asId: Read<string> = (value) => {
  const text = asFirstText(value)?.trim();
  return text === undefined || /^(?:null|undefined|none|unknown|n\/a|anonymous|0)$/i.test(text) ? undefined : text;
};

/** A number, which may be written as text. */
export const asNumber: Read<number> = (value) => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
};

/** A whole number from zero. */
export const asCount: Read<number> = (value) => {
  const number = asNumber(value);
  return number === undefined || number < 0 ? undefined : Math.round(number);
};

/** A number from 0 to 1. */
export const asFraction: Read<number> = (value) => {
  const number = asNumber(value);
  return number !== undefined && number >= 0 && number <= 1 ? number : undefined;
};

/** A boolean, or one of the words for it. */
export const asBoolean: Read<boolean> = (value) => {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'True' || value === 1) return true;
  return value === 'false' || value === 'False' || value === 0 ? false : undefined;
};

/** Texts: a list, a list as JSON, or one text with commas in between. */
export const asTexts: Read<readonly string[]> = (value) => {
  const list = typeof value === 'string' ? (parsed(value) ?? value.split(',')) : value;
  const items: readonly Json[] = Array.isArray(list) ? list : [list as Json];
  const texts = items.map((item) => asText(item)?.trim()).filter((text) => text !== undefined);
  return texts.length === 0 ? undefined : texts;
};

/** An object, as it is or as JSON. */
export const asObject: Read<JsonObject> = (value) => {
  const object = typeof value === 'string' ? parsed(value) : value;
  return isJsonObject(object) ? object : undefined;
};

/** A list, as it is or as JSON. */
export const asList: Read<readonly Json[]> = (value) => {
  const list = typeof value === 'string' ? parsed(value) : value;
  return Array.isArray(list) ? list : undefined;
};

/** Whatever is there, with JSON in a text parsed; undefined for what says nothing. */
export const asDocument: Read<Json> = (value) => {
  if (value === null || (typeof value === 'string' && (value === '' || isTakenOut(value)))) return undefined;
  return typeof value === 'string' ? (parsed(value) ?? value) : value;
};

/** Nesting of JSON in a text that is taken apart; deeper it stays text, so that no reader behind this has to fear for its stack. */
const MAX_JSON_DEPTH = 64;

const isWithin = (value: unknown, depth: number): boolean => {
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isWithin(item, depth - 1));
  for (const key in value) if (!isWithin((value as Record<string, unknown>)[key], depth - 1)) return false;
  return true;
};

/**
 * The object or list that a text holds as JSON; undefined when it holds none. Bare scalars stay texts: a prompt "42" is no
 * number. JSON.parse makes `__proto__` an ordinary property, so objects from outside are safe to copy from.
 */
export const parsed = (text: string): JsonObject | readonly Json[] | undefined => {
  const first = text.charCodeAt(firstNonBlank(text));
  if (first !== 0x7b && first !== 0x5b) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && isWithin(value, MAX_JSON_DEPTH)
      ? (value as JsonObject | readonly Json[])
      : undefined;
  } catch {
    return undefined;
  }
};

const firstNonBlank = (text: string): number => {
  let at = 0;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at += 1;
  return at;
};

/** From text to JSON that is safe to walk: bounded depth, finite numbers, whole characters, no key that reaches a prototype. */
import { refuseCrowded } from '../call/crowded-json.ts';
import type { Json, JsonObject } from '../call/json.ts';
import { AppError, type FieldProblem } from '../call/problem.ts';
import { MAX_DEPTH } from './limits.ts';

/**
 * Parses JSON.
 * @throws {AppError} `malformed-json`, saying where and never what; `too-large`
 */
export const parseJson = (text: string): Json => {
  refuseCrowded(text);
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw new AppError('malformed-json', `The body is not valid JSON. ${whereItBreaks((cause as Error).message)}`);
  }
};

/** Of a parser's message only the position: the rest quotes what was sent. Where V8 met a word it tells no position. */
const whereItBreaks = (message: string): string => {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return `It breaks at character ${position}.`;
  return message.startsWith('Unexpected end')
    ? 'It ends too early.'
    : 'It holds a word or sign that JSON does not know, as NaN, Infinity or undefined.';
};

/** A document that may be walked, with what was mended on the way. */
export interface Inspected {
  readonly value: Json;
  readonly problems: readonly FieldProblem[];
  /** What was kept in another form than it came, and said so. */
  readonly warnings: readonly FieldProblem[];
  /** Written as JSON again it has no more bytes than this, and many fewer as a rule. */
  readonly mostBytes: number;
}

/**
 * Checks one document and mends what can be mended: a lone surrogate (half of a character, as from a text cut mid-emoji)
 * becomes U+FFFD with a warning, because refusing would lose a whole call over one character.
 */
export const inspect = (value: Json): Inspected => {
  const mostBytes = mostBytesOf(value, 0);
  return Number.isFinite(mostBytes) ? { value, problems: [], warnings: [], mostBytes } : mend(value);
};

/** Each UTF-16 unit takes six bytes at most, written as `\u0001`. */
const BYTES_OF_UNIT = 6;
/** Quotes, a colon and a comma; brackets and a comma; and the longest number, `-0.0000012345678901234567`, with a comma. */
const BYTES_AROUND = 4;
const BYTES_OF_NUMBER = 26;

/**
 * Most bytes of a document as JSON, or infinity where anything is wrong with it. Nearly none has anything wrong, and looking without
 * saying where takes a third of the time.
 */
const mostBytesOf = (node: Json, depth: number): number => {
  if (typeof node === 'string')
    return node.isWellFormed() ? BYTES_OF_UNIT * node.length + BYTES_AROUND : Number.POSITIVE_INFINITY;
  if (typeof node === 'number') return Number.isFinite(node) ? BYTES_OF_NUMBER : Number.POSITIVE_INFINITY;
  if (node === null || typeof node !== 'object') return BYTES_OF_NUMBER;
  if (depth >= MAX_DEPTH) return Number.POSITIVE_INFINITY;
  let bytes = BYTES_AROUND;
  if (Array.isArray(node)) {
    for (const item of node) bytes += mostBytesOf(item, depth + 1);
    return bytes;
  }
  for (const key in node as JsonObject) {
    if (key === '__proto__' || !key.isWellFormed()) return Number.POSITIVE_INFINITY;
    bytes += BYTES_OF_UNIT * key.length + BYTES_AROUND + mostBytesOf((node as JsonObject)[key]!, depth + 1);
  }
  return bytes;
};

/** The document with what can be mended, and what can't, each by its path. */
const mend = (value: Json): Inspected => {
  const problems: FieldProblem[] = [];
  const warnings: FieldProblem[] = [];

  const visit = (node: Json, path: string, depth: number): Json => {
    if (typeof node === 'string') {
      if (node.isWellFormed()) return node;
      warnings.push({ path, message: 'had a lone surrogate, half of a character; it is stored as U+FFFD' });
      return node.toWellFormed();
    }
    if (typeof node === 'number' && !Number.isFinite(node)) {
      problems.push({ path, message: 'must be a number within the range of a 64-bit float' });
      return null;
    }
    if (node === null || typeof node !== 'object') return node;
    if (depth >= MAX_DEPTH) {
      problems.push({ path, message: `must not be nested deeper than ${MAX_DEPTH} levels` });
      return null;
    }
    if (Array.isArray(node)) return visitItems(node, path, depth);
    return visitFields(node as JsonObject, path, depth);
  };

  const visitItems = (items: readonly Json[], path: string, depth: number): Json => {
    let mended: Json[] | undefined;
    for (let index = 0; index < items.length; index++) {
      const before = items[index] as Json;
      const after = visit(before, `${path}[${index}]`, depth + 1);
      if (after !== before) {
        mended ??= [...items];
        mended[index] = after;
      }
    }
    return mended ?? items;
  };

  const visitFields = (fields: JsonObject, path: string, depth: number): Json => {
    let mended: Map<string, Json> | undefined;
    for (const key of Object.keys(fields)) {
      const at = path === '' ? shown(key) : `${path}.${shown(key)}`;
      if (key === '__proto__') {
        problems.push({ path, message: 'must not have a key named __proto__' });
        continue;
      }
      const before = fields[key] as Json;
      const after = visit(before, at, depth + 1);
      if (after !== before || !key.isWellFormed()) {
        mended ??= new Map(Object.entries(fields));
        if (!key.isWellFormed()) mended.delete(key);
        mended.set(key.toWellFormed(), after);
      }
    }
    return mended === undefined ? fields : Object.fromEntries(mended);
  };

  return { value: visit(value, '', 0), problems, warnings, mostBytes: Number.POSITIVE_INFINITY };
};

/** Keys that look like names of fields are shown in paths; others may be data (an address book keyed by e-mail). */
const shown = (key: string): string => (/^[A-Za-z_][\w-]{0,40}$/.test(key) ? key : '*');

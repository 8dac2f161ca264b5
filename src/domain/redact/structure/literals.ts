/** Reads the strings and numbers of JSON text where they stand, so that a text that holds JSON keeps its own form. */

import { isNamedKey, isNamingKey, isTelling } from './leaves.ts';

/** A string or number in JSON text. */
export interface Literal {
  readonly kind: 'key' | 'string' | 'number';
  /** The value as the program meant it: escapes decoded. */
  readonly text: string;
  /** Where it begins in the JSON, behind the quote. */
  readonly at: number;
  /** Where it ends, before the quote. */
  readonly end: number;
  /** Where each code unit of `text` comes from, when there are escapes in it. */
  readonly origin: { readonly starts: Int32Array; readonly ends: Int32Array } | undefined;
  /** The key it stands under. */
  readonly underKey: string;
}

const QUOTE = 34;
const BACKSLASH = 92;
const COLON = 58;
const CLOSING_BRACE = 125;

const SHORT_ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** The value of a string with escapes in it. */
const decode = (json: string, start: number, end: number): Pick<Literal, 'text' | 'origin'> => {
  const starts = new Int32Array(end - start + 1);
  const ends = new Int32Array(end - start + 1);
  let text = '';
  let from = start;
  const put = (to: number): void => {
    for (let at = from; at < to; at++) {
      starts[text.length + at - from] = at;
      ends[text.length + at - from] = at + 1;
    }
    text += json.slice(from, to);
  };
  for (let at = start; at < end; at++) {
    if (json.charCodeAt(at) !== BACKSLASH) continue;
    put(at);
    const letter = json[at + 1]!;
    const length = letter === 'u' ? 6 : 2;
    const shown =
      letter === 'u'
        ? String.fromCharCode(Number.parseInt(json.slice(at + 2, at + 6), 16))
        : (SHORT_ESCAPES[letter] ?? letter);
    starts[text.length] = at;
    ends[text.length] = at + length;
    text += shown;
    from = at + length;
    at = from - 1;
  }
  put(end);
  return { text, origin: { starts, ends } };
};

const endOfString = (json: string, start: number): number => {
  for (let at = json.indexOf('"', start); at >= 0; at = json.indexOf('"', at + 1)) {
    let slashes = 0;
    while (json.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return at;
  }
  return json.length;
};

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const INTEGER = /^\d{1,19}$/;
const followedByColon = (json: string, from: number): boolean => {
  let at = from;
  while (json.charCodeAt(at) <= 32) at++;
  return json.charCodeAt(at) === COLON;
};

/** Calls `visit` for every key, string and long number of `json`, which must be valid, in order of place. */
export const visitLiterals = (json: string, visit: (literal: Literal) => void): void => {
  let underKey = '';
  /** What the latest `"name": "…"` gave: the key of the `"value"` after it. */
  let naming = '';
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === CLOSING_BRACE) naming = '';
    if (code === QUOTE) {
      const end = endOfString(json, at + 1);
      const plain = json.slice(at + 1, end);
      const { text, origin } = plain.includes('\\') ? decode(json, at + 1, end) : { text: plain, origin: undefined };
      const isKey = followedByColon(json, end + 1);
      visit({ kind: isKey ? 'key' : 'string', text, at: at + 1, end, origin, underKey: isKey ? '' : underKey });
      if (isKey) underKey = isNamedKey(text) ? naming || text : text;
      else if (isNamingKey(underKey)) naming = text.length <= 80 ? text : '';
      at = end;
    } else if (code === 45 || (code >= 48 && code <= 57)) {
      NUMBER.lastIndex = at;
      const digits = NUMBER.exec(json)?.[0] ?? '';
      if (INTEGER.test(digits) && isTelling(Number(digits), underKey))
        visit({ kind: 'number', text: digits, at, end: at + digits.length, origin: undefined, underKey });
      at += Math.max(digits.length, 1) - 1;
    }
  }
};

const OPENING = /^\s*[{[]/;
const CLOSING = /[}\]]\s*$/;

/** A bracket or a blank: most texts begin with a letter. */
const mayOpen = (code: number): boolean => code === 123 || code === 91 || code <= 32 || code > 127;

/** Tells whether a text is JSON with something in it, so that its strings are worth reading one by one. */
export const holdsJson = (text: string): boolean => {
  if (
    text.length < 6 ||
    !mayOpen(text.charCodeAt(0)) ||
    !OPENING.test(text) ||
    !CLOSING.test(text.slice(-64)) ||
    !/[":]|\d{7}/.test(text)
  )
    return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** The one pass over the text: it cuts a window into tokens with their place, kind and hash, kept in typed arrays. */
import { CHARACTER, CHARACTERS, classOf, foldOf, lookUpCharacter } from './characters.ts';
import { HASH_PRIME, HASH_START } from './hash.ts';
import { endOfPlaceholder } from './placeholder.ts';

/** What a token looks like. Kinds up to `CASELESS` are plain words. */
export const KIND = {
  LOWER: 0,
  TITLE: 1,
  CAPITALS: 2,
  INITIAL: 3,
  MIXED: 4,
  CASELESS: 5,
  NUMBER: 6,
  /** Letters and digits, or anything with an underscore. */
  ALPHANUMERIC: 7,
  PUNCTUATION: 8,
  NEWLINE: 9,
  /** Before the first and after the last token, for those who look around. */
  OUTSIDE: 10,
  /** `camelCase` or `PascalCase` with two humps or more: an identifier, not a name. */
  CAMEL: 11,
  /** A placeholder that an earlier redaction left. */
  PLACEHOLDER: 12,
} as const;

/** Tokens of one window; the arrays are reused from window to window and only grow. */
export interface Tokens {
  count: number;
  start: Int32Array;
  end: Int32Array;
  /** Of a word, its folded hash; of a number, a value by its length; of punctuation, its code unit. */
  hash: Int32Array;
  kind: Uint8Array;
  /** Of a word, the topics it tells of; filled in by the detectors before they look around. */
  topics: Int32Array;
  /** True when something in the window hides text: zero-width or full-width characters, `%40`, `&#64;`, `\u0040`. */
  hides: boolean;
}

/** Room for the tokens of one window. */
export const createTokens = (capacity = 4096): Tokens => ({
  count: 0,
  start: new Int32Array(capacity),
  end: new Int32Array(capacity),
  hash: new Int32Array(capacity),
  kind: new Uint8Array(capacity),
  topics: new Int32Array(capacity),
  hides: false,
});

const grow = (tokens: Tokens): void => {
  const larger = createTokens(tokens.kind.length * 2);
  for (const field of ['start', 'end', 'hash', 'kind'] as const) larger[field].set(tokens[field]);
  Object.assign(tokens, { ...larger, count: tokens.count, hides: tokens.hides });
};

const APOSTROPHE = 39;
const HYPHEN = 45;
const UNDERSCORE = 95;
const BACKSLASH = 92;
const TYPOGRAPHIC_APOSTROPHE = 0x2019;

const isLetterClass = (kind: number): boolean =>
  kind >= CHARACTER.LOWER && kind <= CHARACTER.LETTER && kind !== CHARACTER.DIGIT;

/** True where the apostrophe or hyphen at `at` joins two parts of a word; the 's of a possessive stays outside. */
const joins = (text: string, at: number, to: number): boolean => {
  if (at + 1 >= to) return false;
  const next = text.charCodeAt(at + 1);
  if (!isLetterClass(classOf(next))) return false;
  if (text.charCodeAt(at) === HYPHEN || foldOf(next) !== 115) return true;
  const after = at + 2 < to ? classOf(text.charCodeAt(at + 2)) : CHARACTER.SPACE;
  return after === CHARACTER.LOWER || after === CHARACTER.UPPER;
};

/** Two humps or more make an identifier, except in McX, MacX, DeX, O'X and hyphenated names. */
const isCamel = (text: string, start: number, end: number): boolean => {
  let humps = 0;
  for (let at = start + 1; at < end; at++) {
    if (classOf(text.charCodeAt(at)) === CHARACTER.UPPER && classOf(text.charCodeAt(at - 1)) === CHARACTER.LOWER)
      humps++;
  }
  if (humps === 0) return false;
  return humps > 1 || !/^(?:Ma?c|De|Di|Du|La|Le|Van|Von|Fitz|St)\p{Lu}\p{Ll}+$/u.test(text.slice(start, end));
};

const LOWER_BIT = 1 << CHARACTER.LOWER;
const UPPER_BIT = 1 << CHARACTER.UPPER;
const DIGIT_BIT = 1 << CHARACTER.DIGIT;
const LETTER_BIT = 1 << CHARACTER.LETTER;

/** The kind of a word from the class of its first letter and the classes seen after it. */
const wordKind = (text: string, start: number, end: number, first: number, rest: number): number => {
  if ((rest & DIGIT_BIT) !== 0) return KIND.ALPHANUMERIC;
  if (first === CHARACTER.LOWER) return (rest & UPPER_BIT) === 0 ? KIND.LOWER : KIND.CAMEL;
  if (first !== CHARACTER.UPPER) return (rest & (LOWER_BIT | UPPER_BIT)) === 0 ? KIND.CASELESS : KIND.MIXED;
  if ((rest & UPPER_BIT) === 0) return rest === 0 ? KIND.INITIAL : KIND.TITLE;
  if ((rest & (LOWER_BIT | LETTER_BIT)) === 0) return KIND.CAPITALS;
  return isCamel(text, start, end) ? KIND.CAMEL : KIND.MIXED;
};

const HEX_AFTER = /[0-9A-Fa-f]{2}/y;
const ENTITY_AFTER = /#[xX]?[0-9A-Fa-f]{2,6};|(?:commat|period|hyphen|plus|lowbar);/y;
const UNICODE_AFTER = /u(?:00[2-7]|200|ff)[0-9A-Fa-f]/iy;

const matchesAt = (pattern: RegExp, text: string, at: number): boolean => {
  pattern.lastIndex = at;
  return pattern.test(text);
};

/** True where an encoded character starts that may hide something: `%40`, `&#64;`, `\u0040`. */
const isEncoded = (text: string, at: number, code: number): boolean =>
  (code === 37 && matchesAt(HEX_AFTER, text, at + 1)) ||
  (code === 38 && matchesAt(ENTITY_AFTER, text, at + 1)) ||
  (code === BACKSLASH && matchesAt(UNICODE_AFTER, text, at + 1));

/** Cuts `text` from `from` to `to` into `tokens`; escapes of a JSON string such as `\n` separate words. */
export const tokenise = (text: string, tokens: Tokens, from = 0, to = text.length): void => {
  let count = 0;
  let at = from;
  tokens.hides = false;
  while (at < to) {
    const code = text.charCodeAt(at);
    const character = CHARACTERS[code] || lookUpCharacter(code);
    const kind = character >> 16;
    if (kind === CHARACTER.SPACE) {
      at++;
      continue;
    }
    if (count + 2 > tokens.kind.length) grow(tokens);
    const start = at;
    if (isLetterClass(kind) || kind === CHARACTER.MARK) {
      let hash = Math.imul(HASH_START ^ (character & 0xffff), HASH_PRIME);
      let rest = 0;
      for (at++; at < to; at++) {
        const next = text.charCodeAt(at);
        const nextCharacter = CHARACTERS[next] || lookUpCharacter(next);
        const nextKind = nextCharacter >> 16;
        if (nextKind >= CHARACTER.LOWER && nextKind <= CHARACTER.LETTER) {
          rest |= 1 << nextKind;
          hash = Math.imul(hash ^ (nextCharacter & 0xffff), HASH_PRIME);
        } else if (nextKind === CHARACTER.SPACE) break;
        else if (next === UNDERSCORE) rest |= DIGIT_BIT;
        else if (next === HYPHEN) {
          if (!joins(text, at, to)) break;
        } else if (next === APOSTROPHE || next === TYPOGRAPHIC_APOSTROPHE) {
          if (!joins(text, at, to)) break;
          hash = Math.imul(hash ^ APOSTROPHE, HASH_PRIME);
        } else if (nextKind !== CHARACTER.MARK) {
          if (nextKind === CHARACTER.SPECIAL) tokens.hides = true;
          break;
        }
      }
      tokens.hash[count] = hash;
      tokens.kind[count] = wordKind(text, start, at, kind, rest);
    } else if (kind === CHARACTER.DIGIT) {
      let letters = 0;
      for (; at < to; at++) {
        const nextKind = classOf(text.charCodeAt(at));
        if (nextKind === CHARACTER.LOWER || nextKind === CHARACTER.UPPER) letters++;
        else if (nextKind !== CHARACTER.DIGIT) {
          if (nextKind === CHARACTER.SPECIAL) tokens.hides = true;
          break;
        }
      }
      tokens.hash[count] = letters > 0 ? 7777 : 5000 + Math.min(at - start, 12);
      tokens.kind[count] = letters > 0 ? KIND.ALPHANUMERIC : KIND.NUMBER;
    } else if (kind === CHARACTER.NEWLINE) {
      while (at < to && classOf(text.charCodeAt(at)) <= CHARACTER.NEWLINE) at++;
      tokens.hash[count] = 10;
      tokens.kind[count] = KIND.NEWLINE;
    } else {
      const placeholderEnd = code === 91 ? endOfPlaceholder(text, at) : 0;
      const escaped = code === BACKSLASH ? text.charCodeAt(at + 1) : 0;
      if (placeholderEnd > 0) {
        at = placeholderEnd;
        tokens.kind[count] = KIND.PLACEHOLDER;
      } else if (escaped === 110 || escaped === 114 || escaped === 116) {
        at += 2;
        tokens.kind[count] = KIND.NEWLINE;
      } else {
        if (kind === CHARACTER.SPECIAL || isEncoded(text, at, code)) tokens.hides = true;
        at++;
        tokens.kind[count] = KIND.PUNCTUATION;
      }
      tokens.hash[count] = tokens.kind[count] === KIND.NEWLINE ? 10 : code;
    }
    tokens.start[count] = start;
    tokens.end[count] = at;
    count++;
  }
  tokens.count = count;
};

/** The one pass over the text: it cuts a window into tokens with their place, kind and hash, kept in typed arrays. */
import { CHARACTER, CHARACTERS, classBit, classOf, foldOf, lookUpCharacter } from './characters.ts';
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

const SPACE_BIT = classBit(CHARACTER.SPACE);
const LOWER_BIT = classBit(CHARACTER.LOWER);
const UPPER_BIT = classBit(CHARACTER.UPPER);
const DIGIT_BIT = classBit(CHARACTER.DIGIT);
const LETTER_BIT = classBit(CHARACTER.LETTER);
const MARK_BIT = classBit(CHARACTER.MARK);
const SPECIAL_BIT = classBit(CHARACTER.SPECIAL);
const STARTS_WORD = LOWER_BIT | UPPER_BIT | LETTER_BIT | MARK_BIT;
const INSIDE_WORD = LOWER_BIT | UPPER_BIT | LETTER_BIT | DIGIT_BIT;

/** The kind of a word from the class of its first letter and the classes seen after it. */
const wordKind = (text: string, start: number, end: number, first: number, rest: number): number => {
  if ((rest & DIGIT_BIT) !== 0) return KIND.ALPHANUMERIC;
  if ((first & LOWER_BIT) !== 0) return (rest & UPPER_BIT) === 0 ? KIND.LOWER : KIND.CAMEL;
  if ((first & UPPER_BIT) === 0) return (rest & (LOWER_BIT | UPPER_BIT)) === 0 ? KIND.CASELESS : KIND.MIXED;
  if ((rest & UPPER_BIT) === 0) return (rest & INSIDE_WORD) === 0 ? KIND.INITIAL : KIND.TITLE;
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
  let { start: starts, end: ends, hash: hashes, kind: kinds } = tokens;
  let count = 0;
  let at = from;
  let hides = false;
  while (at < to) {
    const code = text.charCodeAt(at);
    const character = CHARACTERS[code] || lookUpCharacter(code);
    if ((character & SPACE_BIT) !== 0) {
      at++;
      continue;
    }
    if (count + 2 > kinds.length) {
      grow(tokens);
      ({ start: starts, end: ends, hash: hashes, kind: kinds } = tokens);
    }
    const start = at;
    starts[count] = start;
    if ((character & STARTS_WORD) !== 0) {
      let hash = Math.imul(HASH_START ^ (character & 0xffff), HASH_PRIME);
      let rest = 0;
      for (at++; at < to; at++) {
        const next = text.charCodeAt(at);
        const inside = CHARACTERS[next] || lookUpCharacter(next);
        if ((inside & INSIDE_WORD) !== 0) {
          rest |= inside;
          hash = Math.imul(hash ^ (inside & 0xffff), HASH_PRIME);
          continue;
        }
        if ((inside & SPACE_BIT) !== 0) break;
        if (next === UNDERSCORE) rest |= DIGIT_BIT;
        else if (next === HYPHEN || next === APOSTROPHE || next === TYPOGRAPHIC_APOSTROPHE) {
          if (!joins(text, at, to)) break;
          if (next !== HYPHEN) hash = Math.imul(hash ^ APOSTROPHE, HASH_PRIME);
        } else if ((inside & MARK_BIT) === 0) {
          if ((inside & SPECIAL_BIT) !== 0) hides = true;
          break;
        }
      }
      hashes[count] = hash;
      kinds[count] = wordKind(text, start, at, character, rest);
    } else if ((character & DIGIT_BIT) !== 0) {
      let rest = 0;
      for (at++; at < to; at++) {
        const next = text.charCodeAt(at);
        const inside = CHARACTERS[next] || lookUpCharacter(next);
        if ((inside & (DIGIT_BIT | LOWER_BIT | UPPER_BIT)) === 0) {
          if ((inside & SPECIAL_BIT) !== 0) hides = true;
          break;
        }
        rest |= inside;
      }
      const isNumber = (rest & (LOWER_BIT | UPPER_BIT)) === 0;
      hashes[count] = isNumber ? 5000 + Math.min(at - start, 12) : 7777;
      kinds[count] = isNumber ? KIND.NUMBER : KIND.ALPHANUMERIC;
    } else {
      at = otherToken(text, start, to, code, character);
      hides ||= other.hides;
      hashes[count] = other.kind === KIND.NEWLINE ? LINE_FEED : code;
      kinds[count] = other.kind;
    }
    ends[count] = at;
    count++;
  }
  tokens.count = count;
  tokens.hides = hides;
};

const LINE_FEED = 10;

/** What `otherToken` found beside the token's end; one object, so that a token makes no garbage. */
const other = { kind: KIND.PUNCTUATION as number, hides: false };

/** A token that is neither word nor number: a line's end, a placeholder, an escape, a mark. Returns its end. */
const otherToken = (text: string, start: number, to: number, code: number, character: number): number => {
  other.hides = false;
  other.kind = KIND.NEWLINE;
  if ((character & classBit(CHARACTER.NEWLINE)) !== 0) {
    let end = start + 1;
    while (end < to && classOf(text.charCodeAt(end)) <= CHARACTER.NEWLINE) end++;
    return end;
  }
  if (code === BACKSLASH) {
    const escaped = text.charCodeAt(start + 1);
    if (escaped === 110 || escaped === 114 || escaped === 116) return start + 2;
  }
  const placeholderEnd = code === 91 ? endOfPlaceholder(text, start) : 0;
  if (placeholderEnd > 0) {
    other.kind = KIND.PLACEHOLDER;
    return placeholderEnd;
  }
  other.kind = KIND.PUNCTUATION;
  other.hides = (character & SPECIAL_BIT) !== 0 || isEncoded(text, start, code);
  return start + 1;
};

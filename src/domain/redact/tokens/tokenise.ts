/** The one pass over the text: it cuts a window into tokens with their place, kind and hash, kept in typed arrays. */
import { Buffer } from 'node:buffer';
import { CHARACTER, CHARACTERS, classBit, classOf, ENDS_WORD, foldOf, lookUpCharacter } from './characters.ts';
import { isEncoded } from './escapes.ts';
import { HASH_PRIME, HASH_START } from './hash.ts';
import { endOfPlaceholder } from './placeholder.ts';
import { KIND, reserve, type Tokens } from './tokens.ts';

const APOSTROPHE = 39;
const HYPHEN = 45;
const UNDERSCORE = 95;
const BACKSLASH = 92;

const isLetterClass = (kind: number): boolean =>
  kind >= CHARACTER.LOWER && kind <= CHARACTER.LETTER && kind !== CHARACTER.DIGIT;

/** True where the apostrophe or hyphen at `at` joins two parts of a word; the 's of a possessive stays outside. */
const joins = (at: number, length: number): boolean => {
  if (at + 1 >= length) return false;
  const next = codes[at + 1]!;
  if (!isLetterClass(classOf(next))) return false;
  if (codes[at] === HYPHEN || foldOf(next) !== 115) return true;
  const after = classOf(codes[at + 2]!);
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
const PUNCTUATION_BIT = classBit(CHARACTER.PUNCTUATION);
const SPECIAL_BIT = classBit(CHARACTER.SPECIAL);
const STARTS_WORD = LOWER_BIT | UPPER_BIT | LETTER_BIT | MARK_BIT;
const INSIDE_WORD = LOWER_BIT | UPPER_BIT | LETTER_BIT | DIGIT_BIT;

/** Capitals inside a word, about which only its letters tell. */
const HUMPED = 255;

/** The kind of a word from the class of its first letter (lower, upper) and the classes seen after it. */
const wordKind = (first: number, rest: number): number => {
  if ((rest & DIGIT_BIT) !== 0) return KIND.ALPHANUMERIC;
  if ((first & LOWER_BIT) !== 0) return (rest & UPPER_BIT) === 0 ? KIND.LOWER : KIND.CAMEL;
  if ((first & UPPER_BIT) === 0) return (rest & (LOWER_BIT | UPPER_BIT)) === 0 ? KIND.CASELESS : KIND.MIXED;
  if ((rest & UPPER_BIT) === 0) return (rest & INSIDE_WORD) === 0 ? KIND.INITIAL : KIND.TITLE;
  return (rest & (LOWER_BIT | LETTER_BIT)) === 0 ? KIND.CAPITALS : HUMPED;
};

/** Bits of the classes lower, upper, digit and letter stand side by side from here on. */
const LETTERS_SHIFT = 31 - Math.clz32(LOWER_BIT);

/** `wordKind` for every combination, so that a word costs no branch: two bits of the first letter, four of the rest. */
const WORD_KINDS = Uint8Array.from({ length: 64 }, (_, at) =>
  wordKind((at >> 4) << LETTERS_SHIFT, (at & 15) << LETTERS_SHIFT),
);

/**
 * The code units of the window, copied once in bulk: reading them from an array is faster than from a string, which may be
 * a slice of another or joined from parts. A space behind the last one ends every token without a question.
 */
let codes = new Uint16Array(32_768);
let bytes = Buffer.from(codes.buffer);

/** Shorter texts are copied one by one, because the call alone costs as much as so many steps. */
const BULK = 96;

const readCodes = (text: string, from: number, to: number): void => {
  const length = to - from;
  if (length + 4 > codes.length) {
    codes = new Uint16Array(length * 2);
    bytes = Buffer.from(codes.buffer);
  }
  if (length < BULK) for (let at = 0; at < length; at++) codes[at] = text.charCodeAt(from + at);
  else bytes.write(from === 0 && to === text.length ? text : text.slice(from, to), 0, length * 2, 'utf16le');
  for (let at = length; at < length + 4; at++) codes[at] = SPACE;
};

/** Stands in `topics` of a word with a hyphen in it until its topics are looked up: its parts tell more than the whole. */
export const HYPHENATED = 1;

/** `user_219-09-9999`: a number of three digits or more, or one with a plus, is no part of the name before it. */
const isNumberTied = (at: number): boolean => {
  const first = codes[at + 1]!;
  if (first === PLUS) return isDigit(codes[at + 2]!);
  return isDigit(first) && isDigit(codes[at + 2]!) && isDigit(codes[at + 3]!);
};

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Japanese particles that mark what is spoken of, and are written without a blank: はがのを. */
const isParticle = (code: number): boolean => code === 0x306f || code === 0x304c || code === 0x306e || code === 0x3092;

/** The hash of a caseless word without the particle at its end. */
const hashOfStem = (start: number, end: number, whole: number): number => {
  if (end - start < 3 || end - start > 24 || !isParticle(codes[end - 1]!)) return whole;
  let hash = HASH_START;
  for (let at = start; at < end - 1; at++) hash = Math.imul(hash ^ foldOf(codes[at]!), HASH_PRIME);
  return hash;
};

/** Marks that may begin more than themselves: escapes, encoded characters, placeholders. */
const STARTS_OTHER = Uint8Array.from({ length: 128 }, (_, code) =>
  '%&\\['.includes(String.fromCharCode(code)) ? 1 : 0,
);

/** Cuts `text` from `from` to `to` into `tokens`; escapes of a JSON string such as `\n` separate words. */
export const tokenise = (text: string, tokens: Tokens, from = 0, to = text.length): void => {
  readCodes(text, from, to);
  const length = to - from;
  reserve(tokens, length);
  /** Local names: in a bundle these would be variables of the module, read anew at every step. */
  const { start: starts, end: ends, hash: hashes, kind: kinds, topics } = tokens;
  const units = codes;
  const table = CHARACTERS;
  const wordKinds = WORD_KINDS;
  const prime = HASH_PRIME | 0;
  const insideWord = INSIDE_WORD;
  const endsWord = ENDS_WORD;
  const space = SPACE_BIT;
  let count = 0;
  let at = 0;
  let hides = false;
  while (at < length) {
    const code = units[at]!;
    const character = table[code]!;
    if ((character & space) !== 0) {
      at++;
      continue;
    }
    const start = at;
    starts[count] = from + start;
    if ((character & STARTS_WORD) !== 0) {
      let hash = Math.imul(HASH_START ^ (character & 0xffff), prime);
      let rest = 0;
      let joint = 0;
      for (;;) {
        /** No call in the inner loop: what lives across one would be kept in memory instead of registers. */
        let inside = table[units[++at]!]!;
        while ((inside & insideWord) !== 0) {
          rest |= inside;
          hash = Math.imul(hash ^ (inside & 0xffff), prime);
          inside = table[units[++at]!]!;
        }
        if ((inside & endsWord) !== 0) break;
        const next = units[at]!;
        if (inside === 0) {
          lookUpCharacter(next);
          at--;
        } else if (next === UNDERSCORE) {
          if (isNumberTied(at)) break;
          rest |= DIGIT_BIT;
        } else if ((inside & MARK_BIT) === 0) {
          if (!joins(at, length)) break;
          if (next !== HYPHEN) hash = Math.imul(hash ^ APOSTROPHE, prime);
          else joint = HYPHENATED;
        }
      }
      let kind: number = wordKinds[(((character >> LETTERS_SHIFT) & 3) << 4) | ((rest >> LETTERS_SHIFT) & 15)]!;
      if (kind === HUMPED) kind = isCamel(text, from + start, from + at) ? KIND.CAMEL : KIND.MIXED;
      else if (kind === KIND.CASELESS) hash = hashOfStem(start, at, hash);
      hashes[count] = hash;
      kinds[count] = kind;
      topics[count] = joint;
    } else if ((character & DIGIT_BIT) !== 0) {
      let rest = 0;
      for (;;) {
        const inside = table[units[++at]!]!;
        if ((inside & (DIGIT_BIT | LOWER_BIT | UPPER_BIT)) === 0) {
          if (inside !== 0 || (lookUpCharacter(units[at]!) & (LOWER_BIT | UPPER_BIT)) === 0) break;
          at--;
        }
        rest |= inside;
      }
      const isNumber = (rest & (LOWER_BIT | UPPER_BIT)) === 0;
      hashes[count] = isNumber ? 5000 + Math.min(at - start, 12) : 7777;
      kinds[count] = isNumber ? KIND.NUMBER : KIND.ALPHANUMERIC;
      topics[count] = 0;
    } else if ((character & PUNCTUATION_BIT) !== 0 && STARTS_OTHER[code & 127] === 0) {
      at++;
      hashes[count] = code;
      kinds[count] = KIND.PUNCTUATION;
      topics[count] = 0;
    } else if (character === 0) {
      lookUpCharacter(code);
      continue;
    } else {
      at = otherToken(text, from + start, to, code, character) - from;
      hides ||= other.hides;
      hashes[count] = other.kind === KIND.NEWLINE ? LINE_FEED : code;
      kinds[count] = other.kind;
      topics[count] = 0;
    }
    ends[count++] = from + at;
  }
  tokens.count = count;
  tokens.hides = hides;
};

const SPACE = 32;
const PLUS = 43;
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

/** Rules of words: what joins their parts, what kind they are. */
import { CHARACTER, classBit, classOf, foldOf } from './characters.ts';
import { HASH_PRIME, HASH_START } from './hash.ts';
import { KIND } from './tokens.ts';

const HYPHEN = 45;
const PLUS = 43;

const isLetterClass = (kind: number): boolean =>
  kind >= CHARACTER.LOWER && kind <= CHARACTER.LETTER && kind !== CHARACTER.DIGIT;

/** True where the apostrophe or hyphen at `at` joins two parts of a word; the 's of a possessive stays outside. */
export const joins = (units: Uint16Array, at: number, length: number): boolean => {
  if (at + 1 >= length) return false;
  const next = units[at + 1]!;
  if (!isLetterClass(classOf(next))) return false;
  if (units[at] === HYPHEN || foldOf(next) !== 115) return true;
  const after = classOf(units[at + 2]!);
  return after === CHARACTER.LOWER || after === CHARACTER.UPPER;
};

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** `user_219-09-9999`: a number of three digits or more, or one with a plus, is no part of the name before it. */
export const isNumberTied = (units: Uint16Array, at: number): boolean => {
  const first = units[at + 1]!;
  if (first === PLUS) return isDigit(units[at + 2]!);
  return isDigit(first) && isDigit(units[at + 2]!) && isDigit(units[at + 3]!);
};

/** Japanese particles that mark what is spoken of, and are written without a blank: はがのを. */
const isParticle = (code: number): boolean => code === 0x306f || code === 0x304c || code === 0x306e || code === 0x3092;

/** The hash of a caseless word without the particle at its end. */
export const hashOfStem = (units: Uint16Array, start: number, end: number, whole: number): number => {
  if (end - start < 3 || end - start > 24 || !isParticle(units[end - 1]!)) return whole;
  let hash = HASH_START;
  for (let at = start; at < end - 1; at++) hash = Math.imul(hash ^ foldOf(units[at]!), HASH_PRIME);
  return hash;
};

/** Two humps or more make an identifier, except in McX, MacX, DeX, O'X and hyphenated names. */
export const isCamel = (text: string, start: number, end: number): boolean => {
  let humps = 0;
  for (let at = start + 1; at < end; at++) {
    if (classOf(text.charCodeAt(at)) === CHARACTER.UPPER && classOf(text.charCodeAt(at - 1)) === CHARACTER.LOWER)
      humps++;
  }
  if (humps === 0) return false;
  return humps > 1 || !/^(?:Ma?c|De|Di|Du|La|Le|Van|Von|Fitz|St)\p{Lu}\p{Ll}+$/u.test(text.slice(start, end));
};

const LOWER_BIT = classBit(CHARACTER.LOWER);
const UPPER_BIT = classBit(CHARACTER.UPPER);
const DIGIT_BIT = classBit(CHARACTER.DIGIT);
const LETTER_BIT = classBit(CHARACTER.LETTER);

/** Capitals inside a word, about which only its letters tell. */
export const HUMPED = 255;

/** The kind of a word from the class of its first letter (lower, upper) and the classes seen after it. */
const kindFrom = (first: number, rest: number): number => {
  if ((rest & DIGIT_BIT) !== 0) return KIND.ALPHANUMERIC;
  if ((first & LOWER_BIT) !== 0) return (rest & UPPER_BIT) === 0 ? KIND.LOWER : KIND.CAMEL;
  if ((first & UPPER_BIT) === 0) return (rest & (LOWER_BIT | UPPER_BIT)) === 0 ? KIND.CASELESS : KIND.MIXED;
  if ((rest & UPPER_BIT) === 0) return (rest & (LOWER_BIT | LETTER_BIT)) === 0 ? KIND.INITIAL : KIND.TITLE;
  return (rest & (LOWER_BIT | LETTER_BIT)) === 0 ? KIND.CAPITALS : HUMPED;
};

/** Bits of the classes lower, upper, digit and letter stand side by side from here on. */
export const LETTERS_SHIFT = 31 - Math.clz32(LOWER_BIT);

/** `kindFrom` for every combination, so that a word costs no branch: two bits of the first letter, four of the rest. */
export const WORD_KINDS = Uint8Array.from({ length: 64 }, (_, at) =>
  kindFrom((at >> 4) << LETTERS_SHIFT, (at & 15) << LETTERS_SHIFT),
);

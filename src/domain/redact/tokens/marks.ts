/** What marks are to those who look at tokens, and the tokens that are neither words nor numbers. */
import { CHARACTER, classBit, classOf } from './characters.ts';
import { isEncoded } from './escapes.ts';
import { endOfPlaceholder } from './placeholder.ts';
import { KIND } from './tokens.ts';

/** Bits of `MARKS`. */
export const MARK = {
  /** May begin more than itself: an escape, an encoded character, a placeholder. */
  STARTS_OTHER: 1,
  /** Something may be found at it: at-sign, colon, plus, opening parenthesis. */
  ANCHOR: 2,
  /** Ties a plain word to what follows, as the prefix of a secret is tied: `sk-1…`, `hvs.C…`. */
  TYING: 4,
  /** Code is full of it and sentences are not. */
  CODE: 8,
  /** Begins what only code has, if a closer look says so. */
  MAY_TELL_CODE: 16,
} as const;

const MARKS_WITH: readonly (readonly [marks: string, bit: number])[] = [
  ['%&\\[', MARK.STARTS_OTHER],
  ['@:+(', MARK.ANCHOR],
  ['-./', MARK.TYING],
  [';()=', MARK.CODE],
  ['{</', MARK.MAY_TELL_CODE],
];

/** The bits of each mark of ASCII. */
export const MARKS = Uint8Array.from({ length: 128 }, (_, code) =>
  MARKS_WITH.reduce((bits, [marks, bit]) => (marks.includes(String.fromCharCode(code)) ? bits | bit : bits), 0),
);

const BACKSLASH = 92;
const OPENING_BRACKET = 91;

const NEWLINE_BIT = classBit(CHARACTER.NEWLINE);
const SPECIAL_BIT = classBit(CHARACTER.SPECIAL);

/** What `otherToken` found beside the token's end; one object, so that a token makes no garbage. */
export const other = { kind: KIND.PUNCTUATION as number, hides: false };

/** A token that is neither word nor number: a line's end, a placeholder, an escape, a mark. Returns its end. */
export const otherToken = (text: string, start: number, to: number, code: number, character: number): number => {
  other.hides = false;
  other.kind = KIND.NEWLINE;
  if ((character & NEWLINE_BIT) !== 0) {
    let end = start + 1;
    while (end < to && classOf(text.charCodeAt(end)) <= CHARACTER.NEWLINE) end++;
    return end;
  }
  if (code === BACKSLASH) {
    const escaped = text.charCodeAt(start + 1);
    if (escaped === 110 || escaped === 114 || escaped === 116) return start + 2;
  }
  const placeholderEnd = code === OPENING_BRACKET ? endOfPlaceholder(text, start) : 0;
  if (placeholderEnd > 0) {
    other.kind = KIND.PLACEHOLDER;
    return placeholderEnd;
  }
  other.kind = KIND.PUNCTUATION;
  other.hides = (character & SPECIAL_BIT) !== 0 || isEncoded(text, start, code);
  return start + 1;
};

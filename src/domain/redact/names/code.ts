/** Tells code from sentences: where identifiers look like names, and which of them are none. */
import type { Scan } from '../scan.ts';
import { CHARACTER, classOf, isWordCode } from '../tokens/characters.ts';
import { MARK, MARKS } from '../tokens/marks.ts';
import { KIND, type Tokens } from '../tokens/tokens.ts';
import { WORD } from './lexicon.ts';

/** A set of marks: asked by `has`, which answers for any code unit, and for none. */
export const codesOf = (marks: string): { readonly has: (code: number) => boolean } => {
  const flags = Uint8Array.from({ length: 128 }, (_, code) => (marks.includes(String.fromCharCode(code)) ? 1 : 0));
  return { has: (code) => flags[code] === 1 };
};

/** Right before a word these make it a handle, a variable, a path or a member. */
const BEFORE_IDENTIFIER = codesOf('@#$_/\\&~^%=<+');
/** Right after a word these make it a call, a path, an assignment or a generic. */
const AFTER_IDENTIFIER = codesOf('(_/\\[{<=$');

const DOT = 46;
const COLON = 58;

/** Tells whether `start`–`end` is part of code, a path or a handle rather than of a sentence. */
export const isInCode = (text: string, start: number, end: number): boolean => {
  const before = text.charCodeAt(start - 1);
  const after = text.charCodeAt(end);
  if (BEFORE_IDENTIFIER.has(before) && !(before === 64 || before === 47 || before === 61)) return true;
  if (AFTER_IDENTIFIER.has(after) && after !== 47 && (after !== 60 || !text.slice(start, end).includes(' ')))
    return true;
  if (before === 47 && after === 47) return true;
  if (before === DOT && isWordCode(text.charCodeAt(start - 2))) return true;
  if (after === DOT && classOf(text.charCodeAt(end + 1)) === CHARACTER.LOWER) return true;
  return after === COLON && text.charCodeAt(end + 1) === COLON;
};

const COMMA = 44;

/** Marks around a string. */
export const QUOTES = codesOf('"\'`');

/** From this share of a window's tokens on it counts as code, where capitals are no sign of names. */
const CODE_SHARE = 0.05;
/** Windows with fewer tokens are too short to tell. */
const MIN_TOKENS = 60;

/** A mail address or a number was so many tokens more before it became a placeholder. */
const REPLACED = 4;

/** So a text is not code only until it is redacted. */
const tokensReplaced = ({ kind, count }: Tokens): number => {
  let found = 0;
  for (let at = 0; at < count; at++) if (kind[at] === KIND.PLACEHOLDER) found++;
  return found * REPLACED;
};

/** Tells whether a window is code rather than sentences. */
export const looksLikeCode = ({ text, tokens }: Scan): boolean => {
  const { count, codeMarks, mayTellCode } = tokens;
  const most = count * CODE_SHARE;
  if ((count < MIN_TOKENS && count + tokensReplaced(tokens) < MIN_TOKENS) || codeMarks + mayTellCode <= most)
    return false;
  let marks = codeMarks;
  for (let at = 0; at < count && marks <= most; at++) if (mayTell(tokens, at) && tellsCode(text, tokens, at)) marks++;
  return marks > most;
};

/** Which tokens a closer look may tell code from: most need none. */
const mayTell = ({ kind, hash }: Tokens, at: number): boolean =>
  kind[at] === KIND.NEWLINE ||
  kind[at] === KIND.ALPHANUMERIC ||
  (kind[at] === KIND.PUNCTUATION && (MARKS[hash[at]! & 127]! & MARK.MAY_TELL_CODE) !== 0);

const tellsCode = (text: string, tokens: Tokens, at: number): boolean => {
  const kind = tokens.kind[at];
  if (kind === KIND.NEWLINE) return isDeclaration(text, tokens, at + 1);
  return kind === KIND.ALPHANUMERIC ? isHexLiteral(text, tokens, at) : opensBlock(tokens, at);
};

const OPENING_BRACE = 123;
const CLOSING_BRACE = 125;
const LESS = 60;
const SLASH = 47;
const LETTER_X = 120;
const ZERO = 48;
const TAB = 9;

/** `0x7f,`: a table's entry. */
const isHexLiteral = (text: string, { start, end }: Tokens, at: number): boolean =>
  text.charCodeAt(start[at]!) === ZERO &&
  text.charCodeAt(start[at]! + 1) === LETTER_X &&
  text.charCodeAt(end[at]!) === COMMA;

const isWordKind = (kind: number): boolean => kind <= KIND.MIXED || kind === KIND.CAMEL || kind === KIND.ALPHANUMERIC;

/** `struct {`, `{as: ADDQ`, `1<<8`, `// why`: in JSON no word touches a brace, nor in HTML an angle bracket another. */
const opensBlock = ({ hash, kind, start, end, count }: Tokens, at: number): boolean => {
  if (kind[at] !== KIND.PUNCTUATION || at === 0 || at + 1 >= count) return false;
  const isTied = start[at + 1] === end[at];
  if (hash[at] === LESS) return isTied && hash[at + 1] === LESS;
  if (hash[at] === SLASH) return isTied && hash[at + 1] === SLASH && start[at]! > end[at - 1]!;
  if (hash[at] !== OPENING_BRACE || (isTied && hash[at + 2] === CLOSING_BRACE)) return false;
  return isWordKind(kind[at - 1]!) || (isTied && isWordKind(kind[at + 1]!));
};

/** A line behind a tab that begins with a word and a type, or is nothing but an identifier: no two capitalised words, as a name is. */
const isDeclaration = (text: string, { start, end, hash, kind, count }: Tokens, at: number): boolean => {
  if (at + 1 >= count || text.charCodeAt(start[at]! - 1) !== TAB) return false;
  const next = kind[at + 1]!;
  if (next === KIND.NEWLINE)
    return kind[at] === KIND.CAPITALS || kind[at] === KIND.CAMEL || kind[at] === KIND.ALPHANUMERIC;
  if (hash[at + 1] === COLON && next === KIND.PUNCTUATION && at + 2 < count) {
    const value = kind[at + 2]!;
    return value === KIND.CAMEL || value === KIND.ALPHANUMERIC || QUOTES.has(text.charCodeAt(start[at + 2]!));
  }
  const isApart = start[at + 1]! - end[at]! > 1;
  return next === KIND.ALPHANUMERIC || next === KIND.CAMEL || (isApart && next !== KIND.TITLE);
};

/** In code, what is not quoted is a type, a field or a label: `*Conn`, `Lu: () =>`. */
export const isFieldInCode = (text: string, start: number, end: number): boolean => {
  const before = text.charCodeAt(start - 1);
  if (QUOTES.has(before)) return false;
  const after = text.charCodeAt(end);
  if (after === COLON || before === 42 || before === 45 || before === OPENING_BRACE) return true;
  const value = text.slice(start, end);
  if (value.includes('  ')) return true;
  if (value.includes(' ')) return false;
  const isListed = after === COMMA || after === CLOSING_BRACE || after === 10;
  return before === TAB ? isListed || after === 32 || after === TAB : isListed && text.charCodeAt(start - 2) === COLON;
};

/** What no sentence holds, as a single word: `"POPCNTB"`, `unnamed`. */
export const isIdentifier = ({ text, tokens }: Scan, at: number): boolean => {
  const kind = tokens.kind[at]!;
  const isQuoted = QUOTES.has(text.charCodeAt(tokens.start[at]! - 1));
  if (kind === KIND.LOWER) return !isQuoted;
  return (
    (kind === KIND.CAPITALS || kind === KIND.MIXED) &&
    (tokens.flags[at]! & (WORD.FREQUENT_FIRST | WORD.FREQUENT_LAST)) === 0
  );
};

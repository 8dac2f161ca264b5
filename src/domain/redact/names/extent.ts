/** Where a name that the tagger sees begins and ends: without its titles, with a given name behind a comma. */
import type { Scan } from '../scan.ts';
import { KIND } from '../tokens/tokens.ts';
import { codesOf } from './code.ts';
import type { Run } from './collapse.ts';
import { LABEL } from './features.ts';
import { WORD } from './lexicon.ts';
import { NO_NAMES } from './no-names.ts';
import { isPerson } from './tagger.ts';

/** Nobody's name has more tokens; a longer run is a list without commas. */
const MAX_NAME = 8;

const COMMA = 44;
const OPENERS = codesOf('"\'(<[:;|>');
const CLOSERS = codesOf('"\')<];|');

/** Tells whether a name begins a line, a quotation or a field, as the family name in `"Smith, John"` does. */
const isFirstOfItsKind = (scan: Scan, at: number): boolean => {
  const { tokens } = scan;
  if (at === 0 || tokens.kind[at - 1] === KIND.NEWLINE) return true;
  return tokens.kind[at - 1] === KIND.PUNCTUATION && OPENERS.has(tokens.hash[at - 1]!);
};

/** The token after the given name in `Smith, John`, when a line, quotation or field ends there; else 0. */
const givenNameAfterComma = (scan: Scan, comma: number, label: Uint8Array): number => {
  const { tokens } = scan;
  if (tokens.kind[comma] !== KIND.PUNCTUATION || tokens.hash[comma] !== COMMA) return 0;
  let end = comma + 1;
  if (end >= tokens.count || !isPerson(label[end]!)) return 0;
  end++;
  while (end < tokens.count && label[end] === LABEL.INSIDE) end++;
  if (end - comma > 4) return 0;
  const isLast = end >= tokens.count || tokens.kind[end] === KIND.NEWLINE;
  return isLast || (tokens.kind[end] === KIND.PUNCTUATION && CLOSERS.has(tokens.hash[end]!)) ? end : 0;
};

/** A name goes on with its next token, and after the dot of an initial whatever the tagger calls the start. */
const goesOn = ({ tokens }: Scan, label: Uint8Array, at: number): boolean =>
  label[at] === LABEL.INSIDE ||
  (label[at] === LABEL.BEGIN && tokens.kind[at - 1] === KIND.PUNCTUATION && tokens.kind[at - 2] === KIND.INITIAL);

/** Family names that begin with a small particle: `al-Hassan`, `d'Angelo`. */
const PARTICLED = /^(?:al|el|ad|as|ibn|bin|d|l|dell|t)[-'’]\p{Lu}\p{Ll}{2,}/u;

const isParticled = ({ text, tokens }: Scan, at: number): boolean =>
  (tokens.kind[at] === KIND.CAMEL || tokens.kind[at] === KIND.MIXED) &&
  text.charCodeAt(tokens.start[at]! - 1) === 32 &&
  PARTICLED.test(text.slice(tokens.start[at]!, Math.min(tokens.end[at]!, tokens.start[at]! + 32)));

/** A name in tokens; `next` is where to look for another one. */
export interface Name extends Run {
  readonly next: number;
}

/** What a family name never is, though a capital may begin it. */
const OTHER_WORDS = WORD.COMMON | WORD.VERY_COMMON | WORD.TITLE | WORD.ORGANISATION | WORD.PLACE | WORD.CUE;

/** `Vincent Weevers`: behind a given name alone, a capitalised word that is known as nothing else is the family name. */
const isSurnameBehind = ({ tokens }: Scan, first: number, end: number): boolean =>
  end - first === 1 &&
  end < tokens.count &&
  (tokens.flags[first]! & WORD.FIRST) !== 0 &&
  tokens.kind[first] === KIND.TITLE &&
  tokens.kind[end] === KIND.TITLE &&
  tokens.start[end]! - tokens.end[first]! === 1 &&
  tokens.end[end]! - tokens.start[end]! > 2 &&
  (tokens.flags[end]! & OTHER_WORDS) === 0 &&
  !NO_NAMES.has(tokens.hash[end]!);

/** The name that begins at `at`, without its titles and with the given name that follows in `Smith, John`. */
export const nameAt = (scan: Scan, label: Uint8Array, at: number): Name => {
  const { tokens } = scan;
  const { flags } = tokens;
  let end = at + 1;
  while (end < tokens.count && goesOn(scan, label, end) && end - at < MAX_NAME) end++;
  if (end < tokens.count && isParticled(scan, end)) end++;
  let first = at;
  while (first < end - 1 && (flags[first]! & WORD.TITLE) !== 0) {
    first++;
    if (tokens.kind[first] === KIND.PUNCTUATION) first++;
  }
  while (first < end - 1 && NO_NAMES.has(tokens.hash[first]!)) {
    first++;
    if (tokens.kind[first] === KIND.PUNCTUATION) first++;
  }
  if (isSurnameBehind(scan, first, end)) end++;
  const given = end - first === 1 ? givenNameAfterComma(scan, end, label) : 0;
  return given > 0 && isFirstOfItsKind(scan, first) ? { first, end: given, next: given } : { first, end, next: end };
};

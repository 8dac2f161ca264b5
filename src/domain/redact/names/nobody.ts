/** What the tagger calls a name and we do not: products, storms, dates, acronyms, titles alone, identifiers. */

import { packedWords } from '../context/packed-words.ts';
import type { Scan } from '../scan.ts';
import { KIND, type Tokens } from '../tokens/tokens.ts';
import { isFieldInCode, isIdentifier, isInCode } from './code.ts';
import type { Run } from './collapse.ts';
import { WORD } from './lexicon.ts';
import type { NameModel } from './model.ts';
import { NO_NAMES } from './no-names.ts';

const DOT = 46;

/** Before these words a person's name is that of a storm, a place or a building. */
const NAMED_AFTER = packedWords('STORM_OR_PLACE');

/** A few capitals are an acronym, unless they are a given name or a title stands before them. */
const isAcronym = (tokens: Tokens, at: number): boolean => {
  const length = tokens.end[at]! - tokens.start[at]!;
  if (tokens.kind[at] !== KIND.CAPITALS || length > 4) return false;
  const isKnown = (tokens.flags[at]! & WORD.FIRST) !== 0 || (at > 0 && (tokens.flags[at - 1]! & WORD.TITLE) !== 0);
  return length <= 2 || !isKnown;
};

/** Tells whether the name from `first` to `end` is that of a product, a company, a storm or a place, or two capitals. */
const isNobody = ({ tokens }: Scan, { lexicon }: NameModel, first: number, end: number): boolean => {
  const before = first > 0 && tokens.hash[first - 1] === DOT ? first - 2 : first - 1;
  if (before >= 0 && tokens.kind[before] !== KIND.PUNCTUATION && NAMED_AFTER.has(tokens.hash[before]!)) return true;
  let isNamesake = true;
  for (let at = first; at < end; at++) if ((lexicon.bitsOf(tokens.hash[at]!) & WORD.NAMESAKE) === 0) isNamesake = false;
  return isNamesake || (end - first === 1 && isAcronym(tokens, first));
};

const DAYS_AND_MONTHS = packedWords('DAY_OR_MONTH');

/** `Thu, 07 Nov` and `Jan 3` are dates, though people are called so too. */
const isDayOrMonth = ({ tokens }: Scan, at: number): boolean => {
  if (!DAYS_AND_MONTHS.has(tokens.hash[at]!) || at + 1 >= tokens.count) return false;
  const next = tokens.kind[at + 1] === KIND.PUNCTUATION ? at + 2 : at + 1;
  return next < tokens.count && (tokens.kind[next] === KIND.NUMBER || tokens.kind[next] === KIND.ALPHANUMERIC);
};

/** `B.`, `D.N.`: letters that stand for anything, with no name behind them. */
const isInitials = ({ tokens }: Scan, first: number, end: number): boolean => {
  for (let at = first; at < end; at++)
    if (tokens.kind[at] !== KIND.INITIAL && tokens.kind[at] !== KIND.PUNCTUATION) return false;
  return true;
};

/** Tells whether what the tagger calls a name is one that we claim. In code a single word must be known as a name. */
export const isSomebody = (scan: Scan, model: NameModel, { first, end }: Run, isCode: boolean): boolean => {
  const { text, tokens } = scan;
  if (first >= end || isInitials(scan, first, end)) return false;
  if (end - first === 1 && NO_NAMES.has(tokens.hash[first]!)) return false;
  const own = tokens.flags[first]!;
  if (end - first === 1 && (isCode ? (own & (WORD.FIRST | WORD.LAST)) === 0 : isDayOrMonth(scan, first))) return false;
  if (end - first === 1 && isCode && isIdentifier(scan, first)) return false;
  if (end - first === 1 && (own & WORD.TITLE) !== 0 && (own & WORD.LAST) === 0) return false;
  if (isNobody(scan, model, first, end)) return false;
  const start = tokens.start[first]!;
  const stop = tokens.end[end - 1]!;
  if (stop - start < 2 || stop - start > MOST_LETTERS || isInCode(text, start, stop)) return false;
  return !isCode || !isFieldInCode(text, start, stop);
};

/** A longer run is no name, but something encoded. */
const MOST_LETTERS = 80;

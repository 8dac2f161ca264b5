/** Whom one document names: a name seen once with confidence is recognised wherever one of its words comes again. */

import { KIND } from '../tokens/tokenise.ts';
import { WORD } from './lexicon.ts';
import type { Window } from './window.ts';

/** How a known word may come again: in any case, or only with a capital within a sentence, as `Grace` may. */
const ANY_CASE = 1;
const CAPITAL = 2;

/** What is known of a document's people while it is looked through; words are known by their hashes. */
export interface NameMemory {
  readonly known: Map<number, number>;
  /** Bits of the hashes of `known`: most words are not known, and that is seen here. */
  readonly bits: Int32Array;
  /** Words of the text at hand that would be somebody's if the document named somebody so, and that it had not named yet. */
  passed: number[];
}

/** Nobody is known. */
export const createNameMemory = (): NameMemory => ({
  known: new Map(),
  bits: new Int32Array(MASKS),
  passed: [],
});

const MASKS = 16;

const know = ({ known, bits }: NameMemory, hash: number, how: number): void => {
  known.set(hash, how);
  bits[(hash >>> 5) & (MASKS - 1)]! |= 1 << (hash & 31);
};

const howKnown = ({ known, bits }: NameMemory, hash: number): number | undefined =>
  ((bits[(hash >>> 5) & (MASKS - 1)]! >>> (hash & 31)) & 1) === 0 ? undefined : known.get(hash);

/** Notes the words of a name that stands at the tokens from `first` to `end` for certain. */
export const remember = (memory: NameMemory, { tokens, flags }: Window, first: number, end: number): void => {
  for (let at = first; at < end; at++) {
    const own = flags[at]!;
    if (tokens.kind[at]! > KIND.MIXED || tokens.end[at]! - tokens.start[at]! < 3) continue;
    if ((own & (WORD.PARTICLE | WORD.TITLE)) !== 0) continue;
    if ((own & WORD.COMMON) === 0) know(memory, tokens.hash[at]!, ANY_CASE);
    else if ((own & (WORD.VERY_COMMON | WORD.ORGANISATION | WORD.PLACE)) === 0) {
      if (!memory.known.has(tokens.hash[at]!)) know(memory, tokens.hash[at]!, CAPITAL);
    }
  }
};

/** A capital that only begins a sentence, a line or a quotation says nothing. */
const isWithinSentence = ({ tokens }: Window, at: number): boolean => {
  const before = at > 0 ? tokens.kind[at - 1]! : KIND.NEWLINE;
  return (
    before <= KIND.CASELESS ||
    before === KIND.PLACEHOLDER ||
    (before === KIND.PUNCTUATION && tokens.hash[at - 1] === 44)
  );
};

/** Tells whether the word at `at` could be one of a person whom the document names elsewhere. */
const mayRecur = ({ tokens, flags }: Window, at: number): boolean => {
  const kind = tokens.kind[at]!;
  if (tokens.end[at]! - tokens.start[at]! < 3) return false;
  const own = flags[at]!;
  if ((own & WORD.VERY_COMMON) !== 0) return false;
  if (kind === KIND.TITLE || kind === KIND.CAPITALS || kind === KIND.MIXED) return true;
  return kind === KIND.LOWER && (own & (WORD.FIRST | WORD.LAST)) !== 0 && (own & WORD.COMMON) === 0;
};

/** Tells whether the word at `at` is one of somebody whom the document has named. */
export const isRemembered = (memory: NameMemory, window: Window, at: number): boolean => {
  const how = howKnown(memory, window.tokens.hash[at]!);
  if (how === undefined || !mayRecur(window, at)) return false;
  return how === ANY_CASE || (window.tokens.kind[at] !== KIND.LOWER && isWithinSentence(window, at));
};

/** Notes that the word at `at` was passed over; one that is known already was so for a reason. */
export const passOver = (memory: NameMemory, window: Window, at: number): void => {
  const hash = window.tokens.hash[at]!;
  if (mayRecur(window, at) && howKnown(memory, hash) === undefined) memory.passed.push(hash);
};

/** Tells whether one of the words passed over turned out to be somebody's. */
export const areKnownNow = ({ known }: NameMemory, passed: readonly number[]): boolean =>
  known.size > 0 && passed.some((hash) => known.has(hash));

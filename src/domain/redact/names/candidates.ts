/** Which tokens can be part of a person's name at all: the tagger looks at no others. */
import { KIND, type Tokens } from '../tokens/tokenise.ts';
import { LABEL } from './features.ts';
import { type Lexicon, TAGGED, WORD } from './lexicon.ts';

const NAME = WORD.FIRST | WORD.LAST;

/** Writes the lexicon's flags of every word of the window into `flags`, which must be long enough. */
export const lookUp = (tokens: Tokens, lexicon: Lexicon, flags: Int32Array): void => {
  for (let at = 0; at < tokens.count; at++) {
    flags[at] = tokens.kind[at]! <= KIND.CASELESS ? lexicon.bitsOf(tokens.hash[at]!) & TAGGED : 0;
  }
};

/** Tells whether a label is one of a person's. */
export const isPerson = (label: number): boolean => label === LABEL.BEGIN || label === LABEL.INSIDE;

/** Tells whether the tagger must decide about a token of this kind with these flags, after a token labelled `previous`. */
export const isCandidate = (kind: number, flags: number, previous: number): boolean => {
  switch (kind) {
    case KIND.TITLE:
      return (flags & (WORD.VERY_COMMON | NAME)) !== WORD.VERY_COMMON || isPerson(previous);
    case KIND.CAPITALS:
    case KIND.INITIAL:
    case KIND.MIXED:
      return true;
    case KIND.LOWER:
      if (isPerson(previous)) return (flags & (NAME | WORD.PARTICLE)) !== 0;
      return (flags & NAME) !== 0 && (flags & WORD.COMMON) === 0;
    default:
      return false;
  }
};

const DOT = 46;

/** The dot of an initial goes on the name: `J. Smith`. */
export const isInitialsDot = (tokens: Tokens, at: number, previous: number): boolean =>
  tokens.kind[at] === KIND.PUNCTUATION &&
  tokens.hash[at] === DOT &&
  isPerson(previous) &&
  tokens.kind[at - 1] === KIND.INITIAL &&
  at + 1 < tokens.count &&
  tokens.kind[at + 1]! <= KIND.MIXED;

/** What a text is cut into: tokens of one window, in typed arrays. */

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

/** Tokens of one window, all filled in by `tokenise`; the arrays are reused from window to window and only grow. */
export interface Tokens {
  count: number;
  start: Int32Array;
  end: Int32Array;
  /** Of a word, its folded hash; of a number, a value by its length; of punctuation, its code unit. */
  hash: Int32Array;
  kind: Uint8Array;
  /** Of a word, the topics it tells of. */
  topics: Int32Array;
  /** Of a word, the lexicon's flags. */
  flags: Int32Array;
  /** Indices of the tokens at which a detector may find something, in order; they are few. */
  anchors: Int32Array;
  anchorCount: number;
  /** Indices of the tokens that can be part of a name, in order. */
  candidates: Int32Array;
  candidateCount: number;
  /** All topics that any word of the window tells: what is not among them need not be looked for. */
  told: number;
  /** How many marks there are that code is full of, and how many tokens at which a closer look may tell code. */
  codeMarks: number;
  mayTellCode: number;
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
  flags: new Int32Array(capacity),
  anchors: new Int32Array(capacity),
  anchorCount: 0,
  candidates: new Int32Array(capacity),
  candidateCount: 0,
  told: 0,
  codeMarks: 0,
  mayTellCode: 0,
  hides: false,
});

/** Room for as many tokens as there are code units, which no text exceeds. */
export const reserve = (tokens: Tokens, length: number): void => {
  if (tokens.kind.length <= length) Object.assign(tokens, createTokens(length + 512));
};

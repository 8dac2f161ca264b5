/** Texts as the tokens that text metrics compare. */

/** Tokens of one text that are compared at most: ROUGE-L's time grows with the product of both texts' lengths. */
const MAX_TOKENS = 1000;

/**
 * Words and marks, case kept: letters and digits hold together, with points and apostrophes within, other marks stand
 * alone, and characters of scripts without spaces too. Near to the tokeniser 13a that BLEU is usually reported with.
 * @see https://github.com/mjpost/sacrebleu#bleu
 */
export const tokensOf = (text: string): readonly string[] => {
  const found =
    text.match(
      /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|[\p{L}\p{N}\p{M}]+(?:['’.,][\p{L}\p{N}\p{M}]+)*|[^\s\p{L}\p{N}\p{M}]/gu,
    ) ?? [];
  return found.slice(0, MAX_TOKENS);
};

/**
 * A text as it is compared for an exact match: case, punctuation, English articles and space don't count.
 * @see https://rajpurkar.github.io/SQuAD-explorer/ (the evaluation script of SQuAD)
 */
export const normaliseAnswer = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[!-/:-@[-`{-~]/g, '')
    .replace(/\b(?:a|an|the)\b/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '')
    .join(' ');

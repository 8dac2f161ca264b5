/** Cuts a text that is too long, so that what redaction would have found in it is not halved into something it doesn't find. */

/**
 * The beginning of a text, with at most `limit` UTF-16 code units. It ends before the last word (keys, tokens and addresses are
 * words) and before the groups of digits that end it (cards and account numbers have blanks inside).
 */
export const cutText = (text: string, limit: number): string => {
  if (text.length <= limit) return text;
  let end = limit;
  while (end > 0 && isOfWord(text.charCodeAt(end - 1))) end -= 1;
  while (end > 0 && isOfNumber(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(0, end).toWellFormed();
};

/** Letters, digits, everything beyond ASCII, and the signs that keys and addresses are written with. */
const isOfWord = (code: number): boolean =>
  code >= 0x80 ||
  (code >= 0x30 && code <= 0x39) ||
  (code >= 0x41 && code <= 0x5a) ||
  (code >= 0x61 && code <= 0x7a) ||
  WORD_SIGNS.has(code);

/** Digits, and what stands between groups of them. */
const isOfNumber = (code: number): boolean => (code >= 0x30 && code <= 0x39) || NUMBER_SIGNS.has(code);

const codesOf = (signs: string): ReadonlySet<number> => new Set([...signs].map((sign) => sign.charCodeAt(0)));

const WORD_SIGNS = codesOf('_-.+~/=@%#$&!');
const NUMBER_SIGNS = codesOf(' -./()_:');

/** Remembers what was found in the last few texts, as several assessors ask the same of one text in turn. */

/** Texts of one call at most: system, prompt, given, output. */
const TEXTS = 4;

/**
 * The same function, which computes once for each of the last four texts. A WeakMap would remember all of them, and cost
 * the garbage collector more than most of the computing.
 */
export const rememberLast = <Text extends object, Found>(find: (text: Text) => Found): ((text: Text) => Found) => {
  const texts = new Array<Text | undefined>(TEXTS).fill(undefined);
  const found = new Array<Found | undefined>(TEXTS).fill(undefined);
  let next = 0;
  return (text) => {
    const known = texts.indexOf(text);
    if (known >= 0) return found[known]!;
    const result = find(text);
    texts[next] = text;
    found[next] = result;
    next = (next + 1) % TEXTS;
    return result;
  };
};

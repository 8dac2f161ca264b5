/** Remembers what was found in the last few texts, as several assessors ask the same of one text in turn, and apps send some again and again. */

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

/**
 * The same function of a passage, which computes once for each of the last few different texts. What it finds must not hold on to the
 * words of the passage: their desk is read on again.
 */
export const rememberTexts = <Passage extends { readonly text: string }, Found>(
  few: number,
  find: (passage: Passage) => Found,
): ((passage: Passage) => Found) => {
  const texts = new Array<string | undefined>(few).fill(undefined);
  const found = new Array<Found | undefined>(few).fill(undefined);
  let next = 0;
  return (passage) => {
    const known = texts.indexOf(passage.text);
    if (known >= 0) return found[known] as Found;
    const result = find(passage);
    texts[next] = passage.text;
    found[next] = result;
    next = (next + 1) % few;
    return result;
  };
};

/** What the stand-in answers: scores for the dimensions that a request lists as `- name: …`, else a sentence that says what it is. */

/** Between the tags that begin with a name, whatever follows the name in them. */
const partOf = (text: string, name: string): string =>
  new RegExp(`<(${name}[^>\\s]*)>\\n([\\s\\S]*?)\\n</\\1>`).exec(text)?.[2] ?? '';

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.toLowerCase().match(/\p{L}{4,}/gu) ?? []);

export const standInAnswer = (user: string): string => {
  const dimensions = [...user.matchAll(/^- ([a-z][a-z0-9_-]*):/gm)].map(([, name]) => name!);
  if (dimensions.length === 0) return 'This is the stand-in of Amazon Bedrock in the local cloud; it is no model.';
  const [asked, said] = [wordsOf(partOf(user, 'question')), wordsOf(partOf(user, 'answer'))];
  const shared = [...asked].filter((word) => said.has(word)).length;
  const score = asked.size === 0 ? 0.5 : Math.round((0.3 + (0.7 * shared) / asked.size) * 100) / 100;
  const explanation = `The answer takes up ${shared} of ${asked.size} words of the question.`;
  return JSON.stringify({
    scores: dimensions.map((dimension) => ({ dimension, score, confidence: 0.6, explanation })),
  });
};

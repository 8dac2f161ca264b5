/** What the prompt asks the answer to be: short, a list, JSON. Several assessors judge an answer by that. */
import type { Passage } from './conversation.ts';

const SHORT_ANSWER =
  /\b(?:one|single|1|two|three|few)[ -]words?\b|\byes or no\b|\byes\/no\b|\btrue or false\b|\bclassif|\bcategor(?:y|ise|ize)|\blabel\b|\bsentiment\b|\b(?:only|just) (?:the|with|answer|reply|respond|output|return|a|give)\b|\bin (?:brief|short)\b|\bhow (?:many|much|old|far|long|tall)\b|\b(?:multiple[ -]choice|select one|pick one|choose)\b/i;
/** Longest question that a word can answer: `What is the capital of France?`, and not a page of context. */
const SHORT_QUESTION = 160;

/** Whether a word or a figure can be a whole answer: a short question, or one that asks for no more. */
export const asksForShortAnswer = (prompt: Passage): boolean => {
  const { text } = prompt;
  if (text.length === 0) return false;
  const trimmed = text.trimEnd();
  const question = /[?？]["')\]]*$/.test(trimmed.slice(-4));
  return (
    (question && trimmed.length <= SHORT_QUESTION) || SHORT_ANSWER.test(text.length > 4000 ? text.slice(-4000) : text)
  );
};

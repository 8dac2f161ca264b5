/**
 * Language match: whether the answer is in the language of the prompt. Silent where a language was asked for by name,
 * where a translation was, and where either text is too short or too mixed to tell.
 */
import { inOurWords } from '../call/redacted.ts';
import type { Assessor, Judgement } from './assessor.ts';
import type { Passage } from './conversation.ts';
import { type Language, languageOf } from './language.ts';
import { asksForLanguage } from './request.ts';
import { readWords } from './words.ts';

/** Confidence of either guess below which nothing is said. */
const MIN_CONFIDENCE = 0.4;
/** Languages so near that small words don't tell them apart in a short text. */
const NEAR: readonly (readonly [Language, Language])[] = [
  ['es', 'pt'],
  ['ru', 'uk'],
  ['zh', 'ja'],
];
/** Scores 1 for an answer in the prompt's language, 0 for one in another. */
export const languageMatch: Assessor = {
  dimension: 'language_match',
  judge: (call): Judgement | undefined => {
    const output = call.output.words();
    if (output.codeLength > output.text.length / 2) return undefined;
    const answer = languageOf(output);
    const prompt = languageOf(call.prompt.words());
    if (answer.confidence < MIN_CONFIDENCE || prompt.confidence < MIN_CONFIDENCE) return undefined;
    // Two digits: more are no better founded, and take ten bytes of each row.
    const confidence = Math.round(100 * Math.min(answer.confidence, prompt.confidence)) / 100;
    if (answer.language === prompt.language) {
      return { score: 1, confidence, explanation: inOurWords(`Both in ${answer.language}`) };
    }
    if (NEAR.some((pair) => pair.includes(answer.language) && pair.includes(prompt.language))) return undefined;
    if (asksForLanguage(call.prompt) || asksForLanguage(call.system)) return undefined;
    // A question about a pasted text of another language: the answer follows the question, wherever it stands.
    if (edgesOf(call.prompt).includes(answer.language)) {
      return { score: 1, confidence: 0.5, explanation: inOurWords('In the language of the instruction') };
    }
    return {
      score: 0,
      confidence,
      explanation: inOurWords(`The prompt is in ${prompt.language}, the answer in ${answer.language}`),
    };
  },
};

/** Languages of the first and the last line. */
const edgesOf = ({ text }: Passage): readonly Language[] => {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const edges = [lines[0] ?? '', lines.at(-1) ?? '', text.split(/[:：]/)[0] ?? ''];
  return edges.map((edge) => languageOf(readWords(edge.slice(0, 400))).language);
};

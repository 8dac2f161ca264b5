/**
 * Language match: whether the answer is in the language of the prompt. Silent where a language was asked for by name,
 * where a translation was, and where either text is too short or too mixed to tell.
 */
import { inOurWords } from '../call/redacted.ts';
import type { Assessor, Judgement } from './assessor.ts';
import type { Passage } from './conversation.ts';
import { type Language, languageOf } from './language.ts';
import { readWords } from './words.ts';

const ASKS_FOR_LANGUAGE =
  /\b(?:translat\w*|übersetz\w*|tradui\w*|traduc\w*|traduz\w*|language|languages|sprache|langue|idioma|lingua|multilingual|english|german|french|spanish|italian|portuguese|dutch|swedish|polish|turkish|russian|ukrainian|greek|arabic|hebrew|hindi|thai|korean|japanese|chinese|mandarin|vietnamese|indonesian|englisch\w*|deutsch\w*|französisch\w*|spanisch\w*|italienisch\w*|anglais\w*|allemand\w*|français\w*|espagnol\w*|inglés|alemán|francés|español|italiano|inglese|tedesco|francese|inglês|alemão|português|angielsk\w*|polsk\w*)\b|英语|英文|中文|日本語|英語|翻译|翻訳|перевед|английск/i;

/** Confidence of either guess below which nothing is said. */
const MIN_CONFIDENCE = 0.4;
/** Languages so near that small words don't tell them apart in a short text. */
const NEAR: readonly (readonly [Language, Language])[] = [
  ['es', 'pt'],
  ['ru', 'uk'],
  ['zh', 'ja'],
];
/** Longest prompt searched for a language's name; it stands at the beginning or the end of longer ones. */
const SEARCHED = 1500;

/** Scores 1 for an answer in the prompt's language, 0 for one in another. */
export const languageMatch: Assessor = {
  dimension: 'language_match',
  judge: (call): Judgement | undefined => {
    const output = call.output.words();
    if (output.codeLength > output.text.length / 2) return undefined;
    const answer = languageOf(output);
    const prompt = languageOf(call.prompt.words());
    if (answer.confidence < MIN_CONFIDENCE || prompt.confidence < MIN_CONFIDENCE) return undefined;
    const confidence = Math.min(answer.confidence, prompt.confidence);
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

const asksForLanguage = ({ text }: Passage): boolean =>
  ASKS_FOR_LANGUAGE.test(text.length <= 2 * SEARCHED ? text : `${text.slice(0, SEARCHED)}\n${text.slice(-SEARCHED)}`);

/** Languages of the first and the last line. */
const edgesOf = ({ text }: Passage): readonly Language[] => {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const edges = [lines[0] ?? '', lines.at(-1) ?? '', text.split(/[:：]/)[0] ?? ''];
  return edges.map((edge) => languageOf(readWords(edge.slice(0, 400))).language);
};

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

/** A length that a prompt sets. */
export interface LengthAskedFor {
  readonly unit: 'words' | 'sentences' | 'characters';
  readonly most: number;
  /** Whether it is a number, or only "briefly". */
  readonly isExact: boolean;
}

const NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  single: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
};

const LENGTH =
  /\b(?:in|under|within|at most|up to|no more than|less than|fewer than|maximum(?: of)?|max|with|using|exactly|limit(?:ed)? (?:\w+ ){0,3}to|only)\s+(?:just |only |about |around |exactly |at most |no more than |less than |fewer than )?(\d{1,4}|an?|one|single|two|three|four|five|six|seven|eight|nine|ten)[\s-]+(?:short |single |concise |simple |clear )?(words?|sentences?|characters?)\b/i;
/** `a two-word answer`, and `One sentence, please` at the beginning. */
const SIZED =
  /\b(\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|single)[- ](word|sentence|character) (?:answer|reply|response|summary|title|slogan|description|definition)\b|^\s*(one|two|three|\d{1,2}) (words?|sentences?)\b/i;
const BRIEF = /\b(?:briefly|in brief|be brief|concisely|tl;?dr|one-liner|short answer|keep it short|in short)\b/i;

/** Parts of which a prompt must have one to match at all: looking for them is a tenth of the work. */
const SIZE_WORDS = ['word', 'sentence', 'character'];
const BRIEF_PARTS = ['rief', 'oncise', 'tl;dr', 'tldr', 'TL;DR', 'liner', 'short'];

/** Sentences that "briefly" leaves room for. */
const BRIEF_SENTENCES = 6;

/** How long the answer may be, where the prompt says so. */
export const lengthAskedFor = ({ text }: Passage): LengthAskedFor | undefined => {
  const searched = text.length > 4000 ? `${text.slice(0, 2000)}\n${text.slice(-2000)}` : text;
  const exact = !SIZE_WORDS.some((word) => searched.includes(word))
    ? undefined
    : (LENGTH.exec(searched) ?? SIZED.exec(searched)?.filter((part) => part !== undefined));
  if (exact !== undefined && exact !== null) {
    const most = NUMBERS[exact[1]!.toLowerCase()] ?? Number(exact[1]);
    const unit = exact[2]!.toLowerCase().startsWith('w')
      ? 'words'
      : exact[2]!.toLowerCase().startsWith('s')
        ? 'sentences'
        : 'characters';
    return most > 0 ? { unit, most, isExact: true } : undefined;
  }
  return BRIEF_PARTS.some((part) => searched.includes(part)) && BRIEF.test(searched)
    ? { unit: 'sentences', most: BRIEF_SENTENCES, isExact: false }
    : undefined;
};

const JSON_ASKED =
  /\b(?:(?:respond|reply|answer|return|output|format|give|provide|produce|generate|write|emit|results?|response)\b[^.\n]{0,60}\b(?:in|as|with|using|only)?\s*(?:a |an |only |valid |raw |strict |pure |single |the following |this )*json\b(?! (?:is|schema is|was|parser|library|file format))|json (?:object|only|array|output|format)\b[^.\n]{0,30}(?:with|containing|of the form|matching|only|:)|only (?:valid )?json)/i;

/** Whether the text asks for an answer in JSON, rather than about it. */
export const asksForJson = (text: string): boolean =>
  (text.includes('JSON') || text.includes('json') || text.includes('Json')) &&
  JSON_ASKED.test(text.length > 6000 ? `${text.slice(0, 3000)}\n${text.slice(-3000)}` : text);

const ASKS_FOR_LANGUAGE =
  /\b(?:translat\w*|übersetz\w*|tradui\w*|traduc\w*|traduz\w*|language|languages|sprache|langue|idioma|lingua|multilingual|english|german|french|spanish|italian|portuguese|dutch|swedish|polish|turkish|russian|ukrainian|greek|arabic|hebrew|hindi|thai|korean|japanese|chinese|mandarin|vietnamese|indonesian|englisch\w*|deutsch\w*|französisch\w*|spanisch\w*|italienisch\w*|anglais\w*|allemand\w*|français\w*|espagnol\w*|inglés|alemán|francés|español|italiano|inglese|tedesco|francese|inglês|alemão|português|angielsk\w*|polsk\w*)\b|英语|英文|中文|日本語|英語|翻译|翻訳|перевед|английск/i;

/** Longest prompt searched for a language's name; it stands at the beginning or the end of longer ones. */
const SEARCHED = 1500;

/** Whether the text names a language or asks for a translation, so that the answer's language is no accident. */
export const asksForLanguage = ({ text }: Passage): boolean =>
  ASKS_FOR_LANGUAGE.test(text.length <= 2 * SEARCHED ? text : `${text.slice(0, SEARCHED)}\n${text.slice(-SEARCHED)}`);

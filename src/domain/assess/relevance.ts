/**
 * Relevance: whether the answer speaks of what was asked. It counts how much of the prompt's content words, by their first
 * letters, come back in the answer. That tells an answer to another question, not a wrong answer to this one, so its
 * confidence is modest, and it keeps silent where words can't be compared: short answers, code, another language.
 */
import { inOurWords } from '../call/redacted.ts';
import type { Assessor, Judgement } from './assessor.ts';
import { contentStems, pairOf } from './content-words.ts';
import { languageOf } from './language.ts';
import { isRefusal } from './refusal.ts';
import { asksForLanguage } from './request.ts';
import type { Words } from './words.ts';

/** Words of an answer below which it may be right without repeating anything of the question. */
const MIN_ANSWER_WORDS = 12;
/** Content words of a prompt below which a good answer may well repeat none of them. */
const MIN_PROMPT_STEMS = 2;
/** Share of the prompt's content words from which on an answer is fully on topic; good answers rarely repeat more. */
const FULL_COVERAGE = 0.34;
/** Content words shared that make any answer to a long prompt relevant. */
const ENOUGH_SHARED = 6;
/** Score of an answer that shares nothing. */
const FLOOR = 0.2;

/** Scores how far an answer is about what was asked. */
export const relevance: Assessor = {
  dimension: 'relevance',
  judge: (call): Judgement | undefined => {
    const output = call.output.words();
    if (output.count < MIN_ANSWER_WORDS || output.codeLength > output.text.length / 2) return undefined;
    const prompt = call.prompt.words();
    const asked = contentStems(prompt);
    if (asked.size < MIN_PROMPT_STEMS || isRefusal(output)) return undefined;
    const [from, to] = [languageOf(prompt).language, languageOf(output).language];
    if (from !== to && to !== 'und' && (from !== 'und' || asksForLanguage(call.prompt))) return undefined;
    const shared = countShared(asked, output);
    const coverage = Math.max(shared / asked.size / FULL_COVERAGE, shared / ENOUGH_SHARED);
    const score = Math.round((FLOOR + (1 - FLOOR) * Math.min(1, coverage)) * 100) / 100;
    return {
      score,
      confidence: from === 'und' ? 0.3 : 0.5,
      explanation: inOurWords(`${shared} of ${asked.size} content words of the prompt come back in the answer`),
    };
  },
};

/** A bit for each value that the lowest ten bits of an asked stem take: spares most words of the answer the look-up. */
const maybeAsked = new Uint8Array(1024);

/** How many of the stems come back; the answer's words are looked up rather than collected, as it is the longer text. */
const countShared = (asked: ReadonlySet<number>, { count, stems, hashes, starts, ends }: Words): number => {
  maybeAsked.fill(0);
  for (const stem of asked) maybeAsked[stem & 1023] = 1;
  const found = new Set<number>();
  for (let at = 0; at < count; at += 1) {
    const stem = stems[at]!;
    if (maybeAsked[stem & 1023] === 1 && asked.has(stem)) found.add(stem);
    // Characters of scripts without spaces were paired.
    else if (starts[at + 1] === ends[at] && ends[at]! - starts[at]! === 1) {
      const pair = pairOf(hashes[at]!, hashes[at + 1]!);
      if (asked.has(pair)) found.add(pair);
    }
  }
  return found.size;
};

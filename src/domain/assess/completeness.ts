/**
 * Completeness: whether there is an answer at all and whether it was cut off, as the model says by its finish reason or as
 * its end gives away: an open bracket, an open code block, a sentence that stops in the middle.
 */
import { inOurWords } from '../call/redacted.ts';
import { type Assessor, type Judgement, RULE_CONFIDENCE } from './assessor.ts';
import type { Conversation } from './conversation.ts';
import { type Words, wordTable } from './words.ts';

const verdict = (score: number, explanation: string, confidence = RULE_CONFIDENCE): Judgement => ({
  score,
  confidence,
  explanation: inOurWords(explanation),
});

/** Finish reasons of the dialects that say that a limit cut the answer. */
const CUT = /^(?:length|max_?tokens|max_output_tokens|model_length|model_context_window_exceeded|incomplete)$/i;
const FILTERED =
  /^(?:content_?filter(?:ed)?|safety|blocklist|prohibited_content|spii|recitation|guardrail_intervened)$/i;

/** Scores 1 for a whole answer, 0 for none. */
export const completeness: Assessor = {
  dimension: 'completeness',
  judge: (call): Judgement | undefined => {
    const reasons = call.span.finishReasons ?? [];
    const isEmpty = call.output.text.trim().length === 0;
    if (reasons.some((reason) => FILTERED.test(reason)))
      return verdict(0.1, 'A content filter stopped the answer', 0.95);
    if (isEmpty) {
      if (call.hasOtherOutput || call.span.status === 'error') return undefined;
      return verdict(0, 'The answer is empty', 0.95);
    }
    if (reasons.some((reason) => CUT.test(reason))) return verdict(0.2, 'A token limit cut the answer', 0.95);
    const sign = signOfCutting(call);
    return sign === undefined ? verdict(1, 'The answer has an end') : verdict(0.3, sign, 0.6);
  },
};

/** A word after which no sentence ends, so a text that does was cut. */
const LEADS_ON = wordTable(
  'the a an and or but of to in for with by from as at is are was were be been that which who if because when while than into your our their his its my this these not can will would should could may might must und oder der die das ein eine mit für von zu le la les de des et ou un une que qui dans pour el los y o un una con por para',
);

const MIN_PROSE = 60;

const signOfCutting = (call: Conversation): string | undefined => {
  const { text } = call.output;
  const words = call.output.words();
  if (words.inOpenCode) return 'A code block is still open at the end';
  const trimmed = text.trimEnd();
  if (isOpenJson(trimmed)) return 'Brackets are still open at the end';
  const last = words.count - 1;
  if (last < 0 || words.sentences[last]! < 0 || trimmed.length < MIN_PROSE) return undefined;
  const ending = trimmed.slice(words.ends[last]!);
  if (/^[,;:(–-]$/.test(ending)) return 'The answer ends within a sentence';
  if (ending !== '') return undefined;
  if (LEADS_ON.get(words.hashes[last]!) !== 0) return 'The answer ends within a sentence';
  return isUnfinishedProse(words, trimmed) ? 'The last sentence has no end' : undefined;
};

/** Whether a JSON document was begun and not closed. */
const isOpenJson = (text: string): boolean => {
  const first = text.trimStart()[0];
  if (first !== '{' && !(first === '[' && /^\s*\[\s*[{"[]/.test(text))) return false;
  const last = text.at(-1);
  if (last === '}' || last === ']') return false;
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 92) at += 1;
      else if (code === 34) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 123 || code === 91) depth += 1;
    else if (code === 125 || code === 93) depth -= 1;
  }
  return depth > 0;
};

/** Words from which on a line is prose rather than a heading, a name or an item of a list. */
const MIN_LINE_WORDS = 7;

/**
 * Whether the last line is a sentence without an end in a text whose other sentences have one. List items, headings and
 * links end without a mark, and so do texts that never use any.
 */
const isUnfinishedProse = (words: Words, trimmed: string): boolean => {
  const line = trimmed.slice(trimmed.lastIndexOf('\n') + 1);
  if (/^\s*(?:[-*•#>|]|\d+[.)])/.test(line) || /(?:\/\/|@|www\.)\S+$/.test(line)) return false;
  const last = words.count - 1;
  let count = 0;
  for (let at = last; at >= 0 && words.sentences[at] === words.sentences[last]; at -= 1) count += 1;
  if (count < MIN_LINE_WORDS) return false;
  const marks = trimmed.match(/[.!?](?=\s)/g)?.length ?? 0;
  return marks >= 2;
};

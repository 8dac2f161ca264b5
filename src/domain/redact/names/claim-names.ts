/** Turns the tagger's labels into claims, and words of people whom the document has named into claims too. */
import { claim, type Scan } from '../scan.ts';
import { KIND, type Tokens } from '../tokens/tokens.ts';
import { isInCode, QUOTES } from './code.ts';
import type { Run } from './collapse.ts';
import { nameAt } from './extent.ts';
import { isRemembered, type NameMemory, remember } from './memory.ts';
import type { NameModel } from './model.ts';
import { isSomebody } from './nobody.ts';
import { isPerson, type Tagging } from './tagger.ts';

/** Nats to a confidence between one half and one. */
const confidenceOf = (margin: number): number => 1 / (1 + Math.exp(-margin));

const meanMargin = (from: number, to: number, margins: Float32Array): number => {
  let sum = 0;
  for (let at = from; at < to; at++) sum += margins[at]!;
  return sum / (to - from);
};

/** From here on a name is taken for certain. */
const CONFIDENT = 0.93;

/** How sure we are of a word only because the document names somebody so elsewhere. */
const RECURRING = 0.7;

/** What a window's names are claimed by. */
export interface Claiming {
  readonly model: NameModel;
  readonly memory: NameMemory;
  readonly tagging: Tagging;
  /** Whether the window is code, where capitals are no sign of names. */
  readonly isCode: boolean;
}

/** Marks a placeholder that stands for a name found in this window. */
export const NAMED = -1;

/** Claims the names that the labels tell and the words of people known by now; returns them as runs of tokens. */
export const claimNames = (scan: Scan, { model, memory, tagging, isCode }: Claiming): Run[] => {
  const { text, tokens } = scan;
  const { label, margin } = tagging;
  const { candidates, candidateCount, start, end } = tokens;
  const runs: Run[] = [];
  for (let next = 0, from = 0; next < candidateCount; next++) {
    const at = candidates[next]!;
    if (at < from) continue;
    if (isPerson(label[at]!)) {
      const name = nameAt(scan, label, at);
      from = name.next;
      if (!isSomebody(scan, model, name, isCode)) continue;
      const confidence = confidenceOf(meanMargin(name.first, name.end, margin));
      if (confidence >= CONFIDENT) remember(memory, tokens, name.first, name.end);
      take(scan, margin, runs, name, confidence);
    } else if (isRemembered(memory, tokens, at) && !isInCode(text, start[at]!, end[at]!)) {
      if (isCode && !QUOTES.has(text.charCodeAt(start[at]! - 1))) continue;
      take(scan, margin, runs, { first: at, end: at + 1 }, RECURRING);
    }
  }
  return runs;
};

/** Claims one name, with the names beside it that are placeholders already. */
const take = (scan: Scan, margin: Float32Array, runs: Run[], run: Run, confidence: number): void => {
  const { text, tokens } = scan;
  let { first, end } = run;
  if (isNamed(tokens, margin, first - 1) && isBlank(text, tokens.end[first - 1]!, tokens.start[first]!)) first--;
  if (isNamed(tokens, margin, end) && isBlank(text, tokens.end[end - 1]!, tokens.start[end]!)) end++;
  const last = runs.at(-1);
  if (last !== undefined && last.end > first) return;
  runs.push({ first, end });
  claim(scan, 'PERSON', tokens.start[first]!, tokens.end[end - 1]!, confidence);
};

/** Whether the token at `at` is a name's placeholder. */
const isNamed = ({ kind, count }: Tokens, margin: Float32Array, at: number): boolean =>
  at >= 0 && at < count && kind[at] === KIND.PLACEHOLDER && margin[at] === NAMED;

/** At most a blank stands between a name and another that belongs to it. */
const isBlank = (text: string, from: number, to: number): boolean =>
  from === to || (to - from === 1 && text.charCodeAt(from) === 32);

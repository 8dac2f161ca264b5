/** Finds the names of people in a window, in rounds: what is claimed becomes a placeholder before what stands near it is judged. */
import { TOPIC } from '../context/topics.ts';
import type { Scan } from '../scan.ts';
import type { Tokens } from '../tokens/tokens.ts';
import { claimNames, NAMED } from './claim-names.ts';
import { looksLikeCode } from './code.ts';
import { collapse, collapseClaims, collapseColumns, type Run } from './collapse.ts';
import { LABEL } from './features.ts';
import { beginWindow, type NameMemory, passOver } from './memory.ts';
import type { NameModel } from './model.ts';
import { createTagging, tag } from './tagger.ts';

const tagging = createTagging();

/** Nats taken in code, where capitals are no sign of names. */
const CODE_BIAS = -3;

/** Nats taken from every name: where precision and recall on the development sets balance. */
const BIAS = -0.75;

/** Nats that a key such as `customer_name` adds for what stands under it, and one such as `city` takes. */
const KEY_BIAS = 2;
const SHORT = 60;

const biasOf = ({ keyTopics, text }: Scan): number => {
  if (keyTopics === 0 || text.length > SHORT) return 0;
  if ((keyTopics & TOPIC.PERSON) !== 0) return KEY_BIAS;
  return (keyTopics & (TOPIC.ADDRESS | TOPIC.STREET)) !== 0 ? -KEY_BIAS : 0;
};

/** Names found only because a name beside them became a placeholder are few: after so many rounds there are none. */
const ROUNDS = 4;

/** With more names than this for each token it is a list of names: looking at all of it again would take long and find nothing. */
const DENSE = 1 / 6;

/** Features look so many tokens away. */
const REACH = 5;

/** Puts placeholders where names were claimed, and labels anew what stands near them. */
const labelAgain = (scan: Scan, model: NameModel, runs: readonly Run[], bias: number): void => {
  const { text, tokens } = scan;
  const { label, margin, near } = tagging;
  near.fill(0, 0, tokens.count);
  for (const { first } of runs) {
    label[first] = LABEL.OUTSIDE;
    margin[first] = NAMED;
  }
  collapseColumns(label, margin, runs, tokens.count);
  collapse(tokens, runs);
  let shift = 0;
  for (const { first, end } of runs) {
    const at = first - shift;
    near.fill(1, Math.max(0, at - REACH), at + REACH + 1);
    shift += end - first - 1;
  }
  tag(model, text, tokens, tagging, bias, true);
};

/** Whether there is nothing beside a name that could be one too. */
const isAllIn = ({ candidates, candidateCount }: Tokens, { first, end }: Run): boolean =>
  candidateCount === 0 || (candidates[0]! >= first && candidates[candidateCount - 1]! < end);

/**
 * Claims every name in the window: those that the tagger sees, and those that it sees once they are replaced, so that redacting
 * what was redacted finds no more.
 */
export const detectPersons = (scan: Scan, model: NameModel, memory: NameMemory): void => {
  const { text, tokens } = scan;
  beginWindow(memory);
  if (tokens.candidateCount === 0) return;
  const isCode = looksLikeCode(scan);
  const bias = BIAS + biasOf(scan) + (isCode ? CODE_BIAS : 0);
  collapseClaims(scan);
  tag(model, text, tokens, tagging, bias);
  const claiming = { model, memory, tagging, isCode };
  for (let round = 0; round < ROUNDS; round++) {
    const runs = claimNames(scan, claiming);
    if (runs.length === 0 || runs.length > Math.max(SHORT, tokens.count * DENSE)) break;
    if (runs.length === 1 && isAllIn(tokens, runs[0]!)) {
      tokens.candidateCount = 0;
      break;
    }
    labelAgain(scan, model, runs, bias);
  }
  passOver(memory, tokens);
};

/**
 * The interactions that benchmarks send: chats of 4.6 KB of JSON on average, with a system prompt that recurs, a history, a
 * question and an answer of real ones, and personal data in every fourth. The same number always makes the same interaction.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Task {
  readonly turns: readonly string[];
  readonly answers: readonly string[];
}

const TASKS: readonly Task[] = readFileSync(join(import.meta.dirname, 'conversations.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Task);

const QUESTIONS = TASKS.flatMap(({ turns }) => turns);
/** Questions and answers one after the other: running text, as answers are, for sentences shuffled compress worse than any. */
const TEXT = TASKS.flatMap(({ turns, answers }) => turns.flatMap((turn, at) => [turn, answers[at] ?? ''])).join('\n');
/** Twice, for what begins near its end. */
const TEXT_TWICE = TEXT + TEXT;
const STARTS = [...TEXT.matchAll(/(?<=[.!?]\s|\n)[A-Z]/g)].map(({ index }) => index);

const SYSTEM_PROMPTS = ['a shop', 'a bank', 'a clinic', 'a school', 'an airline', 'a library'].map(
  (place) =>
    `You are the assistant of ${place}. Answer politely, in short sentences, in the language of the question. Use the context ` +
    'when there is one and say so when it does not hold the answer. Never give legal or medical advice, never promise what ' +
    'the terms do not say, and hand over to a person when someone asks for one. Keep to the facts, and give figures with units.',
);

export const PERSONAL = [
  'Write to maria.keller@example.com or call 415-555-0132.',
  'My card 4111 1111 1111 1111 was charged twice.',
  'I live at 12 Baker Street, Springfield, and my name is Thomas Becker.',
  'My IBAN is DE89 3704 0044 0532 0130 00, born on 4 May 1980.',
];

/** A small generator of numbers from a seed (mulberry32), below `bound`. */
export const seeded = (seed: number): ((bound: number) => number) => {
  let state = seed | 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * bound);
  };
};

/** Running text of some length, from the beginning of a sentence on. */
export const proseOf = (length: number, below: (bound: number) => number): string => {
  const start = STARTS[below(STARTS.length)]!;
  return TEXT_TWICE.slice(start, start + length).trim();
};

/** A question of the list, and some words behind it, so that hardly any comes twice: only the system prompts recur. */
export const questionOf = (below: (bound: number) => number): string =>
  `${QUESTIONS[below(QUESTIONS.length)]} ${proseOf(30 + below(40), below)}`;

export interface WorkloadOptions {
  /** When the first call began, in milliseconds since the epoch. */
  readonly at: number;
  /** How many users (each with a session and a trace) one interaction is of, on average: 1, or less where calls share them. */
  readonly distinct?: number;
  /** Told from other runs by this: ids are made from it. */
  readonly run?: string;
}

/** Interaction number `number` of a run, as `POST /v1/interactions` takes it. */
export const interactionOf = (number: number, { at, distinct = 1, run = 'bench' }: WorkloadOptions): object => {
  const below = seeded(number);
  const person = Math.floor(number * distinct);
  const personal = number % 4 === 0 ? ` ${PERSONAL[below(PERSONAL.length)]}` : '';
  return {
    trace_id: hexOf(`${run}/${person}`),
    session_id: `${run}-session-${person}`,
    user_id: `${run}-user-${person}`,
    timestamp: new Date(at + number).toISOString(),
    model: 'gpt-4o-mini',
    provider: 'openai',
    environment: 'production',
    service: 'help-desk',
    feature: 'chat',
    input: [
      { role: 'system', content: SYSTEM_PROMPTS[person % SYSTEM_PROMPTS.length] },
      { role: 'user', content: questionOf(below) },
      { role: 'assistant', content: proseOf(600 + below(600), below) },
      { role: 'user', content: `${questionOf(below)}${personal}` },
    ],
    output: [{ role: 'assistant', content: proseOf(1250 + below(2000), below) }],
    usage: { input_tokens: 600 + below(400), output_tokens: 250 + below(500) },
    latency_ms: 300 + below(4000),
  };
};

/** 32 hexadecimal digits that stand for a text. */
export const hexOf = (text: string): string => {
  let [a, b] = [0x811c9dc5, 0x01000193];
  for (const unit of text) {
    a = Math.imul(a ^ unit.charCodeAt(0), 0x01000193);
    b = Math.imul(b ^ unit.charCodeAt(0), 0x85ebca6b) ^ (b >>> 13);
  }
  const parts = [a, b, Math.imul(a ^ b, 0x9e3779b1), Math.imul(a, b | 1)];
  return parts.map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('');
};

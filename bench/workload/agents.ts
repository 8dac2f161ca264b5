/**
 * The calls that agents make: each repeats the conversation so far, so that a text comes again with every step. Ten to twenty-four
 * messages of instructions, tool calls and what the tools gave, 20 KB of JSON on average; every fourth conversation is about
 * somebody's personal data. The same number always makes the same call.
 */
import { hexOf, PERSONAL, proseOf, questionOf, seeded, type WorkloadOptions } from './interactions.ts';

/** Calls of one conversation. */
export const CALLS_OF_AGENT = 8;

/** Rounds of a tool call and its result before the first of these calls, which are four of ten messages. */
const FIRST_ROUNDS = 4;

const SYSTEM_PROMPT =
  'You are an agent of the back office. Work step by step: look at what you have, call one tool, read what it gives, and decide ' +
  'again. Never guess an order, a date or an amount that a tool can tell you. Never change an order without a reason, and write ' +
  'the reason down. When a tool fails twice, hand over to a person. Answer in the language of the question, with figures and units. ' +
  'Tools: find_orders looks orders up by customer, state and date; search_handbook searches the rules of the house; read_file gives ' +
  'a file of the case; write_note keeps what you found. Dates are written as in 2026-11-30, amounts in euros with two decimals.';

const STATES = ['packed', 'shipped', 'returned', 'in dispute', 'refunded'];

type Below = (bound: number) => number;

const ordersOf = (below: Below, personal: string | undefined): string =>
  JSON.stringify({
    orders: Array.from({ length: 8 }, (_, n) => ({
      order: `A-${100_000 + below(900_000)}`,
      placed_on: `2026-${10 + below(3)}-${10 + below(18)}`,
      state: STATES[below(STATES.length)],
      items: 1 + below(5),
      total: { amount: (below(90_000) / 100).toFixed(2), currency: 'EUR' },
      note: n === 0 && personal !== undefined ? personal : proseOf(40 + below(80), below),
    })),
    next_page: null,
  });

const passagesOf = (below: Below): string =>
  JSON.stringify({
    passages: Array.from({ length: 3 }, (_, n) => ({
      id: `handbook/${below(40)}#${n}`,
      score: below(1000) / 1000,
      text: proseOf(500 + below(300), below),
    })),
  });

const fileOf = (below: Below): string => proseOf(1200 + below(1500), below);

interface Message {
  readonly role: string;
  readonly content: string | null;
  readonly tool_calls?: readonly object[];
  readonly tool_call_id?: string;
}

/** A tool call with a word on why, and its result. */
const roundOf = (below: Below, personal: string | undefined): readonly Message[] => {
  const id = `call_${hexOf(String(below(2 ** 30))).slice(0, 24)}`;
  const kind = below(3);
  const name = ['find_orders', 'search_handbook', 'read_file'][kind]!;
  const call = { id, type: 'function', function: { name, arguments: JSON.stringify({ query: proseOf(40, below) }) } };
  const content = kind === 0 ? ordersOf(below, personal) : kind === 1 ? passagesOf(below) : fileOf(below);
  return [
    { role: 'assistant', content: proseOf(80 + below(160), below), tool_calls: [call] },
    { role: 'tool', tool_call_id: id, content },
  ];
};

/** Call number `number` of a run, as `POST /v1/interactions` takes it. */
export const agentCallOf = (number: number, { at, run = 'bench' }: WorkloadOptions): object => {
  const conversation = Math.floor(number / CALLS_OF_AGENT);
  const rounds = FIRST_ROUNDS + (number % CALLS_OF_AGENT);
  const below = seeded(conversation);
  const personal = conversation % 4 === 0 ? PERSONAL[below(PERSONAL.length)] : undefined;
  const question = `${questionOf(below)}${personal === undefined ? '' : ` ${personal}`}`;
  const worked = Array.from({ length: rounds + 1 }, () => roundOf(below, personal));
  return {
    trace_id: hexOf(`${run}/agent/${conversation}`),
    session_id: `${run}-agent-${conversation}`,
    user_id: `${run}-user-${conversation}`,
    timestamp: new Date(at + number).toISOString(),
    model: 'gpt-4o-mini',
    provider: 'openai',
    environment: 'production',
    service: 'back-office',
    feature: 'agent',
    input: [
      { role: 'system', content: SYSTEM_PROMPT },
      { role: 'user', content: question },
      ...worked.slice(0, rounds).flat(),
    ],
    output: [worked[rounds]![0]],
    usage: { input_tokens: 3000 + 500 * rounds, output_tokens: 60 + below(200) },
    latency_ms: 300 + below(4000),
  };
};

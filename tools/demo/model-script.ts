/** What the fake provider says to the help desk: the customers' story from the model's side. */
import type { Ask, Reply, Script } from '../fake-provider/script.ts';
import { CUSTOMERS, REFUND_DESK, type Turn } from './customers.ts';

/** How long an answer takes when nothing else is said, milliseconds, and each of its words. */
const USUAL_MS = 80;
const WORD_MS = 4;

/** A script in which everything takes `pace` times as long as it says. */
export const modelScript =
  (pace: number): Script =>
  (ask) => {
    const { delayMs = USUAL_MS, ...reply } = replyTo(ask);
    return { ...reply, delayMs: delayMs * pace, pieceMs: WORD_MS * pace };
  };

const replyTo = (ask: Ask): Reply => {
  if (ask.model.includes('embedding')) return { delayMs: USUAL_MS / 4 };
  const asked = ask.messages.findLast(({ role }) => role === 'user')?.text ?? '';
  if (asked === REFUND_DESK.task) {
    return ask.toolResults.length > 0 ? { text: REFUND_DESK.answer } : { toolCalls: [REFUND_DESK.wants] };
  }
  const turn = TURNS.get(asked);
  if (turn === undefined) return { text: 'I am sorry, I did not understand that.' };
  const { answer = '', refused, takes, wants } = turn;
  const patience = takes === undefined ? {} : { delayMs: takes };
  if (refused) return { failure: refused, ...patience };
  return wants && ask.toolResults.length === 0 ? { toolCalls: [wants] } : { text: answer, ...patience };
};

const TURNS: ReadonlyMap<string, Turn> = new Map(
  CUSTOMERS.flatMap(({ turns }) => turns.map((turn) => [turn.says, turn] as const)),
);

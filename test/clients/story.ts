/** The one story that every client is run through: what the app asks, what the provider answers, what it costs. */
import type { Ask, Reply } from '../../tools/fake-provider/script.ts';

/** What the app says, call by call. The first holds personal data that no store may keep. */
export const ASKED = {
  chat: 'I am maria.keller@example.com, my card is 4111 1111 1111 1111, my SSN 078-05-1120. How do I pay?',
  stream: 'How do I send a kettle back?',
  tool: 'Where is order 88213?',
  embed: 'refund of a kettle',
  fail: 'And now, while you are overloaded?',
} as const;

/** What the app finds out for the model. */
export const FOUND = 'Order 88213 is with the courier.';

export const MODEL = 'gpt-4o-mini';
export const EMBEDDING_MODEL = 'text-embedding-3-small';
export const SYSTEM = 'You are the help desk of a small shop.';

export const ANSWERED = {
  chat: 'Pay with the card that you have given us.',
  stream: 'Print the label, put it on the parcel, and give it to the courier.',
  tool: 'It is with the courier and comes tomorrow.',
} as const;

/** How long the provider keeps the caller of the stream waiting for the first word, and then for each; milliseconds. */
export const FIRST_WORD_MS = 150;
const WORD_MS = 10;

/** The tokens of each call, as the provider states them. */
export const TOKENS = {
  chat: { input: 70, output: 21, cached: 16 },
  stream: { input: 33, output: 14 },
  call: { input: 55, output: 12 },
  tool: { input: 90, output: 18 },
  embed: { input: 9, output: 0 },
} as const;

/** The provider's part. A tool's result may be asked about by its text, or follow the tool's call. */
export const story = ({ last, toolResults }: Ask): Reply => {
  if (toolResults.length > 0) return { text: ANSWERED.tool, tokens: TOKENS.tool };
  switch (last) {
    case ASKED.chat:
      return { text: ANSWERED.chat, tokens: TOKENS.chat };
    case ASKED.stream:
      return { text: ANSWERED.stream, tokens: TOKENS.stream, delayMs: FIRST_WORD_MS, pieceMs: WORD_MS };
    case ASKED.tool:
      return { toolCalls: [{ name: 'find_order', arguments: { order: '88213' } }], tokens: TOKENS.call };
    case ASKED.embed:
      return { tokens: TOKENS.embed };
    case ASKED.fail:
      return {
        failure: {
          status: 429,
          message: 'Rate limit reached for maria.keller@example.com',
          type: 'requests',
          code: 'rate_limit_exceeded',
        },
      };
    default:
      return { failure: { status: 400, message: 'this question is not in the story', type: 'invalid_request_error' } };
  }
};

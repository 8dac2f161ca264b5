/** Vercel's AI SDK up to 6, and 7 in its legacy mode. @see https://ai-sdk.dev/docs/ai-sdk-core/telemetry */
import type { Json } from '../../../call/json.ts';
import { asDocument } from '../values.ts';
import { readDocument } from './document.ts';
import type { Extractor } from './extractor.ts';
import { toMessages } from './messages.ts';
import { first } from './part.ts';

/** What is asked, the innermost first: the span of the provider's call has whole messages, the outer ones what the app gave. */
const INPUTS = ['ai.prompt.messages', 'ai.prompt', 'ai.toolCall.args', 'ai.value', 'ai.values', 'ai.documents'];
const OUTPUTS = ['ai.response.object', 'ai.result.object', 'ai.toolCall.result', 'ai.response.ranking'];
const ANSWER = [
  'ai.response.text',
  'ai.result.text',
  'ai.response.toolCalls',
  'ai.result.toolCalls',
  'ai.response.reasoning',
];

/** Vectors, and what says nothing to a reader. */
const IDLE = ['ai.embedding', 'ai.embeddings', 'ai.response.files', 'ai.response.providerMetadata', 'ai.toolCall.id'];

export const aiSdk: Extractor = {
  names: [...INPUTS, ...OUTPUTS, ...ANSWER, ...IDLE],
  extract: ({ attributes }) => {
    const said = first(attributes, 'ai.response.text', 'ai.result.text');
    const calls = first(attributes, 'ai.response.toolCalls', 'ai.result.toolCalls');
    const answered = said !== undefined || calls !== undefined;
    return {
      input: readDocument(first(attributes, ...INPUTS), 'input'),
      output: answered
        ? answer(said, calls, first(attributes, 'ai.response.reasoning'))
        : readDocument(first(attributes, ...OUTPUTS), 'output'),
    };
  },
};

const answer = (said: Json | undefined, calls: Json | undefined, reasoning: Json | undefined): Json | undefined => {
  const list = calls === undefined ? undefined : asDocument(calls);
  const message = {
    role: 'assistant',
    ...(typeof said === 'string' && said !== '' ? { content: said } : {}),
    ...(typeof reasoning === 'string' && reasoning !== '' ? { reasoning } : {}),
    ...(list === undefined ? {} : { tool_calls: list }),
  };
  return toMessages([message], 'assistant');
};

/** Reads the bodies of OpenAI's routes as asks. */
import type { Ask } from './script.ts';

type Json = Readonly<Record<string, unknown>>;

/** A body of POST /v1/chat/completions. */
export const askOfChat = (body: Json): Ask => {
  const messages = listOf(body['messages']).map((message) => ({
    role: String(message['role']),
    text: textOf(message['content']),
  }));
  return makeAsk(
    body,
    messages,
    listOf(body['tools']).map((tool) => String((tool['function'] as Json | undefined)?.['name'] ?? tool['name'])),
  );
};

/** A body of POST /v1/responses: the input is a text, or messages among calls and outputs of tools. */
export const askOfResponses = (body: Json): Ask => {
  const { input, instructions } = body;
  const system = typeof instructions === 'string' ? [{ role: 'system', text: instructions }] : [];
  const items =
    typeof input === 'string'
      ? [{ role: 'user', text: input }]
      : listOf(input).flatMap((item) => {
          if (item['type'] === 'function_call_output') return [{ role: 'tool', text: textOf(item['output']) }];
          return item['role'] === undefined ? [] : [{ role: String(item['role']), text: textOf(item['content']) }];
        });
  return makeAsk(
    body,
    [...system, ...items],
    listOf(body['tools']).map((tool) => String(tool['name'])),
  );
};

/** A body of POST /v1/embeddings: each text is a message of its own. */
export const askOfEmbeddings = (body: Json): Ask => {
  const { input } = body;
  const texts = Array.isArray(input) ? input.map(String) : [String(input)];
  return makeAsk(
    body,
    texts.map((text) => ({ role: 'user', text })),
    [],
  );
};

const makeAsk = (body: Json, messages: Ask['messages'], tools: readonly string[]): Ask => ({
  model: String(body['model']),
  messages,
  tools,
  last: messages.at(-1)?.text ?? '',
  toolResults: messages.flatMap(({ role, text }) => (role === 'tool' ? [text] : [])),
});

const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value : []);

const textOf = (content: unknown): string => {
  if (typeof content === 'string') return content;
  return listOf(content)
    .map(({ text }) => (typeof text === 'string' ? text : ''))
    .join('');
};

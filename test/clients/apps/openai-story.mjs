// The story told with OpenAI's SDK, whatever watches it.
import { ASKED, EMBEDDING_MODEL, FOUND, MODEL, SYSTEM } from '../story.ts';

const system = { role: 'system', content: SYSTEM };
const user = (content) => ({ role: 'user', content });

const tools = [
  {
    type: 'function',
    function: {
      name: 'find_order',
      description: 'Finds where an order is',
      parameters: { type: 'object', properties: { order: { type: 'string' } }, required: ['order'] },
    },
  },
];

export async function runStory(openai, { withTool = (_name, _arguments, run) => run() } = {}) {
  await openai.chat.completions.create({
    model: MODEL,
    temperature: 0.2,
    max_tokens: 200,
    messages: [system, user(ASKED.chat)],
  });

  const stream = await openai.chat.completions.create({
    model: MODEL,
    messages: [user(ASKED.stream)],
    stream: true,
    stream_options: { include_usage: true },
  });
  for await (const _chunk of stream);

  const messages = [user(ASKED.tool)];
  const first = await openai.chat.completions.create({ model: MODEL, messages, tools });
  const { message } = first.choices[0];
  const call = message.tool_calls[0];
  const found = await withTool(call.function.name, call.function.arguments, async () => FOUND);
  messages.push(message, { role: 'tool', tool_call_id: call.id, content: found });
  await openai.chat.completions.create({ model: MODEL, messages, tools });

  await openai.embeddings.create({ model: EMBEDDING_MODEL, input: ASKED.embed });

  await openai.chat.completions.create({ model: MODEL, messages: [user(ASKED.fail)] }).catch(() => undefined);
}

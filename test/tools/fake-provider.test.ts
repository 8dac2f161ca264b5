/** The fake provider says what its script tells it to, in OpenAI's words. Real clients are run against it by npm run test:clients. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Script } from '../../tools/fake-provider/script.ts';
import { type FakeProvider, startProvider } from '../../tools/fake-provider/server.ts';

const script: Script = ({ last, toolResults, tools }) => {
  if (last === 'fail') return { failure: { status: 429, message: 'slow down', retryAfter: 7 } };
  if (last === 'wrong') throw new Error('the script is wrong');
  if (tools.length > 0 && toolResults.length === 0)
    return { toolCalls: [{ name: tools[0]!, arguments: { order: '7' } }] };
  return { text: 'It is on its way.', tokens: { input: 20, output: 6, cached: 8 } };
};

let provider: FakeProvider;
before(async () => {
  provider = await startProvider(script);
});
after(() => provider.stop());

const post = (path: string, body: object): Promise<Response> =>
  fetch(provider.baseUrl + path, { method: 'POST', body: JSON.stringify({ model: 'gpt-4o-mini', ...body }) });

const user = (content: string) => [{ role: 'user', content }];

/** The data of a stream's events. */
const dataOf = async (response: Response): Promise<readonly string[]> =>
  (await response.text()).split('\n').flatMap((line) => (line.startsWith('data: ') ? [line.slice(6)] : []));

test('a chat is answered with a dated model, an id of its own and the tokens of the script', async () => {
  const [first, second] = await Promise.all([1, 2].map(() => post('/chat/completions', { messages: user('Where?') })));
  const answer = (await first!.json()) as Record<string, unknown>;

  assert.equal(answer['model'], 'gpt-4o-mini-2024-07-18');
  assert.deepEqual(answer['usage'], {
    prompt_tokens: 20,
    completion_tokens: 6,
    total_tokens: 26,
    prompt_tokens_details: { cached_tokens: 8, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  });
  assert.notEqual(answer['id'], ((await second!.json()) as Record<string, unknown>)['id']);
});

test('a streamed chat comes in pieces, with its tokens at the end where they are asked for', async () => {
  const body = { messages: user('Where?'), stream: true, stream_options: { include_usage: true } };
  const events = await dataOf(await post('/chat/completions', body));
  const chunks = events.slice(0, -1).map((event) => JSON.parse(event));

  assert.equal(events.at(-1), '[DONE]');
  assert.equal(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join(''), 'It is on its way.');
  assert.equal(chunks.at(-1).usage.total_tokens, 26);
});

test('a tool is wanted until its result is there, on either route', async () => {
  const chat = await post('/chat/completions', {
    messages: user('Where?'),
    tools: [{ type: 'function', function: { name: 'find_order' } }],
  });
  const response = await post('/responses', {
    input: [
      { role: 'user', content: [{ type: 'input_text', text: 'Where?' }] },
      { type: 'function_call_output', call_id: 'call_1', output: 'with the courier' },
    ],
    tools: [{ type: 'function', name: 'find_order' }],
  });

  const [choice] = ((await chat.json()) as { choices: { message: { tool_calls: unknown[] } }[] }).choices;
  assert.match(JSON.stringify(choice?.message.tool_calls), /"name":"find_order","arguments":"\{\\"order\\":\\"7\\"\}"/);
  assert.match(JSON.stringify(((await response.json()) as { output: unknown }).output), /It is on its way/);
});

test('a streamed response begins, tells its text, and ends with the whole', async () => {
  const events = (await dataOf(await post('/responses', { input: 'Where?', stream: true }))).map((event) =>
    JSON.parse(event),
  );

  assert.equal(events[0].type, 'response.created');
  assert.equal(
    events.map(({ type, delta }) => (type === 'response.output_text.delta' ? delta : '')).join(''),
    'It is on its way.',
  );
  assert.deepEqual(events.at(-1).response.usage.input_tokens_details, { cached_tokens: 8 });
});

test('vectors are the same for the same text, in numbers and in base64', async () => {
  const numbers = await post('/embeddings', { input: ['a', 'b'] });
  const packed = await post('/embeddings', { input: 'a', encoding_format: 'base64' });

  const [a, b] = ((await numbers.json()) as { data: { embedding: number[] }[] }).data;
  const [same] = ((await packed.json()) as { data: { embedding: string }[] }).data;
  const bytes = Uint8Array.from(Buffer.from(same!.embedding, 'base64'));
  assert.deepEqual([...new Float32Array(bytes.buffer)], a!.embedding);
  assert.notDeepEqual(a, b);
});

test('a refusal has its status, its header and its reason; a script that throws is a 500', async () => {
  const refused = await post('/chat/completions', { messages: user('fail') });
  const broken = await post('/chat/completions', { messages: user('wrong') });

  assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, '7']);
  assert.equal(((await refused.json()) as { error: { message: string } }).error.message, 'slow down');
  assert.equal(broken.status, 500);
});

/** One conversation in the words of many providers and frameworks, and the one form it must take. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '../../../../src/domain/call/json.ts';
import { readDocument } from '../../../../src/domain/otlp/dialects/content/document.ts';
import { toMessages } from '../../../../src/domain/otlp/dialects/content/messages.ts';
import { unflatten } from '../../../../src/domain/otlp/dialects/content/unflatten.ts';

/** Asked, called a tool, got its result, answered. */
const CONVERSATION = [
  { role: 'user', content: 'Weather in Paris?' },
  { role: 'assistant', tool_calls: [{ id: 'c1', name: 'weather', arguments: { city: 'Paris' } }] },
  { role: 'tool', content: { temp: 18 }, tool_call_id: 'c1' },
  { role: 'assistant', content: 'Eighteen degrees.' },
];

const WRITTEN: Readonly<Record<string, Json>> = {
  OpenTelemetry: [
    { role: 'user', parts: [{ type: 'text', content: 'Weather in Paris?' }] },
    { role: 'assistant', parts: [{ type: 'tool_call', id: 'c1', name: 'weather', arguments: { city: 'Paris' } }] },
    { role: 'tool', parts: [{ type: 'tool_call_response', id: 'c1', response: '{"temp":18}' }] },
    { role: 'assistant', parts: [{ type: 'text', content: 'Eighteen degrees.' }] },
  ],
  Anthropic: [
    { role: 'user', content: 'Weather in Paris?' },
    { role: 'assistant', content: [{ type: 'tool_use', id: 'c1', name: 'weather', input: { city: 'Paris' } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c1', content: '{"temp":18}' }] },
    { role: 'assistant', content: [{ type: 'text', text: 'Eighteen degrees.' }] },
  ],
  Bedrock: [
    { role: 'user', content: [{ text: 'Weather in Paris?' }] },
    { role: 'assistant', content: [{ toolUse: { toolUseId: 'c1', name: 'weather', input: { city: 'Paris' } } }] },
    {
      role: 'user',
      content: [{ toolResult: { toolUseId: 'c1', content: [{ json: { temp: 18 } }], status: 'success' } }],
    },
    { role: 'assistant', content: [{ text: 'Eighteen degrees.' }] },
  ],
  'AI SDK': [
    { role: 'user', content: [{ type: 'text', text: 'Weather in Paris?' }] },
    {
      role: 'assistant',
      content: [{ type: 'tool-call', toolCallId: 'c1', toolName: 'weather', input: { city: 'Paris' } }],
    },
    {
      role: 'tool',
      content: [{ type: 'tool-result', toolCallId: 'c1', output: { type: 'json', value: { temp: 18 } } }],
    },
    { role: 'assistant', content: [{ type: 'text', text: 'Eighteen degrees.' }] },
  ],
  'the Responses API': [
    { role: 'user', content: [{ type: 'input_text', text: 'Weather in Paris?' }] },
    { type: 'function_call', call_id: 'c1', name: 'weather', arguments: '{"city":"Paris"}' },
    { type: 'function_call_output', call_id: 'c1', output: '{"temp":18}' },
    { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Eighteen degrees.' }] },
  ],
};

for (const [author, messages] of Object.entries(WRITTEN)) {
  test(`readDocument() brings a conversation of ${author} to one form`, () => {
    assert.deepEqual(readDocument(JSON.stringify(messages), 'input'), CONVERSATION);
  });
}

test('readDocument() brings a conversation of OpenAI to one form and leaves a tool’s text a text', () => {
  const read = readDocument(
    [
      { role: 'user', content: 'Weather in Paris?' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'weather', arguments: '{"city":"Paris"}' } }],
      },
      { role: 'tool', tool_call_id: 'c1', content: '{"temp":18}' },
      { role: 'assistant', content: 'Eighteen degrees.' },
    ],
    'input',
  );

  assert.deepEqual(read, [
    CONVERSATION[0],
    CONVERSATION[1],
    { role: 'tool', content: '{"temp":18}', tool_call_id: 'c1' },
    CONVERSATION[3],
  ]);
});

test('readDocument() brings a conversation of Gemini to one form, whose calls have no ids', () => {
  const read = readDocument(
    {
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      contents: [
        { role: 'user', parts: [{ text: 'Weather in Paris?' }] },
        { role: 'model', parts: [{ functionCall: { name: 'weather', args: { city: 'Paris' } } }] },
        { role: 'user', parts: [{ functionResponse: { name: 'weather', response: { temp: 18 } } }] },
      ],
    },
    'input',
  );

  assert.deepEqual(read, [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Weather in Paris?' },
    { role: 'assistant', tool_calls: [{ name: 'weather', arguments: { city: 'Paris' } }] },
    { role: 'tool', content: { temp: 18 }, name: 'weather' },
  ]);
});

const RESPONSES: Readonly<Record<string, Json>> = {
  OpenAI: { id: 'chatcmpl-1', choices: [{ message: { role: 'assistant', content: 'Hi.' }, finish_reason: 'stop' }] },
  Gemini: { candidates: [{ content: { role: 'model', parts: [{ text: 'Hi.' }] }, finishReason: 'stop' }] },
  Anthropic: { id: 'msg_1', role: 'assistant', content: [{ type: 'text', text: 'Hi.' }], stop_reason: 'stop' },
};

for (const [author, response] of Object.entries(RESPONSES)) {
  test(`readDocument() finds the answer in a whole response of ${author}`, () => {
    assert.deepEqual(readDocument(response, 'output'), [{ role: 'assistant', content: 'Hi.', finish_reason: 'stop' }]);
  });
}

test('readDocument() leaves a document that is no conversation as it is', () => {
  assert.deepEqual(readDocument('{"question":"What?","data":{"a":1}}', 'input'), { question: 'What?', data: { a: 1 } });
  assert.deepEqual(readDocument('["a","b"]', 'input'), ['a', 'b']);
  assert.equal(readDocument('plain', 'input'), 'plain');
  assert.equal(readDocument('42', 'input'), '42');
});

test('toMessages() keeps where a picture is, and of one within the message only its size', () => {
  const read = toMessages(
    [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image_url', image_url: { url: 'https://example.com/cat.png' } },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAABBBB' } },
        ],
      },
    ],
    'user',
  );

  assert.deepEqual(read, [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is this?' },
        { type: 'image', url: 'https://example.com/cat.png' },
        { type: 'image', omitted_characters: 30 },
      ],
    },
  ]);
});

test('toMessages() keeps reasoning apart from the answer', () => {
  assert.deepEqual(
    toMessages(
      [
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'Hm.' },
            { type: 'text', text: 'Yes.' },
          ],
        },
      ],
      'assistant',
    ),
    [{ role: 'assistant', content: 'Yes.', reasoning: 'Hm.' }],
  );
});

test('toMessages() leaves JSON that a person typed a text', () => {
  const typed = '[{"a":1}]';

  assert.deepEqual(toMessages([{ role: 'user', content: typed }], 'user'), [{ role: 'user', content: typed }]);
});

test('toMessages() leaves a list of a hundred thousand as it came', () => {
  const list = Array.from({ length: 100_000 }, () => 1);

  assert.equal(toMessages(list, 'user'), list);
});

test('unflatten() leaves a name in one piece that holds an address, which cut at its dots nobody would know', () => {
  const names = { 'p.0.role': 'user', 'p.0.message.jane.doe@example.com': 'x', 'p.jane@example.com': 'y' };

  const { 'p.jane@example.com': _, ...list } = names;
  assert.deepEqual(unflatten(list, 'p.'), [{ role: 'user', 'message.jane.doe@example.com': 'x' }]);
  assert.deepEqual(unflatten(names, 'p.'), {
    0: { role: 'user', 'message.jane.doe@example.com': 'x' },
    'jane@example.com': 'y',
  });
});

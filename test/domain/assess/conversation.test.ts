/** Taking payloads apart: the shapes in which clients send messages, and what is read of very long ones. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conversationOf } from '../../../src/domain/assess/conversation.ts';
import { MAX_READ_CHARS } from '../../../src/domain/assess/desk.ts';
import { callOf } from './call.ts';

test('conversationOf() reads messages in the shapes of the common clients', () => {
  const shapes: readonly [input: unknown, output: unknown][] = [
    ['Where is my order?', 'On its way.'],
    [[{ role: 'user', content: 'Where is my order?' }], [{ role: 'assistant', content: 'On its way.' }]],
    [
      [{ role: 'user', content: [{ type: 'text', text: 'Where is my order?' }] }],
      { choices: [{ message: { role: 'assistant', content: 'On its way.' } }] },
    ],
    [
      [{ role: 'user', parts: [{ type: 'text', content: 'Where is my order?' }] }],
      [{ role: 'assistant', parts: [{ type: 'text', content: 'On its way.' }] }],
    ],
    [{ messages: [{ role: 'user', content: 'Where is my order?' }] }, { role: 'assistant', content: 'On its way.' }],
    [[{ role: 'user', parts: [{ text: 'Where is my order?' }] }], { text: 'On its way.' }],
  ];

  for (const [input, output] of shapes) {
    const call = conversationOf(callOf({ input, output }))!;

    assert.equal(call.prompt.text, 'Where is my order?', JSON.stringify(input));
    assert.equal(call.output.text, 'On its way.', JSON.stringify(output));
  }
});

test('conversationOf() parts instructions, the last question, and what was given', () => {
  const call = conversationOf(
    callOf({
      input: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hello' },
        { role: 'assistant', content: 'Hi' },
        { role: 'user', content: 'Where is it?' },
        { role: 'tool', content: 'In Hamburg' },
      ],
      context: { docs: ['Page one'] },
      output: 'In Hamburg.',
    }),
  )!;

  assert.equal(call.system.text, 'Be brief.');
  assert.equal(call.prompt.text, 'Where is it?');
  assert.equal(call.given.text, 'Page one\nIn Hamburg');
  assert.equal(call.history.text, 'Hello\nHi');
});

test('conversationOf() knows tool calls and images as answers without text', () => {
  const outputs: readonly unknown[] = [
    [{ role: 'assistant', content: null, tool_calls: [{ id: 'c', function: { name: 'search' } }] }],
    [{ role: 'assistant', parts: [{ type: 'tool_call', name: 'search' }] }],
    [{ role: 'assistant', content: [{ type: 'tool_use', name: 'search' }] }],
    [{ role: 'assistant', content: [{ type: 'image', url: 'x' }] }],
  ];

  for (const output of outputs) {
    const call = conversationOf(callOf({ output }))!;

    assert.equal(call.hasOtherOutput, true, JSON.stringify(output));
    assert.equal(call.output.text.trim(), '');
  }
});

test('conversationOf() reads both ends of a very long text and says so', () => {
  const call = conversationOf(callOf({ output: `begin ${'x'.repeat(3 * MAX_READ_CHARS)} end` }))!;

  assert.equal(call.output.shortened, true);
  assert.ok(call.output.text.startsWith('begin') && call.output.text.endsWith('end'));
  assert.ok(call.output.text.length <= MAX_READ_CHARS + 1);
});

/** Messages that come apart from their span, put together again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { assembleParts, type MessagePart } from '../../../src/domain/call/parts.ts';

type Message = { readonly role: string; readonly content: string };

const part = (role: string, content: string, fields: Partial<MessagePart<Message>> = {}): MessagePart<Message> => ({
  side: 'input',
  at: 1,
  order: 0,
  occurrence: 0,
  chars: content.length,
  message: { role, content },
  ...fields,
});

const contents = (parts: readonly MessagePart<Message>[]): string =>
  (assembleParts(parts).input ?? []).map(({ content }) => content).join(' ');

test('assembleParts() keeps a history that was logged in one moment in its order', () => {
  const history = ['user', 'assistant', 'user', 'assistant', 'user'].map((role, order) =>
    part(role, `m${order}`, { order }),
  );

  assert.equal(contents(history.toReversed()), 'm0 m1 m2 m3 m4');
});

test('assembleParts() orders by roles what came in requests of their own', () => {
  const apart = [part('tool', 'result'), part('assistant', 'call'), part('system', 'rules'), part('user', 'question')];

  assert.equal(contents(apart), 'rules question call result');
});

test('assembleParts() keeps one of a message that came twice, and both that were said twice', () => {
  assert.equal(contents([part('user', 'yes'), part('user', 'yes', { order: 7 })]), 'yes');
  assert.equal(contents([part('user', 'yes'), part('user', 'yes', { occurrence: 1, order: 1 })]), 'yes yes');
});

test('assembleParts() adds up the characters of each side', () => {
  const { inputLength, outputLength } = assembleParts([
    part('user', 'four'),
    part('assistant', 'three', { side: 'output' }),
  ]);

  assert.deepEqual([inputLength, outputLength], [4, 5]);
});

test('assembleParts() gives the same whatever the order and repetition of the parts', () => {
  const anyPart = fc
    .record({
      role: fc.constantFrom('system', 'user', 'assistant', 'tool'),
      content: fc.constantFrom('a', 'b', 'c'),
      at: fc.nat(2),
      order: fc.nat(3),
      side: fc.constantFrom('input' as const, 'output' as const),
    })
    .map(({ role, content, ...fields }) => part(role, content, fields));
  fc.assert(
    fc.property(
      fc
        .array(anyPart)
        .chain((parts) =>
          fc.tuple(fc.constant(parts), fc.shuffledSubarray([...parts, ...parts], { minLength: parts.length * 2 })),
        ),
      ([parts, shuffled]) => {
        assert.deepEqual(assembleParts(shuffled), assembleParts(parts));
      },
    ),
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createRedactor, DEFAULT_POLICY } from '../../../src/domain/redact/redactor.ts';
import { NAMES, namedRedactor } from './named-redactor.ts';

/** What messages say; some name people whom others call by a part of their name. */
const SAID = [
  'Hello',
  'Grace',
  'Thank you, Grace, and greet Hopper',
  'My name is Grace Hopper',
  'I am called Jane Doe, call 415-555-0132',
  'write to jane@exam',
  'ple.com',
  'card 4111 1111 ',
  '1111 1111',
  '{"note":"Doe","password":"hunter2!X"}',
  'Hopper is what our assistant of the shop is called by all of us, whoever Doe may be',
];

const messages = fc.array(
  fc.record({ role: fc.constantFrom('user', 'assistant'), content: fc.constantFrom(...SAID) }),
  { maxLength: 14 },
);

test('a redactor for one request gives for each call what one without a history gives', () => {
  const { redact, forRequest } = namedRedactor();
  const cuts = fc.array(fc.nat(14), { maxLength: 6 });
  fc.assert(
    fc.property(messages, messages, cuts, (conversation, other, lengths) => {
      const inRequest = forRequest();
      for (const length of lengths) {
        const call = { input: conversation.slice(0, length), output: conversation.slice(length, length + 1) };
        const strange = { input: [...conversation.slice(0, length), ...other], output: [] };

        assert.deepEqual(inRequest.redact(call), redact(call));
        assert.deepEqual(inRequest.redact(strange), redact(strange));
      }
    }),
    { numRuns: 300 },
  );
});

test('a redactor for one request looks once at what its calls have in common, and a redactor without a history each time', () => {
  const seen: string[] = [];
  const compilePattern = () => (text: string) => {
    seen.push(text);
    return [];
  };
  const policy = { ...DEFAULT_POLICY, patterns: [{ name: 'any', pattern: 'any' }] };
  const redactor = createRedactor(policy, { names: NAMES, compilePattern });
  const inRequest = redactor.forRequest();
  const texts = Array.from({ length: 20 }, (_, n) => `step ${n}: write to jane@example.com`);

  for (let length = 14; length <= texts.length; length++) inRequest.redact(texts.slice(0, length));
  const looks = seen.length;
  redactor.redact(texts);

  assert.equal(looks, texts.length);
  assert.equal(seen.length, 2 * texts.length);
});

test('a redactor for one request looks again at a text that failed', () => {
  let now = 0;
  const budget = { fixedMs: 1, perMegabyteMs: 0 };
  const { redact } = createRedactor(DEFAULT_POLICY, { clock: () => (now += 10), budget }).forRequest();
  const texts = Array.from({ length: 14 }, () => 'write to jane@example.com. ');

  const failed = redact(texts);
  budget.fixedMs = 10_000;
  const again = redact(texts);

  assert.equal(failed.failed, true);
  assert.deepEqual(
    again.value,
    texts.map(() => 'write to [EMAIL]. '),
  );
});

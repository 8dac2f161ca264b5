import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { detectStructured } from '../../../src/domain/redact/detect.ts';
import { inspectText } from '../../../src/domain/redact/inspect.ts';
import { createNameMemory } from '../../../src/domain/redact/names/memory.ts';
import { detectPersons } from '../../../src/domain/redact/names/persons.ts';
import { createRecall } from '../../../src/domain/redact/recall.ts';
import { createRecurringTexts, type RecurringTexts } from '../../../src/domain/redact/recurring-texts.ts';
import type { Span } from '../../../src/domain/redact/span.ts';
import { NAMES } from './named-redactor.ts';

/** Texts that recur in documents; some of them name people whom others call by a part of their name. */
const TEXTS = [
  'user',
  'Grace',
  'Thank you, Grace',
  'My name is Grace Hopper',
  'grace',
  'Hopper',
  'call 415-555-0132',
  'jane@example.com',
  '{"a":"Hopper"}',
  '["Jane Doe","Doe"]',
  'Doe',
  'x',
  'Grace is what the assistant of our shop shows, and Hopper is what it is called by nobody',
];

/** Looks through the texts of one document, one after the other. */
const inspectAll = (texts: readonly string[], isRecalling: boolean, recurring?: RecurringTexts) => {
  const memory = createNameMemory();
  const recall = isRecalling ? createRecall(memory, recurring) : undefined;
  const spans = texts.map((text): readonly Span[] =>
    inspectText(text, 0, {
      detect: (scan) => {
        detectStructured(scan);
        detectPersons(scan, NAMES, memory);
      },
      onWindow: () => {},
      vocabulary: NAMES.vocabulary,
      recall,
    }),
  );
  const { passed, passedCount, windowStarts, learnedIn } = memory;
  return { spans, passed: [...passed.subarray(0, passedCount)], windowStarts, learnedIn };
};

test('a text that is recalled has the findings, and leaves the traces, of one that is looked at', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...TEXTS), { maxLength: 40 }), (texts) => {
      assert.deepEqual(inspectAll(texts, true), inspectAll(texts, false));
    }),
    { numRuns: 300 },
  );
});

test('a text that stood in other documents has the findings, and leaves the traces, of one that is looked at', () => {
  const documents = fc.array(fc.array(fc.constantFrom(...TEXTS), { maxLength: 6 }), { maxLength: 12 });
  fc.assert(
    fc.property(documents, (all) => {
      const recurring = createRecurringTexts();
      for (const texts of all) assert.deepEqual(inspectAll(texts, true, recurring), inspectAll(texts, false));
    }),
    { numRuns: 300 },
  );
});

test('recurring texts are kept when they come twice, and no longer ones than 8,192 characters', () => {
  const recurring = createRecurringTexts();
  const note = (text: string) => recurring.note(text, true, () => new Int32Array([7]));
  const long = 'a '.repeat(5000);

  note('You are an assistant.');
  const once = recurring.find('You are an assistant.');
  note('You are an assistant.');
  note(long);
  note(long);

  assert.equal(once, undefined);
  assert.deepEqual([...(recurring.find('You are an assistant.')?.passed ?? [])], [7]);
  assert.equal(recurring.find('You are an assistent.'), undefined);
  assert.equal(recurring.find(long), undefined);
});

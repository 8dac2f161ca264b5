/** Profiles of calls: languages, topics that gather, and the app's own features. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { profileOf } from '../../../src/domain/assess/profile.ts';
import { callOf } from './call.ts';

test('profileOf() tells the languages of prompt and answer', () => {
  const { inputLanguage, outputLanguage } = profileOf(
    callOf({
      input: 'Wo finde ich die Rechnung für meine letzte Bestellung?',
      output: 'You can find it in your account, where all of them are kept for you.',
    }),
  );

  assert.deepEqual([inputLanguage, outputLanguage], ['de', 'en']);
});

test('profileOf() puts prompts about one thing into one bucket far oftener than chance', () => {
  const forms = [
    'Where is my invoice for the last order?',
    'I need the invoice of my order please',
    'Can you send me the invoice for order 12?',
    'The invoice of the order is missing',
    'Please resend the order invoice',
  ];
  const other = [
    'How do I train a puppy?',
    'Explain the theory of relativity',
    'Recommend a hiking trail',
    'Fix this bug in Python',
  ];

  const topics = forms.map((input) => profileOf(callOf({ input, output: 'x' })).topic);
  const rest = other.map((input) => profileOf(callOf({ input, output: 'x' })).topic);

  const commonest = Math.max(...topics.map((topic) => topics.filter((same) => same === topic).length));
  assert.ok(commonest >= 3, topics.join(' '));
  assert.ok(new Set(rest).size >= 3, rest.join(' '));
  assert.ok(rest.filter((topic) => topics.includes(topic)).length <= 1, rest.join(' '));
});

test('profileOf() takes numbers, names and booleans of context.features and nothing else', () => {
  const { features } = profileOf(
    callOf({
      input: 'x',
      output: 'y',
      context: {
        features: { age: 42, plan: 'pro', beta: true, list: [1], text: 'x'.repeat(65), none: null },
        other: 1,
      },
    }),
  );

  assert.deepEqual(features, { age: 42, plan: 'pro', beta: 'true' });
});

test('profileOf() of a call without payload is empty, and of one without answer still has its prompt', () => {
  const { payload: _, ...bare } = callOf({});

  assert.deepEqual(profileOf(bare), {});
  assert.equal(profileOf(callOf({ input: 'Where is the invoice of my last order?' })).inputLanguage, 'en');
});
